/** Tiny histories of memories for the tests beside this file. @module */

import fc from "fast-check";
import type { MemoryHistory, MemoryOperation } from "./memory.ts";

/**
 * A history from words like `0 w x 1, 1 r x 1, 1 r y -`: who, what, where, which value (- for null), one
 * after the other; `&` in place of a comma lets an operation overlap with the next.
 */
export function history(text: string): MemoryHistory {
  const words = text.split(/\s*([,&])\s*/);
  return words.filter((_, i) => i % 2 === 0).map((each, id): MemoryOperation => {
    const [process, what, key, value] = each.trim().split(/\s+/);
    const written = value === "-" ? null : Number(value);
    const overlaps = words[2 * id + 1] === "&";
    return {
      id,
      process: Number(process),
      input: what === "w"
        ? { type: "write", key: key!, value: written }
        : { type: "read", key: key! },
      output: what === "w" ? null : written,
      invokedAt: 10 * id,
      endedAt: 10 * id + (overlaps ? 12 : 5),
      outcome: "ok",
    };
  });
}

/** Histories of up to so many operations of up to three processes on two registers, in any overlap. */
export const histories = (most: number): fc.Arbitrary<MemoryHistory> =>
  fc.array(
    fc.record({
      process: fc.constantFrom(0, 0, 1, 1, 2),
      writes: fc.constantFrom(true, false, false),
      key: fc.constantFrom("x", "x", "y"),
      from: fc.nat(7),
      pause: fc.nat(2),
      lasts: fc.nat(6),
    }),
    { minLength: 2, maxLength: most, size: "max" },
  ).map((drawn) => {
    const free = new Map<number, number>();
    let now = 0;
    return drawn.map(({ process, writes, key, from, pause, lasts }, id): MemoryOperation => {
      const invokedAt = now = Math.max(now + pause, (free.get(process) ?? -1) + 1);
      const endedAt = invokedAt + lasts;
      free.set(process, endedAt);
      // Most reads return what was written before, and a few what is written later.
      const written = drawn.flatMap((each, i) => each.writes && each.key === key ? [i + 1] : []);
      const before = from === 7 ? written : written.filter((value) => value <= id);
      const found = [...before, null][from % (before.length + 1)]!;
      const about = { id, process, invokedAt, endedAt, outcome: "ok" } as const;
      return writes
        ? { ...about, input: { type: "write", key, value: id + 1 }, output: null }
        : { ...about, input: { type: "read", key }, output: found };
    });
  });
