/** How part 3 is judged. @module */

import { shown } from "hb/grade/frozen.ts";
import type { Part } from "hb/grade/suite.ts";
import { type Arbitration, inWords, type Memory, memory } from "../memory.ts";
import type { Subject } from "../subject.ts";
import { draw } from "./draw.ts";

export const sessionPart: Part<Subject> = {
  number: 3,
  name: "session",
  title: "what one client may rely on",
  points: 15,
  statement:
    `Two session guarantees, for a store that tells in which order it arbitrated the writes of
each register. *Read your writes*: a process never reads a value older than its own last write. *Monotonic
reads*: it never reads a value older than one it has read. Older means earlier in the arbitration; null is
older than everything. Each guarantee says nothing of the other.`,
  paper: "Terry et al. 1994, Session guarantees for weakly consistent replicated data",
  hints: [
    "Keep for each process and register the newest value that it must not fall behind.",
    "For one guarantee only its writes move that mark, for the other only its reads.",
    "The arbitration may put a process's later write before its earlier one: take the newest, not the last.",
  ],
  test({ session }, grading) {
    for (let seed = 1; seed <= 150; seed++) {
      const drawing = { processes: 2, operations: 8, keys: ["x", "y"], stale: 0.2 };
      const history = draw(seed, drawing);
      const arbitration = arbitrated(history, seed);
      for (const [name, by] of guarantees) {
        const right = holds(history, arbitration, by);
        const order = [...arbitration].map(([key, values]) => `${key}: ${values.join(" ")}`).join(
          "; ",
        );
        grading.expect(
          session[name](shown(history), shown(arbitration)) === right,
          `${name} must be ${right} for ${inWords(history)}, arbitrated ${order}`,
        );
      }
    }
    const own = memory("0 w x 1, 0 r x -");
    grading.expect(
      session.readsMonotonically(own, new Map([["x", [1]]])),
      "reads are monotonic where there is only one of them, whatever was written",
    );
  },
};

const guarantees = [["readsItsWrites", "write"], ["readsMonotonically", "read"]] as const;

/** Mostly in the order of time, now and then with two neighbours the other way round. */
function arbitrated(history: Memory, seed: number): Arbitration {
  const order = new Map<string, number[]>();
  for (const { input } of history) {
    if (input.type === "write") order.set(input.key, [...order.get(input.key) ?? [], input.value]);
  }
  if (seed % 3 === 0) {
    for (const values of order.values()) values.splice(0, 2, ...values.slice(0, 2).reverse());
  }
  return order;
}

/** Tries each pair: something that sets a mark, and a later read that falls behind it. */
function holds(history: Memory, arbitration: Arbitration, by: "read" | "write"): boolean {
  const age = (key: string, value: number | null) =>
    value === null ? -1 : arbitration.get(key)!.indexOf(value);
  return history.every((read, at) => {
    const { input, process, output } = read;
    if (input.type !== "read") return true;
    return history.slice(0, at).every((mark) => {
      if (mark.process !== process || mark.input.key !== input.key || mark.input.type !== by) {
        return true;
      }
      const value = mark.input.type === "write" ? mark.input.value : mark.output!;
      return age(input.key, output!) >= age(input.key, value);
    });
  });
}
