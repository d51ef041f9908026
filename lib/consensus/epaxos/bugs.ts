/** Mistakes in EPaxos that people make, and what comes of each. @module */

import { changed, type ProtocolChange } from "../../kit/change.ts";
import { type Bug, byStorm } from "../../kit/kit.ts";
import type { Protocol } from "../../model/protocol.ts";
import { lowerVote, noOpWithoutVotes, ownFirst } from "./bugs/choices.ts";
import { epaxos } from "./epaxos.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { fastQuorum } from "./quorums.ts";
import { type Rules, rules, UNKNOWN } from "./rules.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";
import { interfere } from "./value.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly options?: Partial<Options>;
  /** Other handlers. */
  readonly protocol?: ProtocolChange<State, Message, Timer, Saved>;
}

/** EPaxos with a change. */
export function protocolWith(
  { rules = {}, options = {}, protocol = {} }: Change = {},
  usual: Options,
): Protocol<State, Message, Timer, Saved> {
  const all = { ...usual, ...options, rules: { ...usual.rules, ...rules } };
  return changed(epaxos(all), protocol);
}

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "one variable for two ballots": {
    words:
      "A replica has one variable for the ballot that it has promised and for that in which it has voted (Sutra " +
      "2019): an old vote looks new, and overturns what was decided.",
    change: {
      rules: {
        promising: (instance, ballot) => ({ ...instance, promised: ballot, accepted: ballot }),
      },
    },
    breaks: "agreement",
    foundBy: { by: "check", check: "one variable for two ballots" },
  },
  "replies need not be equal": {
    words:
      "A coordinator decides on the fast path though others have found other dependencies: what they know of does " +
      "not come before its command, nor after it.",
    change: { rules: { agrees: () => true } },
    breaks: "visibility",
    foundBy: byStorm("storm", 2),
  },
  "a fast quorum that is too small": {
    words:
      "One replica less is taken for enough on the fast path: when the coordinator is gone, nobody can see any more " +
      "that it has decided.",
    change: { rules: { fastQuorum: (sizes) => fastQuorum(sizes) - 1 } },
    breaks: "agreement",
    foundBy: { by: "instance", instance: "all must agree" },
  },
  "its own first": {
    words:
      "Of commands that depend on each other, a replica executes first those that it has heard of first: its own.",
    change: {
      rules: {
        order: (a, b, self) =>
          Number(b.id.replica === self) - Number(a.id.replica === self) || rules.order(a, b, self),
      },
    },
    breaks: "same order",
    foundBy: byStorm("storm", 2),
  },
  "does not wait for dependencies": {
    words:
      "A replica executes a command that is decided, though something that it depends on is not.",
    change: { rules: { awaitsDependencies: false } },
    breaks: "dependencies first",
    foundBy: byStorm("storm", 2),
  },
  "waits for the latest only": {
    words:
      "A replica takes a dependency for that one instance, and not for all before it in its row: a write that comes " +
      "after two reads waits for the later one.",
    change: {
      rules: { dependsOn: (dependencies, { replica, slot }) => dependencies[replica] === slot },
    },
    breaks: "dependencies first",
    foundBy: byStorm("storm", 2),
  },
  "reads interfere with nothing": {
    words:
      "Only writes are put in order: replicas read what was there before, or what comes after.",
    change: {
      rules: {
        interferes: (a, b) =>
          interfere({ reads: [], writes: a.writes }, { reads: [], writes: b.writes }),
      },
    },
    breaks: "visibility",
    foundBy: byStorm("storm", 2),
  },
  "a reply is what was told": {
    words:
      "A replica says that it has found what the coordinator told it, and adds nothing that it knows.",
    change: { rules: { merge: (told) => told } },
    breaks: "visibility",
    foundBy: byStorm("rain", 1),
  },
  "replies are not merged": {
    words: "On the slow path a coordinator asks votes for what it knows itself.",
    change: { rules: { mergeReplies: (own) => own } },
    breaks: "visibility",
    foundBy: byStorm("rain", 1),
  },
  "recovers what it knows itself": {
    words:
      "Whoever recovers puts to the vote what it has pre-accepted itself, and does not look at what others have: " +
      "what they know of is not among the dependencies.",
    change: { rules: { chooses: ownFirst } },
    breaks: "visibility",
    foundBy: byStorm("storm", 3),
  },
  "a no-op where nobody has voted": {
    words:
      "Whoever recovers makes a no-op of what nobody has voted for: on the fast path nobody votes, and a client may " +
      "have its answer.",
    change: { rules: { chooses: noOpWithoutVotes } },
    breaks: "agreement",
    foundBy: byStorm("storm", 2),
  },
  "the lower vote": {
    words:
      "Whoever recovers puts to the vote what was voted for in the lowest ballot, not in the highest: what was decided " +
      "since then is overturned.",
    change: { rules: { chooses: lowerVote } },
    breaks: "agreement",
    foundBy: { by: "check", check: "the lower vote" },
  },
  "no objections": {
    words:
      "A replica that is asked what contradicts a decision on the fast path does not look, and says that nothing " +
      "does.",
    change: { rules: { objects: () => false } },
    breaks: "visibility",
    foundBy: byStorm("five", 2),
  },
  "waits in a circle": {
    words:
      "Whoever recovers waits for each instance that contradicts it: when those who coordinated two of them are gone, " +
      "each waits for the other, for ever.",
    change: {
      rules: {
        judges: ({ objections }) =>
          objections.length === 0
            ? "possible"
            : objections.some(({ committed }) => committed)
            ? "impossible"
            : "wait",
        outweighs: () => false,
      },
    },
    breaks: "progress",
    foundBy: { by: "check", check: "two whose coordinators are gone" },
  },
  "any support outweighs": {
    words:
      "Whoever waits goes on as soon as it hears that anybody supports the other instance, however few: what it waits " +
      "with may have been decided all the same.",
    change: { rules: { outweighs: (support) => support > 0 } },
    breaks: "agreement",
    foundBy: { by: "check", check: "any support outweighs" },
  },
  "votes below its promise": {
    words: "A replica votes in a ballot below one that it has promised.",
    change: { rules: { mayAccept: () => true } },
    breaks: "promises are kept",
    foundBy: byStorm("storm", 2),
  },
  "promises anything": {
    words: "A replica promises a ballot below one that it has promised.",
    change: { rules: { mayPromise: () => true } },
    breaks: "promises are kept",
    foundBy: byStorm("storm", 3),
  },
  "promises are not saved": {
    words: "A replica that crashes forgets what it has promised.",
    change: {
      rules: {
        saves: (saved) =>
          saved.type === "snapshot"
            ? saved
            : { ...saved, instance: { ...saved.instance, promised: saved.instance.accepted } },
      },
    },
    breaks: "promises are kept",
    foundBy: byStorm("storm", 3),
  },
  "what is pre-accepted is not saved": {
    words:
      "A replica that crashes forgets what it has pre-accepted: what others have decided with its help does not " +
      "come before what it pre-accepts next.",
    change: {
      rules: {
        saves: (saved) =>
          saved.type === "instance" && saved.instance.phase === "pre-accepted"
            ? { ...saved, instance: { ...UNKNOWN, promised: saved.instance.promised } }
            : saved,
      },
    },
    breaks: "visibility",
    foundBy: { by: "check", check: "what is pre-accepted is not saved" },
  },
  "executes twice": {
    words: "A command that a client has asked two replicas for is executed twice.",
    change: { rules: { admit: () => ({ type: "new" }) } },
    breaks: "linearizability",
    foundBy: byStorm("storm", 1),
  },
  "nobody takes over": {
    words:
      "Nobody recovers an instance whose coordinator is gone: what depends on it is never executed.",
    change: { protocol: { after: { retry() {} } } },
    breaks: "progress",
    foundBy: byStorm("storm", 1),
  },
};
