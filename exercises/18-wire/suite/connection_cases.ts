/** What happens to connections with a side at both ends. @module */

import { drawnBy, type Grading } from "hb/grade/part.ts";
import { withoutParts } from "hb/grade/without_parts.ts";
import type { Random } from "hb/sim/random.ts";
import type { Action, Case } from "./connection_case.ts";

/** Longer than anything takes, in ms. */
export const NEVER = 10 ** 9;

/** By which rules. */
export type Rules = Case["rules"];

/** The usual rules. */
export const usual: Rules = {
  frameBytes: 10,
  mostStreams: 100,
  streamWindow: 20,
  connectionWindow: 100,
  askAfterMs: NEVER,
  patienceMs: NEVER,
};

/** What is done so many times. */
export const repeated = (times: number, actions: (nth: number) => readonly Action[]) =>
  Array.from({ length: times }, (_, nth) => actions(nth)).flat();

/** Two sides, and what happens to them. */
export function* pairs(grading: Grading): Generator<Case> {
  const others = ["yours", "the book's", "the book's has dialled"] as const;
  yield* drawnBy(grading, 170, "connections", (random, at): Case => {
    const streamWindow = 1 + random.below([3, 30, 300][random.below(3)]!);
    const rules = {
      ...usual,
      frameBytes: 1 + random.below([2, 20, 200][random.below(3)]!) + (streamWindow >> 4),
      mostStreams: random.chance(0.3) ? 1 + random.below(3) : 100,
      streamWindow,
      connectionWindow: 1 + random.below(3 * streamWindow + 20),
    };
    const chunks = Array.from(
      { length: 4 },
      () => 1 + random.below([3, 20, 500][random.below(3)]!),
    );
    const leaves = random.chance(0.3);
    const script = Array.from(
      { length: 4 + at % 90 },
      () => anAction(random, streamWindow, leaves),
    );
    return { other: others[at % 3]!, rules, chunks, script };
  });
  // Many streams, one after the other and at once.
  const talk = (nth: number): Action[] => [
    { do: "open", at: 0 },
    { do: "write", at: 0, nth, bytes: 5 + nth % 40, end: true },
    { do: "take", at: 0 },
    { do: "deliver", at: 1, bytes: 30 },
  ];
  for (const other of others) {
    yield {
      other,
      rules: { ...usual, mostStreams: 400 },
      chunks: [700],
      script: repeated(90, talk),
    };
  }
}

function anAction(random: Random, window: number, leaves: boolean): Action {
  const at = random.below(2) as 0 | 1, nth = random.below(50), which = random.below(100);
  if (which < 12) return { do: "open", at };
  if (which < 30) {
    const bytes = random.chance(0.1) ? 0 : 1 + random.below(3 * window);
    return { do: "write", at, nth, bytes: Math.min(bytes, 300), end: random.chance(0.4) };
  }
  if (which < 55) return { do: random.chance(0.2) ? "take all" : "take", at };
  if (which < 77) {
    return { do: "deliver", at, bytes: 1 + random.below(random.chance(0.5) ? 9 : 300) };
  }
  if (which < 91) return { do: "consume", at, nth, bytes: 1 + random.below(window) };
  if (which < 96) return { do: "reset", at, nth };
  if (which < 98 || !leaves) return { do: "resize", at, bytes: random.below(2 * window) };
  return { do: "leave", at };
}

/** With fewer things that happen, or smaller ones. */
export function* smaller(given: Case): Generator<Case> {
  const { script } = given;
  for (const fewer of withoutParts(script)) yield { ...given, script: fewer };
  for (const [at, action] of script.entries()) {
    if (!("bytes" in action) || action.bytes < 2) continue;
    yield { ...given, script: script.with(at, { ...action, bytes: action.bytes >> 1 }) };
  }
}
