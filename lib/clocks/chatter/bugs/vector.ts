/** Mistakes in vector clocks and matrix clocks. @module */

import * as matrix from "../../matrix.ts";
import * as vector from "../../vector.ts";
import { byEvents, type ClockBugs } from "./bug.ts";

/** Mistakes of vector clocks. */
export const vectorBugs: ClockBugs<vector.Vector> = {
  "does not hear": {
    words:
      "A node counts a message that comes, and ignores its stamp: it seems concurrent with its cause.",
    change: { receive: (clock, _, { self }) => vector.tick(clock, self) },
    breaks: "decides causality",
    foundBy: byEvents,
  },
  "does not count what it hears": {
    words:
      "A node takes in a stamp and does not count that it has heard: two events have one stamp.",
    change: { receive: (clock, stamp) => vector.merge(clock, stamp) },
    breaks: "decides causality",
    foundBy: byEvents,
  },
  "takes the stamp for its own": {
    words: "A node goes on from the message's stamp and forgets what it knew itself.",
    change: { receive: (_, stamp, { self }) => vector.tick(stamp, self) },
    breaks: "decides causality",
    foundBy: byEvents,
  },
  "takes the smaller": {
    words: "A node keeps of each entry the smaller: it forgets whatever the sender did not know.",
    change: {
      receive: (clock, stamp, { self }) =>
        vector.tick(clock.map((count, node) => Math.min(count, stamp[node]!)), self),
    },
    breaks: "decides causality",
    foundBy: byEvents,
  },
  "counts for the sender": {
    words:
      "A node that hears counts an event of the sender: who has heard of more seems to come later.",
    change: { receive: (clock, stamp, _, from) => vector.receive(clock, stamp, from) },
    breaks: "decides causality",
    foundBy: byEvents,
  },
};

/** Mistakes of matrix clocks. */
export const matrixBugs: ClockBugs<matrix.Matrix> = {
  "takes itself for all": {
    words:
      "A node that hears of events believes that everybody knows them: they may be forgotten too early.",
    change: {
      receive(clock, stamp, { self }, from) {
        const next = matrix.receive(clock, stamp, self, from);
        return next.map(() => next[self]!);
      },
    },
    breaks: "claims nothing too much",
    foundBy: byEvents,
  },
  "what it sends is known": {
    words: "A node believes that what it sends is heard: a message may be late, or lost.",
    change: {
      tick: (clock, { self }) =>
        clock.map((row) =>
          row.map((count, node) => node === self ? clock[self]![self]! + 1 : count)
        ),
    },
    breaks: "claims nothing too much",
    foundBy: byEvents,
  },
  "does not learn": {
    words: "A node merges what both know of others' knowledge, and learns nothing itself.",
    change: {
      receive: (clock, stamp, { self }) =>
        matrix.tick(
          clock.map((row, node) => node === self ? row : vector.merge(row, stamp[node]!)),
          self,
        ),
    },
    breaks: "knows what others know",
    foundBy: byEvents,
  },
};
