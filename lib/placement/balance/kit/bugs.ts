/**
 * Mistakes in balancers that are really made: each a wrong rule, and the story that finds it.
 *
 * @module
 */

import type { Rules } from "../rules.ts";
import { choosing, type ChoosingStory } from "./choosing.ts";
import { counting, type CountingStory } from "./counting.ts";
import type { Story } from "./story.ts";

/** What must hold, by what tells it. */
export const stories: Readonly<Record<StoryName, Story>> = { ...counting, ...choosing };

/** A story's name. */
export type StoryName = CountingStory | ChoosingStory;

/** A wrong rule. */
export interface BalancerBug {
  /** The mistake and the harm that comes of it. */
  readonly words: string;
  /** What is done wrong. */
  readonly change: Partial<Rules>;
  /** The story that it breaks. */
  readonly foundBy: StoryName;
}

/** A bug's name. */
export type BugName =
  | "failures stay under way"
  | "forgets requests of the departed"
  | "tries the same again"
  | "attempts begin anew"
  | "idle twice"
  | "gives up after three"
  | "ties go to the first"
  | "begins with the first"
  | "believes stale news"
  | "errors look idle"
  | "no slow start"
  | "never forgets"
  | "the same choice twice";

/** All bugs, by what is wrong. */
export const bugs: Readonly<Record<BugName, BalancerBug>> = {
  "failures stay under way": {
    words:
      "A count goes down upon answers, not upon errors: a server that failed counts as busy for ever.",
    change: { failuresEnd: false },
    foundBy: "a request that failed is under way no more",
  },
  "forgets requests of the departed": {
    words: "A server comes back with a count of 0, and the ends of old requests take it below.",
    change: { countsDeparted: false },
    foundBy: "requests outlive the departure of their server",
  },
  "tries the same again": {
    words: "A retry walks the same way, and comes to the server that has just failed.",
    change: { avoidsTried: false },
    foundBy: "a retry goes to another server",
  },
  "attempts begin anew": {
    words:
      "Each attempt to reach a lost server begins at the first: one behind it that is back stays unknown.",
    change: { attemptsGoOn: false },
    foundBy: "every lost server is tried",
  },
  "idle twice": {
    words:
      "A server that says twice that it is idle stands twice in the queue, and gets two requests.",
    change: { idleOnce: false },
    foundBy: "an idle server gets one request",
  },
  "gives up after three": {
    words: "The walk to a server under its bound ends after three, and the third is overloaded.",
    change: { probes: 3 },
    foundBy: "nobody is over the bound",
  },
  "ties go to the first": {
    words: "Of equally loaded servers all balancers take the same one.",
    change: { ties: "first" },
    foundBy: "equals are not a queue",
  },
  "begins with the first": {
    words: "All clients that begin together have their first turn at the same server.",
    change: { startsAnywhere: false },
    foundBy: "the first turn is anybody's",
  },
  "believes stale news": {
    words:
      "Between two reports everybody sends to whoever had least, and nobody counts what was sent since.",
    change: { counts: "reported" },
    foundBy: "stale news makes no herd",
  },
  "errors look idle": {
    words: "A server that fails at once has always the fewest requests, and swallows them all.",
    change: { errorMs: 0 },
    foundBy: "errors are not idleness",
  },
  "no slow start": {
    words:
      "A new server has the fewest requests, and is sent all of them until it has as many as the others.",
    change: { slowStartMs: 0 },
    foundBy: "a new server is not flooded",
  },
  "never forgets": {
    words:
      "An average that changes by answers alone: who was slow once is asked nothing, and stays slow.",
    change: { decayMs: Infinity },
    foundBy: "a slow server is tried again",
  },
  "the same choice twice": {
    words: "Both choices may be the same server, and then there is no choice.",
    change: { distinct: false },
    foundBy: "two choices are two",
  },
};
