/**
 * Who belongs to the cluster. A configuration is an entry of the log, and holds from the moment that it
 * is appended, committed or not (Ongaro 2014, section 4.1). So a server's configuration is the latest in
 * its log, and it falls back to the one before when that entry is truncated.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";

/** The members of a cluster. All lists are sorted and without repetitions. */
export interface Configuration {
  /** Those who decide; during a joint change, the new ones. Invariant: never empty. */
  readonly voters: readonly NodeId[];
  /** During a joint change, the voters of before, who decide as well; else none. */
  readonly outgoing: readonly NodeId[];
  /** Those who get the log but decide nothing. Invariant: none of them is a voter, old or new. */
  readonly learners: readonly NodeId[];
  /** Old voters who become learners when the joint change is over. Invariant: a part of `outgoing`. */
  readonly learnersNext: readonly NodeId[];
  /** Whether the leader ends the joint change by itself, as soon as it is committed. */
  readonly autoLeave: boolean;
}

/** A configuration, and where in the log it stands. */
export interface Placed {
  /** The index of its entry; 0 for the one that a cluster begins with. */
  readonly index: number;
  /** The configuration itself. */
  readonly configuration: Configuration;
}

/** A configuration of these voters and nobody else. */
export function votersOnly(voters: readonly NodeId[]): Configuration {
  return { voters, outgoing: [], learners: [], learnersNext: [], autoLeave: false };
}

/** Whether a change is under way that needs both majorities. */
export function isJoint({ outgoing }: Configuration): boolean {
  return outgoing.length > 0;
}

/** Whether a node's vote counts, in either half. */
export function isVoter({ voters, outgoing }: Configuration, node: NodeId): boolean {
  return voters.includes(node) || outgoing.includes(node);
}

/** Everybody whose vote counts, in either half. */
export function votersOf({ voters, outgoing }: Configuration): NodeId[] {
  return [...new Set([...voters, ...outgoing])];
}

/** Everybody who gets the log. */
export function membersOf(configuration: Configuration): NodeId[] {
  return [...new Set([...votersOf(configuration), ...configuration.learners])];
}

/** The configuration in force: the latest in the log. */
export function latest(configurations: readonly Placed[]): Placed {
  return configurations[configurations.length - 1]!;
}

/** The latest configuration at or before `index`. */
export function inForceAt(configurations: readonly Placed[], index: number): Placed {
  let found = configurations[0]!;
  for (const placed of configurations) if (placed.index <= index) found = placed;
  return found;
}
