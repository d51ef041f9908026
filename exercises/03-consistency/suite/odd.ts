/** Names, numbers and times as they may be, too: a checker and a store that are right look at none of them. @module */

import type { Random } from "hb/sim/random.ts";
import { oneByOne, read, write } from "hb/laboratory/memory/histories.ts";
import type { Memory } from "../memory.ts";

/** Within a family, each can be taken for another, or for nothing. */
const REGISTERS: readonly (readonly string[])[] = [
  ["x", "X", " x", "x ", "xx", "x\u0301", "x\t"],
  ["a", "a-", "a--", "-a", "a-1", "1a", "11a", "a1"],
  ["", " ", "0", "1", "-1", "00", "1.0", "null", "undefined", "NaN"],
  ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "length"],
  ["account-of-the-first", "account-of-the-second", "account-of-the-third", "account"],
  ["a:1", "a,1", "a/1", "a|1", "a_1", "a.1", "a"],
];

const VALUES: readonly (readonly number[])[] = [
  [1, -1, 11, -11, 111, 0],
  [0, -1, -2, -0.5, -1e9, -3],
  [1, 1.5, 1.25, 0.5, 0, 0.1, 2, 2.000001],
  [0, 256, 1, 257, 128, 127, -128, 65536],
  [0, 2 ** 32, 1, 2 ** 32 + 1, 2 ** 31, -(2 ** 31), 2 ** 40],
  [2 ** 24, 2 ** 24 + 1, 2 ** 53, 2 ** 53 - 1, 1e21, 1e300, 1e-9, 1e-300],
];

const PROCESSES: readonly (readonly number[])[] = [
  [0, 1, 11, 111, 10, 100],
  [0, 2 ** 32, 1, 2 ** 32 + 1, 2 ** 31],
  [0, 256, 1, 257, 16, 64, 1024],
  [2 ** 24, 2 ** 24 + 1, 2 ** 53 - 1, 2 ** 53 - 2, 0],
];

/** Registers with values that are alike when they are put together, in this order or that, with a mark between. */
const TOGETHER: readonly (readonly (readonly [string, number])[])[] = [
  [["a1", 1], ["a", 11]],
  [["1a", 1], ["a", 11]],
  [["a-", 1], ["a", -1]],
  [["a.1", 5], ["a", 1.5]],
  [["5.a", 1], ["a", 1.5]],
];

/** For each two registers that are alike, short histories that mean something else if one is taken for the other. */
export function* mistaken(): Generator<Memory> {
  const alike = REGISTERS.map((family) => family.map((key) => [key, 1] as const));
  for (const family of [...alike, ...TOGETHER]) {
    for (const one of family) {
      for (const other of family) if (one !== other) yield* between(one, other);
    }
  }
}

function* between(
  [key, value]: readonly [string, number],
  [other, othersValue]: readonly [string, number],
): Generator<Memory> {
  const before = write(0, other, othersValue), cause = [write(1, "z", 5), write(1, key, value)];
  const effect = [read(2, key, value), read(2, "z", null)];
  yield oneByOne([before, ...cause, ...effect]);
  yield oneByOne([...cause, before, ...effect]);
  yield oneByOne([before, write(0, key, value), read(1, key, value)]);
  yield oneByOne([write(0, key, value), before, read(1, key, value)]);
  yield oneByOne([before, read(1, key, othersValue)]);
  yield oneByOne([before, read(0, key, null)]);
}

/** One of a family more often than not; when a family is used up, all that there are, and then new ones. */
function drawn<T>(random: Random, families: readonly (readonly T[])[], next: (nth: number) => T) {
  const family = families[random.below(families.length)]!;
  const rest = new Set(families.flat().filter((each) => !family.includes(each)));
  let fresh = 0;
  const left = [shuffled(random, family), shuffled(random, [...rest])];
  return (): T => (left[0]!.pop() ?? left[1]!.pop()) ?? next(fresh++);
}

/** The same in any order. */
export function shuffled<T>(random: Random, all: readonly T[]): T[] {
  const left = [...all];
  return all.map(() => left.splice(random.below(left.length), 1)[0]!);
}

/** Names of registers, one after the other, all of them different. */
export function oddRegisters(random: Random): () => string {
  return drawn(random, REGISTERS, (nth) => `register ${nth}`);
}

/** Values for one register, all of them different. */
export function oddValues(random: Random): () => number {
  return drawn(random, VALUES, (nth) => 1000.5 + nth);
}

/** The same history with other names and numbers; what was alike is alike, and nothing else is. */
export function disguised(random: Random, history: Memory): Memory {
  const key = remembering<string, string>(oddRegisters(random));
  const process = remembering<number, number>(drawn(random, PROCESSES, (nth) => 5000 + nth));
  const values = remembering<string, (value: number) => number>(() =>
    remembering<number, number>(oddValues(random))
  );
  return history.map((each) => {
    const { input, output } = each, value = values(input.key);
    return {
      ...each,
      process: process(each.process),
      input: input.type === "write"
        ? { ...input, key: key(input.key), value: value(input.value) }
        : { ...input, key: key(input.key) },
      output: output === null ? null : value(output),
    };
  });
}

/** The same history at another time: of a clock that has run for long. */
export function later(history: Memory, byMs: number): Memory {
  return history.map((each) => ({
    ...each,
    invokedAt: each.invokedAt + byMs,
    endedAt: each.endedAt + byMs,
  }));
}

/** What was drawn for each thing when it came for the first time. */
function remembering<A, B>(draw: () => B): (of: A) => B {
  const known = new Map<A, B>();
  return (of) => {
    if (!known.has(of)) known.set(of, draw());
    return known.get(of)!;
  };
}
