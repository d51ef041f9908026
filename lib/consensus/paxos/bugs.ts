/** Mistakes in Paxos that people make, and what comes of each. @module */

import { changed, type ProtocolChange } from "../../kit/change.ts";
import type { Bug } from "../../kit/kit.ts";
import type { Protocol } from "../../model/protocol.ts";
import { majorities, type Quorums, sized } from "../../replicated/quorum/system.ts";
import { compareBallots, NO_BALLOT } from "../ballot.ts";
import type { Message, Saved, Timer, Value, Vote } from "./messages.ts";
import { paxos } from "./paxos.ts";
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

/** Paxos with a change. */
export function protocolWith(
  { rules = {}, settings = {}, protocol = {} }: Change = {},
  usual: Partial<Settings> = {},
): Protocol<State, Message, Timer, Saved> {
  return changed(paxos({ ...usual, ...settings }, rules), protocol);
}

/** The quorums that decide when a change is made: what is chosen is a matter of them. */
export function quorumsOf(change: Change | undefined): Quorums {
  return change?.settings?.quorums ?? majorities;
}

const twoProposers = { by: "instance", instance: "two proposers" } as const;
const anOldVote = { by: "instance", instance: "an old vote" } as const;

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "own value": {
    words: "A proposer proposes what it likes, whatever has been voted for before.",
    change: { rules: { toPropose: (_, own) => own } },
    breaks: "chosen stays",
    foundBy: twoProposers,
  },
  "most votes": {
    words:
      "A proposer takes over the value of most votes, not that of the highest ballot: a minority may have " +
      "voted often for what was never chosen.",
    change: { rules: { toPropose: (votes, own) => mostFrequent(votes) ?? own } },
    breaks: "chosen stays",
    foundBy: { by: "storm", storm: "storm", seed: 15 },
  },
  "first vote": {
    words: "A proposer takes over the first vote that it hears of, not that of the highest ballot.",
    change: { rules: { toPropose: (votes, own) => votes[0]?.value ?? own } },
    breaks: "chosen stays",
    foundBy: anOldVote,
  },
  "quorums that do not meet": {
    words:
      "Half of the nodes take over and half of them decide, so that neither hears of the other.",
    change: {
      settings: {
        quorums: (members) =>
          sized(Math.ceil(members.length / 2) - 1, members.length >> 1)(members),
      },
    },
    breaks: "chosen stays",
    foundBy: { by: "storm", storm: "restarts", seed: 4 },
  },
  "votes below its promise": {
    words:
      "An acceptor votes in a ballot below one that it has promised: the promise meant nothing.",
    change: { rules: { mayAccept: () => true } },
    breaks: "chosen stays",
    foundBy: twoProposers,
  },
  "a promise of its own ballot only": {
    words: "An acceptor promises every ballot, also one below what it has promised before.",
    change: { rules: { mayPromise: () => true } },
    breaks: "chosen stays",
    foundBy: twoProposers,
  },
  "one variable for two ballots": {
    words:
      "An acceptor has one variable for the ballot that it has promised and for that of its vote (Sutra " +
      "2019): an old vote looks new.",
    change: {
      rules: { kept: (accepted, ballot) => accepted === null ? null : { ...accepted, ballot } },
    },
    breaks: "chosen stays",
    foundBy: anOldVote,
  },
  "a promise forgets the vote": {
    words: "An acceptor forgets its vote when it promises a higher ballot.",
    change: { rules: { kept: () => null } },
    breaks: "chosen stays",
    foundBy: twoProposers,
  },
  "ballots of two nodes are the same": {
    words:
      "Ballots are numbers, and an acceptor promises one to two proposers: it may have two values.",
    change: {
      rules: {
        ballotOf: (round) => ({ round, node: 0 }),
        mayPromise: (ballot, promised) => compareBallots(ballot, promised) >= 0,
      },
    },
    breaks: "chosen stays",
    foundBy: twoProposers,
  },
  "an old promise counts": {
    words:
      "A proposer counts promises of an earlier ballot of its own: they say nothing of what was voted since.",
    change: { rules: { isReplyTo: (reply, own) => reply.node === own.node } },
    breaks: "chosen stays",
    foundBy: { by: "storm", storm: "rain", seed: 86 },
  },
  "votes of all ballots together": {
    words: "A learner counts votes for a value in different ballots together.",
    change: { rules: { chosen: ofAllBallots } },
    breaks: "agreement",
    foundBy: { by: "storm", storm: "duels", seed: 546 },
  },
  "promises are not saved": {
    words: "An acceptor that crashes forgets what it has promised, and votes in an older ballot.",
    change: {
      rules: { saved: (all) => ({ ...all, promised: all.accepted?.ballot ?? NO_BALLOT }) },
    },
    breaks: "chosen stays",
    foundBy: { by: "storm", storm: "restarts", seed: 118 },
  },
  "votes are not saved": {
    words: "An acceptor that crashes forgets what it has voted for.",
    change: { rules: { saved: (all) => ({ ...all, accepted: null }) } },
    breaks: "chosen stays",
    foundBy: { by: "storm", storm: "restarts", seed: 2 },
  },
  "a round is used again": {
    words: "A proposer that crashes forgets its round, and proposes two values in one ballot.",
    change: { rules: { saved: (all) => ({ ...all, round: 0 }) } },
    breaks: "chosen stays",
    foundBy: { by: "instance", instance: "a proposer comes back" },
  },
  "nobody stands back": {
    words:
      "Proposers who meet a higher ballot try a higher one at once, and are in each other's way for ever.",
    change: { settings: { backoffMs: 0, mostBackoffMs: 0 } },
    breaks: "progress",
    foundBy: { by: "storm", storm: "in step", seed: 26 },
  },
  "tries once": {
    words: "A proposer that hears nothing for long tries no other ballot.",
    change: { protocol: { after: { retry() {} } } },
    breaks: "progress",
    foundBy: { by: "storm", storm: "rain", seed: 2 },
  },
};

function mostFrequent(votes: readonly Vote[]): Value | undefined {
  const count = (value: Value) => votes.filter((vote) => vote.value === value).length;
  return votes.map(({ value }) => value).sort((a, b) => count(b) - count(a))[0];
}

function ofAllBallots(
  ...[votes, quorums]: Parameters<Rules["chosen"]>
): ReturnType<Rules["chosen"]> {
  const all = [...votes];
  return all.map(([, { value }]) => value).find((value) =>
    quorums.phase2(new Set(all.filter(([, vote]) => vote.value === value).map(([node]) => node)))
  );
}
