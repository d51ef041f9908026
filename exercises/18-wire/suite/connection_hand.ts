/** What comes to a side of a connection, written by hand. @module */

import { repeated, usual } from "./connection_cases.ts";
import type { Case } from "./connection_case.ts";
import { rude } from "./connection_rude.ts";
import { scenes } from "./connection_scenes.ts";
import { all, comes, data, grant, open, opens } from "./connection_steps.ts";

/** What comes to one side, written by hand. */
export function* byHand(): Generator<Case> {
  const play = function* (chunks: readonly number[], isLong: boolean): Generator<Case> {
    for (const [script, rules = {}] of scenes) {
      if (script.length > 100 !== isLong) continue;
      yield { other: "by hand", rules: { ...usual, ...rules }, chunks, script };
    }
  };
  yield* play([1000], false);
  const before = [open, open, all, opens(2), opens(4), data(4, 3)];
  for (const each of rude) {
    yield {
      other: "by hand",
      rules: usual,
      chunks: [1000],
      script: [...before, each, all, open, all],
    };
  }
  const named = [comes({ type: "leaving", last: 1 }), comes({ type: "leaving", last: 3 })];
  yield { other: "by hand", rules: usual, chunks: [5], script: [...before, ...named] };
  // What was taken waits no more; and all kinds that are called for count together.
  const ping = comes({ type: "ping", token: 4 }, 600),
    resize = comes({ type: "window", bytes: 20 }, 600);
  for (const script of [[ping, all, ping, all], [ping, resize]]) {
    yield { other: "by hand", rules: usual, chunks: [1000], script };
  }
  // All that the connection has credit for, and one byte more.
  const full = repeated(5, (nth) => [opens(2 * nth + 2), data(2 * nth + 2, 10, false, 2)]);
  for (const length of [0, 1]) {
    const script = [...full, opens(50), data(50, length), all];
    yield { other: "by hand", rules: usual, chunks: [1000], script };
  }
  yield* play([1, 3, 2], false);
  yield* play([1000], true);
  const flood = repeated(1001, (nth) => [opens(2 * nth + 2)]);
  yield { other: "by hand", rules: { ...usual, mostStreams: 0 }, chunks: [1000], script: flood };
  // Streams that are opened only to break a rule, each of which calls for a reset (CVE-2025-8671).
  const resets = repeated(1001, (nth) => [opens(2 * nth + 2), grant(2 * nth + 2, 0)]);
  yield { other: "by hand", rules: usual, chunks: [1000], script: resets };
}
