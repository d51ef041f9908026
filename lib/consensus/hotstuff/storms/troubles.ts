/** What goes wrong in the storms around HotStuff. @module */

import type { Lying } from "./liars.ts";

/** What is not the same in all storms. */
export interface Trouble {
  /** What happens, in a few words. */
  readonly words: string;
  /** Who lies, and how. */
  readonly lying: Lying;
  /** How many messages in a hundred are lost and doubled, at most. */
  readonly percent: number;
  /** How long a message takes at least, and at most at most, in ms; default 1 and 30. */
  readonly latencyMs?: readonly [number, number];
  /** Whether one of the loyal is away for most of the time. */
  readonly away?: true;
  /** How many things go wrong besides: the least and the most. */
  readonly faults: readonly [number, number];
}

/** The storms, by name. */
export const troubles = {
  weather: {
    words: "messages are late, lost and doubled, replicas crash and links break; nobody lies",
    lying: "nobody",
    percent: 5,
    faults: [4, 16],
  },
  traitors: {
    words:
      "f replicas lie by chance: two faces, silence, delay, replays, wrong fields; links break",
    lying: "by chance",
    percent: 3,
    faults: [2, 8],
  },
  schemers: {
    words: "f replicas do as leaders what hurts: propose two blocks, nothing, or to one alone",
    lying: "knowingly",
    percent: 0,
    faults: [0, 6],
  },
  slow: {
    words: "a message takes longer than the first views last; nobody lies",
    lying: "nobody",
    percent: 0,
    latencyMs: [150, 250],
    faults: [0, 2],
  },
  "hidden lock": {
    words: "a leader shows its certificates to one replica alone, whose messages come late",
    lying: "hiding",
    percent: 0,
    latencyMs: [1, 5],
    faults: [0, 0],
  },
  reviver: {
    words:
      "a leader shows a certificate to one replica alone, whose messages are late, and goes back",
    lying: "reviving",
    percent: 0,
    latencyMs: [1, 5],
    faults: [0, 0],
  },
  weaver: {
    words: "a leader weaves two branches, whose blocks are not of consecutive views",
    lying: "weaving",
    percent: 0,
    latencyMs: [1, 5],
    faults: [0, 0],
  },
  absence: {
    words:
      "a replica is away for long, and f others say to it that all is empty, or answer it nothing",
    lying: "falsely",
    percent: 2,
    faults: [0, 2],
    away: true,
  },
  twins: {
    words: "f replicas run twice, and links break between the copies and all others",
    lying: "twins",
    percent: 2,
    faults: [4, 20],
  },
} as const satisfies Readonly<Record<string, Trouble>>;
