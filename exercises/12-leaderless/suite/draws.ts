/** Cases of all parts: commands, and numbers of any size. @module */

import type { Random } from "hb/sim/random.ts";
import type { Command, Sizes, Value } from "../given.ts";

const keys = ["x", "y", "z", "constructor", "0"];

/** A command that touches something. */
export function aCommand(random: Random, nth: number): Command {
  const few = () => {
    if (random.chance(0.08)) return ["*"];
    const count = random.chance(0.05) ? 6 : random.below(3);
    return Array.from(
      { length: count },
      (_, i) => count === 6 ? `k${i + random.below(3)}` : keys[random.below(keys.length)]!,
    );
  };
  const reads = few(), writes = few(), isNothing = reads.length + writes.length === 0;
  return {
    name: nth < 26 ? String.fromCharCode(97 + nth) : `c${nth}`,
    reads,
    writes: isNothing ? [keys[random.below(2)]!] : writes,
    client: `client${random.below(random.chance(0.3) ? 3 : 40)}`,
    number: 1 + nth,
  };
}

/** The values of a few instances; now and then a no-op, or a batch. */
export function aValue(random: Random, nth: number): Value {
  const length = random.chance(0.1) ? 0 : random.chance(0.1) ? 12 : 1 + random.below(2);
  return Array.from({ length }, (_, i) => aCommand(random, nth + i));
}

/** A command that writes one thing, or several. */
export function writes(name: string, ...what: readonly string[]): Command {
  return {
    name,
    reads: [],
    writes: what.length === 0 ? ["x"] : what,
    client: `of ${name}`,
    number: 1,
  };
}

/** f and e as the original has them. */
export function usual(replicas: number): Sizes {
  const failures = Math.floor((replicas - 1) / 2);
  return { replicas, failures, fastFailures: Math.min(failures, Math.ceil((failures + 1) / 2)) };
}

/** Sizes that go together. */
export function someSizes(random: Random): Sizes {
  const replicas = [3, 3, 5, 5, 4, 6, 7, 1, 13][random.below(9)]!;
  if (random.chance(0.5)) return usual(replicas);
  const failures = random.below(Math.floor((replicas - 1) / 2) + 1);
  const most = Math.min(failures, Math.floor((replicas - failures + 1) / 2));
  return { replicas, failures, fastFailures: random.below(most + 1) };
}

/** The same in an order that says nothing. */
export function shuffled<T>(random: Random, all: readonly T[]): T[] {
  return all.map((each) => ({ each, at: random.below(1 << 30) }))
    .sort((a, b) => a.at - b.at).map(({ each }) => each);
}
