/**
 * Instances, and what is agreed on in each: a value, the instances that it depends on, and a sequence number
 * (Moraru, Andersen and Kaminsky 2013, section 4.3).
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Ballot } from "../ballot.ts";
import type { Value } from "./value.ts";

/** Names an instance: the replica whose row it is in, and its place there. */
export interface Id {
  /** The replica that may use it, which is the instance's first coordinator. */
  readonly replica: NodeId;
  /** Counts the instances of that replica, from 1. */
  readonly slot: number;
}

/** An instance in few letters: "2.5" is slot 5 of replica 2. Timers and tables have it as a key. */
export function idLabel({ replica, slot }: Id): string {
  return `${replica}.${slot}`;
}

/** The instance of such a label. */
export function idOf(label: string): Id {
  const [replica, slot] = label.split(".");
  return { replica: Number(replica), slot: Number(slot) };
}

/** Instances by replica, then by slot: the order in which ties are broken. Negative when `a` comes first. */
export function compareIds(a: Id, b: Id): number {
  return a.replica - b.replica || a.slot - b.slot;
}

/** A number that no other instance has; 0 is none's. */
export function numberOf({ replica, slot }: Id, replicas: number): number {
  return (slot - 1) * replicas + replica + 1;
}

/**
 * Dependencies: for each replica a slot, 0 for none. A slot stands for itself and for all before it in that row that
 * interfere. So one number is enough for a row (section 4.5), however long it is, and it is safe whatever interferes
 * with what: to name too many never hurts, as long as each of them is decided some day. To name the latest and take it
 * for nothing but itself would be safe only where interference is transitive, which it is not: two reads do not
 * depend on each other, and a write that named the later one would not wait for the other.
 */
export type Dependencies = readonly number[];

/** Whether an instance is among the dependencies, provided that it interferes. */
export function covers(dependencies: Dependencies, { replica, slot }: Id): boolean {
  return slot <= (dependencies[replica] ?? 0);
}

/** What instances are ordered by. */
export interface Attributes {
  /** What comes before. */
  readonly dependencies: Dependencies;
  /** Greater than that of each command that interferes and was known: orders those that depend on each other. */
  readonly sequence: number;
}

/** The union of the dependencies, and the greater sequence number. */
export function union(a: Attributes, b: Attributes): Attributes {
  return {
    dependencies: a.dependencies.map((slot, replica) => Math.max(slot, b.dependencies[replica]!)),
    sequence: Math.max(a.sequence, b.sequence),
  };
}

/** Whether two replicas have found the same. */
export function sameAttributes(a: Attributes, b: Attributes): boolean {
  return a.sequence === b.sequence &&
    a.dependencies.every((slot, replica) => slot === b.dependencies[replica]);
}

/** What is to be agreed on in an instance. */
export interface Proposal extends Attributes {
  /** The commands. */
  readonly value: Value;
}

/** How far a replica has come with an instance. */
export type Phase =
  /** It has heard of no value for it. */
  | "none"
  /** It has heard of the value from the first coordinator, and added the dependencies that it knows of. */
  | "pre-accepted"
  /** It has voted for what stands in the instance. */
  | "accepted"
  /** It knows what is decided, for ever. */
  | "committed";

/** An instance, as a replica has it and saves it. Nothing in it changes: another one takes its place. */
export interface Instance {
  /** It takes no part in ballots below this one. */
  readonly promised: Ballot;
  /**
   * The ballot in which it has accepted. Invariant: not above `promised`. One variable for both is the mistake of the
   * original (Sutra 2019): a promise makes an old vote look new.
   */
  readonly accepted: Ballot;
  /** How far it has come. */
  readonly phase: Phase;
  /** What stands here; null in phase "none". */
  readonly proposal: Proposal | null;
  /** What the first coordinator asked all to pre-accept, as far as it is known here. It never changes. */
  readonly initial: Proposal | null;
}
