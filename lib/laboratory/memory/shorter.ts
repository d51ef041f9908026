/** Parts of a history, to find the shortest that shows something. @module */

import type { Access, Memory } from "./histories.ts";

/** Of a history with no more operations than this all parts are tried, the shortest first. */
const FEW = 10;

/**
 * Parts of a history, whose reads go on finding the writes that they read from: all of them, the shortest
 * first, if it has few operations; or it without a half, a quarter, … or a single one of its processes, then of
 * its registers, and then of its operations.
 */
export function* shorter(history: Memory): Generator<Memory> {
  const parts = history.length <= FEW ? subsets(history) : withoutSome(history);
  for (const part of parts) {
    // Of nothing at all nothing can be learnt.
    if (part.length > 0 && part.length < history.length) yield renumbered(part);
  }
}

/** The shortest part of a history that is found to be `wrong`, as the whole is. */
export function shortestPart(history: Memory, wrong: (part: Memory) => boolean): Memory {
  for (const part of shorter(history)) if (wrong(part)) return shortestPart(part, wrong);
  return history;
}

function* withoutSome(history: Memory): Generator<Memory> {
  yield* withoutBlocks(history, ({ process }) => process);
  yield* withoutBlocks(history, ({ input }) => input.key);
  yield* withoutBlocks(history, ({ id }) => id);
}

/** Without blocks of what is named so, large ones first. */
function* withoutBlocks<N>(history: Memory, nameOf: (each: Access) => N): Generator<Memory> {
  const names = [...new Set(history.map(nameOf))];
  for (let size = names.length >> 1; size >= 1; size >>= 1) {
    for (let from = 0; from < names.length; from += size) {
      const gone = new Set(names.slice(from, from + size));
      yield keeping(history, (each) => !gone.has(nameOf(each)));
    }
  }
}

/** Every part that is whole: no read in it has lost its write. */
function* subsets(history: Memory): Generator<Memory> {
  const writers = history.map((each) => history.findIndex((write) => readsFrom(each, write)));
  const all = Array.from({ length: (1 << history.length) - 1 }, (_, i) => i + 1);
  for (const set of all.sort((a, b) => count(a) - count(b) || a - b)) {
    const has = (at: number) => (set >> at & 1) === 1;
    const isWhole = writers.every((write, at) => !has(at) || write < 0 || has(write));
    if (isWhole) yield history.filter((_, at) => has(at));
  }
}

function count(bits: number): number {
  let ones = 0;
  for (let left = bits; left > 0; left >>= 1) ones += left & 1;
  return ones;
}

/** What is to stay, without the reads that would lose their writes. */
function keeping(history: Memory, stays: (each: Access) => boolean): Memory {
  const writes = new Map<string, Map<number, boolean>>();
  for (const each of history) {
    if (each.input.type === "read") continue;
    const { key, value } = each.input, known = writes.get(key);
    if (known === undefined) writes.set(key, new Map([[value, stays(each)]]));
    else if (!known.has(value)) known.set(value, stays(each));
  }
  return history.filter((each) => {
    const { input: { type, key }, output } = each;
    return stays(each) &&
      (type === "write" || output === null || (writes.get(key)?.get(output) ?? true));
  });
}

function readsFrom({ input, output }: Access, { input: write }: Access): boolean {
  return input.type === "read" && write.type === "write" && input.key === write.key &&
    output === write.value;
}

function renumbered(history: Memory): Memory {
  return history.map((each, id) => ({ ...each, id }));
}
