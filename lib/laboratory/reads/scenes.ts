/** Mistakes in reading from a log, each with the shortest story in which somebody reads what is old. @module */

import { kit } from "../../reads/kit.ts";
import type { Rules } from "../../reads/rules.ts";
import { HASTY, type Play, play, type Played } from "./stage.ts";

/** Server 0, which leads, is cut off from the others from some moment on. */
const cutOff = (at: number) =>
  ({ kind: "partition", at, forMs: 2000, sides: [[0], [1, 2]] }) as const;
/** What one server sends to another is late. */
const late = (from: number, to: number, at: number, forMs: number, byMs: number) =>
  ({ kind: "slow", at, forMs, from, to, byMs }) as const;

/** A mistake of the kit that has a story. */
export type Story =
  | "asks nobody"
  | "reads before anything of its term is decided"
  | "one number for all reads"
  | "does not wait"
  | "no rinse"
  | "a lease of any length"
  | "a lease survives a transfer";

/** Stories by the names of the mistakes in the kit. In each, somebody writes x, is told "done", and x is read. */
const stories: Readonly<Record<Story, Play>> = {
  "asks nobody": {
    way: "read index",
    settings: HASTY,
    faults: [cutOff(0)],
    asks: [{ at: 280, node: 1, what: "x←1" }, { at: 321, what: "x?" }],
    forMs: 345,
  },
  "reads before anything of its term is decided": {
    way: "read index",
    settings: HASTY,
    // The second fault makes the new leader's first entry late.
    faults: [{ kind: "crash", at: 31, node: 0 }, late(1, 2, 271.4, 2, 60)],
    asks: [{ at: 0, what: "x←1" }, { at: 266.4, node: 1, what: "x?" }],
    forMs: 345,
  },
  "one number for all reads": {
    way: "follower",
    faults: [late(0, 2, 0, 400, 80)],
    asks: [{ at: 0, node: 2, what: "x?" }, { at: 50, what: "x←1" }, {
      at: 95,
      node: 2,
      what: "x?",
    }],
    forMs: 160,
  },
  "does not wait": {
    way: "follower",
    faults: [late(0, 2, 0, 20, 80)],
    asks: [{ at: 0, what: "x←1" }, { at: 41, node: 2, what: "x?" }],
    forMs: 140,
  },
  "no rinse": {
    way: "pqr",
    asks: [{ at: 0, what: "x←1" }, { at: 41, node: 2, what: "x?" }],
    forMs: 200,
  },
  "a lease of any length": {
    way: "leader lease",
    settings: HASTY,
    // It is stopped and goes on, and hears its client before it hears the others.
    faults: [
      { kind: "pause", at: 5, node: 0, forMs: 400 },
      late(1, 0, 5, 400, 300),
      late(2, 0, 5, 400, 300),
    ],
    asks: [{ at: 300, node: 1, what: "x←1" }, { at: 341, what: "x?" }],
    forMs: 470,
  },
  "a lease survives a transfer": {
    way: "leader lease",
    faults: [cutOff(21)],
    asks: [
      { at: 0, what: { type: "transfer", to: 1 } },
      { at: 50, node: 1, what: "x←1" },
      { at: 91, what: "x?" },
    ],
    forMs: 120,
  },
};

/** All of them. */
export const STORIES = Object.keys(stories) as readonly Story[];

/** The story of a mistake: with the mistake, and with the right rules. */
export function told(name: Story): { readonly wrong: Played; readonly right: Played } {
  const story = stories[name];
  const rules = kit.bugs[name]!.change as Partial<Rules>;
  return { wrong: play({ ...story, reads: { rules } }), right: play(story) };
}
