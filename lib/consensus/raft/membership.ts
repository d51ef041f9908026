/**
 * Changes of membership as pure functions (Ongaro 2014, chapter 4). A single server may come or go at a
 * time, since then any majority before and any majority after have a server in common. Anything more
 * goes through a joint configuration, in which both majorities decide.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { type Configuration, isJoint } from "./configuration.ts";

/** One change. */
export interface Change {
  /** A voter decides; a learner gets the log and decides nothing. */
  readonly type: "addVoter" | "addLearner" | "remove";
  /** Whom it concerns. */
  readonly node: NodeId;
}

/**
 * How to get there. "auto": at once if one voter at most comes or goes, else by a joint configuration that
 * the leader ends by itself. "implicit": by such a joint configuration in any case. "explicit": by a joint
 * configuration that stays until an empty list of changes ends it.
 */
export type Transition = "auto" | "implicit" | "explicit";

/** What a change leads to, or why it cannot be. */
export type Changed =
  | { readonly ok: true; readonly configuration: Configuration }
  | { readonly ok: false; readonly words: string };

/** The configuration that `changes` lead to next; none at all leaves a joint configuration. */
export function change(
  from: Configuration,
  transition: Transition,
  changes: readonly Change[],
): Changed {
  if (changes.length === 0) return leaveJoint(from);
  if (transition !== "auto") return enterJoint(from, changes, transition === "implicit");
  const simple = changeSimply(from, changes);
  if (simple.ok || isJoint(from)) return simple;
  return enterJoint(from, changes, true);
}

/** One voter at most comes or goes. */
export function changeSimply(from: Configuration, changes: readonly Change[]): Changed {
  if (isJoint(from)) return refusal("a joint change is under way");
  const to = applied(from, changes);
  if (to.voters.length === 0) return refusal("nobody would be left to vote");
  const moved = difference(from.voters, to.voters) + difference(to.voters, from.voters);
  if (moved > 1) return refusal(`${moved} voters would come or go at once`);
  return { ok: true, configuration: to };
}

/** From now on the old voters and the new ones decide together. */
export function enterJoint(
  from: Configuration,
  changes: readonly Change[],
  autoLeave: boolean,
): Changed {
  if (isJoint(from)) return refusal("a joint change is under way");
  const to = applied({ ...from, outgoing: from.voters }, changes);
  if (to.voters.length === 0) return refusal("nobody would be left to vote");
  return { ok: true, configuration: { ...to, autoLeave } };
}

/** From now on the new voters decide alone. */
export function leaveJoint(from: Configuration): Changed {
  if (!isJoint(from)) return refusal("no joint change is under way");
  const configuration: Configuration = {
    voters: from.voters,
    outgoing: [],
    learners: sorted([...from.learners, ...from.learnersNext]),
    learnersNext: [],
    autoLeave: false,
  };
  return { ok: true, configuration };
}

/** The configuration after `changes`, one after the other; what is so already stays so. */
function applied(from: Configuration, changes: readonly Change[]): Configuration {
  return changes.reduce((configuration, { type, node }) => {
    const without = removed(configuration, node);
    if (type === "remove") return without;
    if (type === "addVoter") return { ...without, voters: sorted([...without.voters, node]) };
    // An old voter may not be a learner as long as its vote counts.
    const list = without.outgoing.includes(node) ? "learnersNext" : "learners";
    return { ...without, [list]: sorted([...without[list], node]) };
  }, from);
}

function removed(configuration: Configuration, node: NodeId): Configuration {
  const others = (list: readonly NodeId[]) => list.filter((each) => each !== node);
  return {
    ...configuration,
    voters: others(configuration.voters),
    learners: others(configuration.learners),
    learnersNext: others(configuration.learnersNext),
  };
}

/** Why a configuration cannot be; undefined when it can. */
export function faultOf(configuration: Configuration): string | undefined {
  const { voters, outgoing, learners, learnersNext, autoLeave } = configuration;
  const lists = { voters, outgoing, learners, learnersNext };
  for (const [name, list] of Object.entries(lists)) {
    if (list.join() !== sorted(list).join()) return `${name} must be sorted, without repetitions`;
  }
  if (voters.length === 0) return "there must be a voter";
  if (learners.some((node) => voters.includes(node) || outgoing.includes(node))) {
    return "a learner must not be a voter";
  }
  if (difference(learnersNext, outgoing) > 0) return "a learner to be must be an old voter";
  if (learnersNext.some((node) => voters.includes(node))) {
    return "a learner to be must not be a new voter";
  }
  if (autoLeave && !isJoint(configuration)) return "only a joint change can end by itself";
  return undefined;
}

function difference(some: readonly NodeId[], others: readonly NodeId[]): number {
  return some.filter((node) => !others.includes(node)).length;
}

function sorted(nodes: readonly NodeId[]): NodeId[] {
  return [...new Set(nodes)].sort((a, b) => a - b);
}

function refusal(words: string): Changed {
  return { ok: false, words };
}
