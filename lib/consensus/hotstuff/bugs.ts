/** Mistakes in HotStuff that people make, and what comes of each. @module */

import { changed, type ProtocolChange } from "../../kit/change.ts";
import type { Bug } from "../../kit/kit.ts";
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

const inStorm = (storm: string, seed: number) => ({ by: "storm", storm, seed }) as const;

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "two certificates decide, the lock is as for three": {
    words:
      "A block is decided by two certificates in a row, while replicas lock as if it took three: a leader that does not know the second may go back behind what is decided.",
    change: { options: { variant: "three-chain" }, rules: { chainLength: 2 } },
    breaks: "agreement",
    foundBy: inStorm("schemers", 298),
  },
  "votes against its lock": {
    words:
      "A replica votes for whatever extends something that is certified, and looks at no lock.",
    change: { rules: { isSafe: () => true } },
    breaks: "agreement",
    foundBy: inStorm("schemers", 14),
  },
  "never locks": {
    words: "Certificates do not raise the lock.",
    change: {
      rules: {
        lockOf: ({ signers, statement }) => ({ signers, statement: { ...statement, view: 0 } }),
      },
    },
    breaks: "agreement",
    foundBy: inStorm("schemers", 14),
  },
  "any parents decide": {
    words:
      "Three blocks decide the lowest, though views lie between them in which something else may have been certified.",
    change: { rules: { isDecided: () => true } },
    breaks: "agreement",
    foundBy: inStorm("weaver", 4),
  },
  "votes twice in a view": {
    words: "A replica votes for each block that the leader of its view proposes.",
    change: { rules: { mayVote: () => true } },
    breaks: "one vote a view",
    foundBy: inStorm("twins", 1),
  },
  "votes are not saved": {
    words: "A replica that crashes forgets in which view it voted last, and what it has locked.",
    change: { rules: { saves: (saved) => saved.type === "voted" ? null : saved } },
    breaks: "one vote a view",
    foundBy: inStorm("weather", 1),
  },
  "blocks are not saved": {
    words: "A replica that crashes forgets the blocks that it voted for.",
    change: { rules: { saves: (saved) => saved.type === "block" ? null : saved } },
    breaks: "progress",
    foundBy: inStorm("weather", 5),
  },
  "quorums of 2f": {
    words: "Two certificates need have only liars in common.",
    change: { rules: { quorum: (replicas) => 2 * faults(replicas) } },
    breaks: "one certificate a view",
    foundBy: inStorm("twins", 1),
  },
  "one signer counts as often as it signs": {
    words:
      "A certificate is as good as its list of signers is long: a liar alone certifies a block that there is not, and all wait for it.",
    change: { rules: { isCertified: ({ signers }, quorum) => signers.length >= quorum } },
    breaks: "progress",
    foundBy: inStorm("schemers", 3),
  },
  "a certificate for another block": {
    words: "A proposal may be justified by a certificate for a block that it does not extend.",
    change: { rules: { justifies: ({ statement }, { view }) => statement.view < view } },
    breaks: "agreement",
    foundBy: inStorm("schemers", 64),
  },
  "all views last equally long": {
    words: "Where messages take longer than a view, no view ever brings anything.",
    change: { rules: { timeoutMs: (baseMs) => baseMs } },
    breaks: "progress",
    foundBy: inStorm("slow", 1),
  },
  "proposes on what it has locked": {
    words: "A leader does not propose on the highest certificate that it was told of.",
    change: { rules: { proposesOn: (_, lock) => lock } },
    breaks: "progress",
    foundBy: inStorm("weather", 1),
  },
  "nobody is told what they missed": {
    words: "A replica that lacks a block is not given it.",
    change: { protocol: { upon: { fetch() {} } } },
    breaks: "progress",
    foundBy: inStorm("weather", 1),
  },
  "another leader with each view": {
    words:
      "It takes four loyal leaders in a row to decide a block, and among four replicas there are three.",
    change: { options: { variant: "three-chain", tenure: 1 } },
    breaks: "progress",
    foundBy: inStorm("schemers", 4),
  },
  "believes the first": {
    words: "A client believes the first replica that says what came of its request.",
    change: { rules: { believes: () => 1 } },
    breaks: "linearizability",
    foundBy: inStorm("traitors", 5),
  },
  "executes twice": {
    words:
      "A leader proposes what is asked for until it is executed, in block after block, and each time it is executed again.",
    change: { rules: { isNew: () => true, leavesOut: false } },
    breaks: "linearizability",
    foundBy: inStorm("weather", 1),
  },
};

/** Mistakes in basic HotStuff. */
export const basicBugs: Readonly<Record<string, Bug<Change>>> = {
  "two phases, and no waiting": {
    words:
      "Two certificates decide, and a leader goes on with the first quorum that it hears, as if there were three phases: whom it has not heard may have locked what it does not know, and refuses.",
    change: { options: { variant: "two-chain-naive" }, rules: { listens: (isInTime) => isInTime } },
    breaks: "progress",
    foundBy: inStorm("hidden lock", 1),
  },
  "locks when it is too late": {
    words:
      "A replica locks the certificate that decides, and not the one before it: what one has decided, others have not locked.",
    change: { rules: { locksIn: (phases) => phases.at(-1)! } },
    breaks: "agreement",
    foundBy: inStorm("schemers", 14),
  },
  "votes against its lock": {
    ...bugs["votes against its lock"]!,
    foundBy: inStorm("schemers", 8),
  },
  "votes twice in a view": { ...bugs["votes twice in a view"]!, foundBy: inStorm("twins", 1) },
  "votes are not saved": { ...bugs["votes are not saved"]!, foundBy: inStorm("weather", 1) },
  "quorums of 2f": { ...bugs["quorums of 2f"]!, foundBy: inStorm("twins", 3) },
  "nobody is told what they missed": {
    ...bugs["nobody is told what they missed"]!,
    foundBy: inStorm("weather", 2),
  },
  "all views last equally long": {
    ...bugs["all views last equally long"]!,
    foundBy: inStorm("slow", 1),
  },
  "believes the first": { ...bugs["believes the first"]!, foundBy: inStorm("traitors", 5) },
};
