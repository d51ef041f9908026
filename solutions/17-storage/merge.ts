/** Part 6: one row out of several. */

import type { Merge } from "../../exercises/17-storage/given.ts";

export const merge: Merge = function* merge<V>(
  runs: readonly Iterable<V>[],
  compare: (a: V, b: V) => number,
): Generator<V> {
  const [only] = runs, half = runs.length >> 1;
  if (only === undefined) return;
  if (runs.length === 1) return yield* only;
  const parts = [runs.slice(0, half), runs.slice(half)];
  const [left, right] = parts.map((part) => merge(part, compare)) as [Generator<V>, Generator<V>];
  try {
    let a = left.next(), b = right.next();
    while (!a.done || !b.done) {
      if (b.done || !a.done && compare(a.value, b.value) <= 0) {
        yield a.value as V;
        a = left.next();
      } else {
        yield b.value;
        b = right.next();
      }
    }
  } finally {
    left.return(undefined);
    right.return(undefined);
  }
};
