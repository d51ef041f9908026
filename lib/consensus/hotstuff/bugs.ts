/** Mistakes in HotStuff that people make, and what comes of each. @module */

import { changed, type ProtocolChange } from "../../kit/change.ts";
import { type Bug, byStorm } from "../../kit/kit.ts";
import type { Protocol } from "../../model/protocol.ts";
import { faults } from "../byzantine_quorum.ts";
import { hotStuff } from "./hotstuff.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly options?: Partial<Options>;
  /** Other handlers. */
  readonly protocol?: ProtocolChange<State, Message, Timer, Saved>;
}

/** HotStuff with a change. */
export function protocolWith(
  { rules = {}, options = {}, protocol = {} }: Change = {},
  usual: Options,
): Protocol<State, Message, Timer, Saved> {
  const all = { ...usual, ...options, rules: { ...usual.rules, ...rules } };
  return changed(hotStuff(all), protocol);
}

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "two certificates decide, the lock is as for three": {
    words:
      "A block is decided by two certificates in a row, while replicas lock as if it took three: a leader that does not know the second may go back behind what is decided.",
    change: { options: { variant: "three-chain" }, rules: { chainLength: 2 } },
    breaks: "agreement",
    foundBy: byStorm("reviver", 2),
  },
  "votes against its lock": {
    words:
      "A replica votes for whatever extends something that is certified, and looks at no lock.",
    change: { rules: { isSafe: () => true } },
    breaks: "agreement",
    foundBy: byStorm("reviver", 1),
  },
  "never locks": {
    words: "Certificates do not raise the lock.",
    change: {
      rules: {
        lockOf: ({ signers, statement }) => ({ signers, statement: { ...statement, view: 0 } }),
      },
    },
    breaks: "agreement",
    foundBy: byStorm("reviver", 1),
  },
  "any parents decide": {
    words:
      "Three blocks decide the lowest, though views lie between them in which something else may have been certified.",
    change: { rules: { isDecided: () => true } },
    breaks: "agreement",
    foundBy: byStorm("weaver", 4),
  },
  "votes twice in a view": {
    words: "A replica votes for each block that the leader of its view proposes.",
    change: { rules: { mayVote: () => true } },
    breaks: "one vote a view",
    foundBy: byStorm("twins", 1),
  },
  "votes are not saved": {
    words: "A replica that crashes forgets in which view it voted last, and what it has locked.",
    change: { rules: { saves: (saved) => saved.type === "voted" ? null : saved } },
    breaks: "one vote a view",
    foundBy: byStorm("weather", 1),
  },
  "blocks are not saved": {
    words: "A replica that crashes forgets the blocks that it voted for.",
    change: { rules: { saves: (saved) => saved.type === "block" ? null : saved } },
    breaks: "progress",
    foundBy: byStorm("weather", 3),
  },
  "quorums of 2f": {
    words: "Two certificates need have only liars in common.",
    change: { rules: { quorum: (replicas) => 2 * faults(replicas) } },
    breaks: "one certificate a view",
    foundBy: byStorm("twins", 2),
  },
  "one signer counts as often as it signs": {
    words:
      "A certificate is as good as its list of signers is long: a liar alone certifies a block that there is not, and all wait for it.",
    change: { rules: { isCertified: ({ signers }, quorum) => signers.length >= quorum } },
    breaks: "progress",
    foundBy: byStorm("schemers", 12),
  },
  "a certificate for another block": {
    words: "A proposal may be justified by a certificate for a block that it does not extend.",
    change: { rules: { justifies: ({ statement }, { view }) => statement.view < view } },
    breaks: "agreement",
    foundBy: byStorm("schemers", 5),
  },
  "all views last equally long": {
    words: "Where messages take longer than a view, no view ever brings anything.",
    change: { rules: { timeoutMs: (baseMs) => baseMs } },
    breaks: "progress",
    foundBy: byStorm("slow", 1),
  },
  "patience only grows": {
    words:
      "Each view that a liar has let fail makes all later ones longer, until nobody waits so long.",
    change: { rules: { eases: () => false } },
    breaks: "progress",
    foundBy: byStorm("traitors", 61),
  },
  "proposes on what it has locked": {
    words: "A leader does not propose on the highest certificate that it was told of.",
    change: { rules: { proposesOn: (_, lock) => lock } },
    breaks: "progress",
    foundBy: byStorm("weather", 1),
  },
  "nobody is told what they missed": {
    words: "A replica that lacks a block is not given it.",
    change: { protocol: { upon: { fetch() {} } } },
    breaks: "progress",
    foundBy: byStorm("weather", 1),
  },
  "another leader with each view": {
    words:
      "It takes four loyal leaders in a row to decide a block, and among four replicas there are three.",
    change: { options: { variant: "three-chain", tenure: 1 } },
    breaks: "progress",
    foundBy: byStorm("schemers", 1),
  },
  "believes one replica about a state": {
    words:
      "A checkpoint is stable as soon as one replica has signed it, and whoever was away takes the state that a liar gives it.",
    change: { rules: { isStable: ({ signers }) => signers.length > 0 } },
    breaks: "one state at a height",
    foundBy: byStorm("absence", 17),
  },
  "takes any page": {
    words: "A page of a state is not compared with the digest that a quorum has signed.",
    change: { rules: { isPage: () => true } },
    breaks: "one state at a height",
    foundBy: byStorm("absence", 5),
  },
  "the state lacks what clients were answered": {
    words:
      "Who is given a state does not know which requests are done: when they are ordered once more, it does them again.",
    change: { rules: { keepsAnswers: false } },
    breaks: "one state at a height",
    foundBy: byStorm("absence", 53),
  },
  "nobody is given a state": {
    words: "Who was away for so long that others have forgotten what it missed never comes back.",
    change: { protocol: { upon: { fetchPage() {} } } },
    breaks: "progress",
    foundBy: byStorm("absence", 1),
  },
  "nothing is forgotten": {
    words: "Blocks are kept for ever, though a quorum has signed the state that they led to.",
    change: { rules: { forgets: false } },
    breaks: "what is settled is forgotten",
    foundBy: byStorm("weather", 1),
  },
  "believes the first": {
    words: "A client believes the first replica that says what came of its request.",
    change: { rules: { believes: () => 1 } },
    breaks: "linearizability",
    foundBy: byStorm("traitors", 65),
  },
  "executes twice": {
    words:
      "A leader proposes what is asked for until it is executed, in block after block, and each time it is executed again.",
    change: { rules: { isNew: () => true, leavesOut: false } },
    breaks: "linearizability",
    foundBy: byStorm("weather", 1),
  },
};
