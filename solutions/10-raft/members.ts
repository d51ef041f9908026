/** Part 24: simply if that is safe, else by way of both. @module */

import {
  type Change,
  type Changed,
  type Configuration,
  isJoint,
  type NodeId,
  type Rules,
} from "../../exercises/10-raft/given.ts";

export const members: Pick<Rules, "change" | "followingOn"> = {
  change(from, transition, changes) {
    if (changes.length === 0) return leave(from);
    if (isJoint(from)) return { ok: false, words: "a joint change is under way" };
    const simple = changes.reduce(one, from);
    const moved = [...from.voters, ...simple.voters].filter((node) =>
      from.voters.includes(node) !== simple.voters.includes(node)
    );
    if (simple.voters.length === 0) return { ok: false, words: "nobody would be left to vote" };
    if (transition === "auto" && moved.length <= 1) return { ok: true, configuration: simple };
    const both = changes.reduce(one, { ...from, outgoing: from.voters });
    return { ok: true, configuration: { ...both, autoLeave: transition !== "explicit" } };
  },

  followingOn(from) {
    const left = from.autoLeave ? leave(from) : undefined;
    return left?.ok ? left.configuration : undefined;
  },
};

function leave(from: Configuration): Changed {
  if (!isJoint(from)) return { ok: false, words: "no joint change is under way" };
  const learners = sorted([...from.learners, ...from.learnersNext]);
  const configuration = { ...from, outgoing: [], learners, learnersNext: [], autoLeave: false };
  return { ok: true, configuration };
}

/** The node is nowhere any more, but for `outgoing`; then it is where the change puts it. */
function one(from: Configuration, { type, node }: Change): Configuration {
  const without = (list: readonly NodeId[]) => list.filter((each) => each !== node);
  const to: Configuration = {
    ...from,
    voters: without(from.voters),
    learners: without(from.learners),
    learnersNext: without(from.learnersNext),
  };
  if (type === "remove") return to;
  if (type === "addVoter") return { ...to, voters: sorted([...to.voters, node]) };
  return to.outgoing.includes(node)
    ? { ...to, learnersNext: sorted([...to.learnersNext, node]) }
    : { ...to, learners: sorted([...to.learners, node]) };
}

function sorted(nodes: readonly NodeId[]): NodeId[] {
  return [...nodes].sort((a, b) => a - b);
}
