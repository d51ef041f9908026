/**
 * Rules of Raft that a reader may break, to see what each of them is for. What the invariants then
 * find is found in the very run that the reader has made.
 *
 * @module
 */

import { lastIndex } from "../../consensus/raft/log.ts";
import { type Rules, rules } from "../../consensus/raft/rules.ts";

/** The rules that can be broken, by the mistakes that break them. */
export type Mistake =
  | "two-votes"
  | "lost-vote"
  | "any-log"
  | "old-terms"
  | "no-check"
  | "half";

/** What is known of a mistake. */
export interface MistakeNotes {
  /** The mistake, in a few words. */
  readonly title: string;
  /** What to do to see harm come of it. */
  readonly words: string;
  /** The rules that it changes. */
  readonly change: Partial<Rules>;
}

/** All mistakes. */
export const mistakes: Readonly<Record<Mistake, MistakeNotes>> = {
  "two-votes": {
    title: "A node votes twice in a term",
    words: "Turn PreVote off, make all election timeouts nearly alike, and crash the leader: " +
      "sooner or later two nodes stand at once, and both are elected.",
    change: { mayVote: (term, _, asked) => asked.term === term },
  },
  "lost-vote": {
    title: "The vote is not saved",
    words: "Crash a node as soon as it has voted, and restart it while another stands: " +
      "it votes again in the same term.",
    change: { saveVote: (term) => [{ type: "vote", term, votedFor: null }] },
  },
  "any-log": {
    title: "Votes go to candidates that lack entries",
    words: "Cut a follower off, put a few values, then join it and crash the leader at once: " +
      "if the follower is elected, what was committed is gone.",
    change: { isUpToDate: () => true },
  },
  "old-terms": {
    title: "Entries of older terms are committed by counting",
    words: "Leave an entry on one node, let another lead, then let the first bring its old entry " +
      "to a majority and crash before it appends anything of its new term (Figure 3.7).",
    change: { mayCommit: () => true },
  },
  "no-check": {
    title: "Followers append without looking at what comes before",
    words: "Cut the leader off, put a value on each side, then join it again: " +
      "logs that differ are never made alike.",
    change: { agrees: (log, previous) => previous.index <= lastIndex(log) },
  },
  half: {
    title: "Half of the nodes are enough",
    words: "Take four nodes and cut the links between two and two: each side elects a leader.",
    change: {
      countVotes({ voters }, votes) {
        const yes = voters.filter((voter) => votes.get(voter) === true).length;
        const no = voters.filter((voter) => votes.get(voter) === false).length;
        if (2 * yes >= voters.length) return "won";
        return 2 * no > voters.length ? "lost" : "pending";
      },
      quorumIndex({ voters }, reached) {
        const indices = voters.map(reached).sort((a, b) => b - a);
        return indices[Math.ceil(voters.length / 2) - 1] ?? 0;
      },
    },
  },
};

/** The decisions of Raft with one mistake in them, or none. */
export function rulesWith(mistake: Mistake | null): Rules {
  return mistake === null ? rules : { ...rules, ...mistakes[mistake].change };
}

/** Whether a text names a mistake. */
export function isMistake(text: string): text is Mistake {
  return Object.hasOwn(mistakes, text);
}
