/** Five clocks for nodes that chat; the algorithms are in the folder above. @module */

import * as hybrid from "../hybrid.ts";
import * as lamport from "../lamport.ts";
import * as matrix from "../matrix.ts";
import * as vector from "../vector.ts";
import type { Clock, ClockIo } from "./chatter.ts";

/** The clock on the wall. */
export const wall: Clock<number> = {
  rules: {
    first: (io) => io.now(),
    tick: (_, io) => io.now(),
    receive: (_, _stamp, io) => io.now(),
  },
  before: (a, b) => a < b,
  words: (stamp) => stamp.toFixed(1),
};

/** Lamport's logical clock. */
export const logical: Clock<lamport.LamportTime> = {
  rules: {
    first: () => 0,
    tick: (clock) => lamport.tick(clock),
    receive: (clock, stamp) => lamport.receive(clock, stamp),
  },
  before: (a, b) => a < b,
  words: (stamp) => `${stamp}`,
};

/** Vector clocks. */
export const vectors: Clock<vector.Vector> = {
  rules: {
    first: ({ peers }) => vector.zero(peers.length),
    tick: (clock, { self }) => vector.tick(clock, self),
    receive: (clock, stamp, { self }) => vector.receive(clock, stamp, self),
  },
  before: (a, b) => vector.compare(a, b) === "before",
  words: (stamp) => stamp.join(" "),
};

/** Matrix clocks: as much as vectors, and what is known of what others know. */
export const matrices: Clock<matrix.Matrix> = {
  rules: {
    first: ({ peers }) => matrix.zeroMatrix(peers.length),
    tick: (clock, { self }) => matrix.tick(clock, self),
    receive: (clock, stamp, { self }, from) => matrix.receive(clock, stamp, self, from),
  },
  before: (a, b) => vector.compare(a.flat(), b.flat()) === "before",
  words: (stamp) => stamp.map((row) => row.join(" ")).join(" | "),
};

/** A hybrid timestamp, and what the wall clock showed then. */
export interface Reading extends hybrid.HybridTime {
  /** In whole ms. */
  readonly physical: number;
}

/** What wall clocks show when all is born, so that every reading is later than the epoch, in ms. */
const BIRTH_MS = 10_000;

/** The wall clock in whole ms. */
export function physicalOf(io: ClockIo): number {
  return Math.floor(BIRTH_MS + io.now());
}

/** Hybrid logical clocks. */
export const hybrids: Clock<Reading> = {
  rules: {
    first: () => ({ ...hybrid.epoch, physical: 0 }),
    tick(clock, io) {
      const physical = physicalOf(io);
      return { ...hybrid.tick(clock, physical), physical };
    },
    receive(clock, stamp, io) {
      const physical = physicalOf(io);
      return { ...hybrid.receive(clock, stamp, physical), physical };
    },
  },
  before: (a, b) => hybrid.order(a, b) < 0,
  // A decimal point between the two would make one number of them.
  words: ({ logical, count }) => `(${logical - BIRTH_MS}, ${count})`,
};
