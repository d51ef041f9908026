/** Small systems for the explorer. @module */

import type { Instance } from "../../kit/kit.ts";
import { hyparview } from "./hyparview.ts";
import { invariantsWith } from "./invariants.ts";
import type { Message, Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** What is not the same in all instances. */
interface Small {
  readonly words: string;
  readonly states: number;
  readonly nodes: number;
  /** How many different messages there are at most; each may come again at any time. */
  readonly messages: number;
  readonly crashes?: number;
}

/** No time passes: a beat is a beat, whenever it comes. */
const tiny: Partial<Settings> = {
  active: 1,
  passive: 1,
  walk: 1,
  passiveAt: 1,
  shuffleMs: 0,
  mixMs: 0,
  beatMs: 1,
  misses: 1,
  patience: 1,
};

function instanceOf(
  { words, states, nodes, messages, crashes = 0 }: Small,
): Instance<State, Message, Timer, never, Partial<Rules>> {
  return {
    words,
    states,
    system: (change) => ({
      name: "hyparview",
      protocol: hyparview(tiny, change),
      nodes,
      crashes,
      network: "duplicating",
      invariants: invariantsWith({ active: 1, passive: 1 }),
      sometimes: {
        "two are neighbours": ({ states: [a, b] }) =>
          a?.active.includes(1) === true && b?.active.includes(0) === true,
      },
      boundary: (global) => global.messages.length <= messages,
    }),
  };
}

/** The instances. */
export const instances = {
  "two nodes": instanceOf({
    words: "one of two nodes joins through the other, and one may crash and come back",
    states: 623,
    nodes: 2,
    messages: Infinity,
    crashes: 1,
  }),
  "three nodes": instanceOf({
    words: "two of three nodes join; each has one neighbour and knows one other",
    states: 10_598,
    nodes: 3,
    messages: 9,
  }),
};
