/** Whom a node takes to be down: it may be wrong, and its own affair. @module */

import type { ToneSign, Views } from "../../../kit/playground/views.ts";
import type { State } from "../state.ts";

/** What the colours mean. */
export const tones: readonly ToneSign[] = [
  { tone: "good", name: "thought well" },
  { tone: "bad", name: "thought down" },
];

/** Nobody is asked: who did not answer in time is down, until something comes from there. */
export const views: Views<State> = {
  of: ({ suspects }, _, other) =>
    suspects.has(other)
      ? { tone: "bad", name: "thought down", facts: "" }
      : { tone: "good", name: "thought well", facts: "" },
};
