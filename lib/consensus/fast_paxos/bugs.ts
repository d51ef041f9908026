/** Mistakes in Fast Paxos that people make, and what comes of each. @module */

import { changed, type ProtocolChange } from "../../kit/change.ts";
import { type Bug, byStorm } from "../../kit/kit.ts";
import type { Protocol } from "../../model/protocol.ts";
import { compareFastBallots, NO_FAST_BALLOT } from "./ballot.ts";
import { earliest, latest, mostFrequent, ofAllRounds, valuesIn } from "./bugs/counting.ts";
import { fastPaxos } from "./fast_paxos.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { picked } from "./pick.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly settings?: Partial<Settings>;
  /** Other handlers. */
  readonly protocol?: ProtocolChange<State, Message, Timer, Saved>;
}

/** Fast Paxos with a change. */
export function protocolWith(
  { rules = {}, settings = {}, protocol = {} }: Change = {},
  usual: Partial<Settings> = {},
): Protocol<State, Message, Timer, Saved> {
  return changed(fastPaxos({ ...usual, ...settings }, rules), protocol);
}

const collision = { by: "instance", instance: "a collision" } as const;

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "a classic quorum in a fast round": {
    words:
      "A learner takes a quorum of classic rounds for enough in a fast one: what it has learnt may have too few " +
      "votes for anybody to see later that it was chosen.",
    change: { rules: { isQuorum: (_, present, system) => system.phase2(present) } },
    breaks: "agreement",
    foundBy: byStorm("a far leader", 32),
  },
  "any of two values": {
    words:
      "A coordinator that hears of two values picks the one that it likes, though the other may have been chosen.",
    change: { rules: { pick: (answers) => valuesIn(latest(answers))[0] } },
    breaks: "one value is chosen",
    foundBy: collision,
  },
  "most votes of all rounds": {
    words:
      "A coordinator picks the value of most votes, in whatever rounds they were cast: a minority may have voted " +
      "often for what was never chosen.",
    change: { rules: { pick: (answers) => mostFrequent(answers) } },
    breaks: "one value is chosen",
    foundBy: byStorm("storm", 74),
  },
  "heads are counted": {
    words:
      "A coordinator picks the value of most votes in the highest round, not the one that a fast quorum may have " +
      "voted for: where heads count differently, these are two.",
    change: { rules: { pick: (answers) => mostFrequent(latest(answers)) } },
    breaks: "one value is chosen",
    foundBy: byStorm("weights", 7),
  },
  "the lowest round": {
    words: "A coordinator picks from the votes in the lowest round that it hears of.",
    change: { rules: { pick: (answers, system) => picked(earliest(answers), system) } },
    breaks: "one value is chosen",
    foundBy: byStorm("storm", 6),
  },
  "any, whatever was voted for": {
    words:
      "A coordinator of a fast round asks for any proposal, though a value may have been chosen.",
    change: {
      rules: {
        pick: (answers, system, ballot) =>
          ballot.fast && ballot.step === 0 ? undefined : picked(answers, system),
      },
    },
    breaks: "one value is chosen",
    foundBy: byStorm("restarts", 1),
  },
  "votes twice in a fast round": {
    words: "An acceptor votes for each proposal that reaches it in a fast round.",
    change: {
      rules: {
        hears: (_, proposal) => proposal,
        mayVote: (ballot, promised) => compareFastBallots(ballot, promised) >= 0,
      },
    },
    breaks: "one value is chosen",
    foundBy: collision,
  },
  "votes below its promise": {
    words:
      "An acceptor votes in a round below one that it has promised: the promise meant nothing.",
    change: {
      rules: {
        mayVote: (ballot, _, accepted) =>
          accepted === null || compareFastBallots(ballot, accepted.ballot) > 0,
      },
    },
    breaks: "promises are kept",
    foundBy: byStorm("rain", 1),
  },
  "a promise of its own round only": {
    words: "An acceptor promises every round, also one below what it has promised before.",
    change: { rules: { mayPromise: () => true } },
    breaks: "promises are kept",
    foundBy: byStorm("rain", 1),
  },
  "one variable for two rounds": {
    words:
      "An acceptor has one variable for the round that it has promised and for that of its vote (Sutra 2019): an " +
      "old vote looks new.",
    change: {
      rules: { kept: (accepted, ballot) => accepted === null ? null : { ...accepted, ballot } },
    },
    breaks: "one value is chosen",
    foundBy: byStorm("rain", 6),
  },
  "a promise forgets the vote": {
    words: "An acceptor forgets its vote when it promises a higher round.",
    change: { rules: { kept: () => null } },
    breaks: "one value is chosen",
    foundBy: byStorm("rain", 4),
  },
  "an old promise counts": {
    words:
      "A coordinator counts promises of an earlier round of its own: they say nothing of what was voted for since.",
    change: { rules: { isReplyTo: (reply, own) => reply.node === own.node } },
    breaks: "one value is chosen",
    foundBy: byStorm("a far leader", 1),
  },
  "recovers in some higher round": {
    words:
      "A coordinator recovers in a higher round that is not the next one: a vote is no promise for that, as others " +
      "lie between.",
    change: {
      rules: { after: ({ round, node }, fast) => ({ round: round + 2, node, step: 0, fast }) },
    },
    breaks: "one value is chosen",
    foundBy: byStorm("a far leader", 815),
  },
  "too few votes to go on from": {
    words:
      "A coordinator recovers as soon as it hears of two values, from whomever: all others may have voted alike.",
    change: { rules: { collide: (votes) => new Set(votes.values()).size > 1 } },
    breaks: "one value is chosen",
    foundBy: collision,
  },
  "each for itself in a classic round": {
    words:
      "Acceptors recover by themselves in a classic round: they may pick different values, and few are enough there.",
    change: {
      rules: { after: ({ round, node, step }) => ({ round, node, step: step + 1, fast: false }) },
    },
    breaks: "one value is chosen",
    foundBy: byStorm("rain", 7),
  },
  "votes of all rounds together": {
    words: "A learner counts votes for a value in different rounds together.",
    change: { rules: { chosen: ofAllRounds } },
    breaks: "agreement",
    foundBy: byStorm("rain", 8),
  },
  "any is a value": {
    words: "An acceptor that has not heard of any proposal votes for any as if that were one.",
    change: { rules: { first: (heard) => heard ?? "any" } },
    breaks: "votes are for proposals",
    foundBy: { by: "instance", instance: "from nothing" },
  },
  "promises are not saved": {
    words: "An acceptor that crashes forgets what it has promised, and votes in an older round.",
    change: {
      rules: { saved: (all) => ({ ...all, promised: all.accepted?.ballot ?? NO_FAST_BALLOT }) },
    },
    breaks: "promises are kept",
    foundBy: byStorm("restarts", 1),
  },
  "votes are not saved": {
    words: "An acceptor that crashes forgets what it has voted for.",
    change: { rules: { saved: (all) => ({ ...all, accepted: null }) } },
    breaks: "one value is chosen",
    foundBy: byStorm("restarts", 1),
  },
  "a round is used again": {
    words: "A coordinator that crashes forgets its round, and asks for two values in one.",
    change: { rules: { saved: (all) => ({ ...all, round: 0 }) } },
    breaks: "one value is chosen",
    foundBy: { by: "instance", instance: "a classic leader comes back" },
  },
  "votes leave before they are saved": {
    words:
      "An acceptor tells its vote while it is still writing it: after a crash it may vote for something else.",
    change: { rules: { leavesAhead: ({ type }) => type === "accepted" } },
    breaks: "agreement",
    foundBy: byStorm("slow disks", 8),
  },
  "nobody stands back": {
    words:
      "Coordinators who meet a higher round try a higher one at once, and are in each other's way for ever.",
    change: { settings: { backoffMs: 0, mostBackoffMs: 0 } },
    breaks: "progress",
    foundBy: byStorm("duels", 1),
  },
  "tries once": {
    words: "Whoever hears nothing for long does not take over.",
    change: { protocol: { after: { retry() {} } } },
    breaks: "progress",
    foundBy: byStorm("rain", 1),
  },
};
