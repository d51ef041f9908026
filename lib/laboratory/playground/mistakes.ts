/**
 * Rules of Raft that a reader may break, to see what each of them is for. What the invariants then
 * find is found in the very run that the reader has made.
 *
 * @module
 */

import { bugs } from "../../consensus/raft/bugs.ts";
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
  /** What harm comes of it. */
  readonly words: string;
  /** The text of a session in which harm comes of it, and none without it. */
  readonly example: string;
  /** The rules that it changes. */
  readonly change: Partial<Rules>;
}

/** All mistakes. */
export const mistakes: Readonly<Record<Mistake, MistakeNotes>> = {
  "two-votes": {
    title: "A node votes twice in a term",
    words:
      "Two nodes that stand at about the same time are both elected, if they only hear of each other too late.",
    example: "1.7.3.46-4q-1e-a-k-0-0-two-votes.9qL1-2",
    change: bugs["votes twice"].change.rules!,
  },
  "lost-vote": {
    title: "The vote is not saved",
    words:
      "A node that crashes after it has voted, and is back soon, votes for another in the same term.",
    example: "1.1.3.46-8c-1e-a-k-0-0-lost-vote.0L0-1.6wC2.5R2",
    change: bugs["forgets its vote"].change.rules!,
  },
  "any-log": {
    title: "Votes go to candidates that lack entries",
    words:
      "A node that missed what was committed is elected, and the others take its log for theirs.",
    example: "1.6.3.46-8c-1e-a-k-0-0-any-log.8wL2-0",
    change: bugs["votes for any log"].change.rules!,
  },
  "old-terms": {
    title: "Entries of older terms are committed by counting",
    words:
      "An old entry that a new leader has brought to a majority is taken for committed, and overwritten by the next leader (Figure 3.7 of the dissertation).",
    example: "1.1.3.46-8c-1e-a-k-0-0-old-terms.dwX0.0P0-x-1.abX1.0J0.9uO0-2.0J1.0L0-1",
    change: bugs["commits older terms by counting"].change.rules!,
  },
  "no-check": {
    title: "Followers append without looking at what comes before",
    words:
      "Entries are appended after others than the leader has before them, and logs that differ are never made alike.",
    example: "1.1.3.46-8c-1e-a-k-0-0-no-check.uuL2-0.5kP0-x-3",
    change: bugs["no consistency check"].change.rules!,
  },
  half: {
    title: "Half of the nodes are enough",
    words: "Of four nodes any two elect a leader, so there are two.",
    example: "1.8.4.46-8c-1e-a-k-0-0-half",
    change: bugs["half decides"].change.rules!,
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
