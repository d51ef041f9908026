/** Numbers that cases are made of, from small ones to those that somebody may have taken for impossible. @module */

import type { Random } from "hb/sim/random.ts";

const usual = [1, 2, 3, 4, 5], odd = [9, 10, 11, 99, 100, 255, 256, 300, 2 ** 31, 2 ** 33, 2 ** 40];

/** So many rounds, most of them small; 9 comes before 10. */
export function rounds(random: Random, count: number): number[] {
  const from = random.chance(0.4) ? odd : usual;
  return Array.from({ length: count }, () => from[random.below(from.length)]!);
}

/** The same things in another order. */
export function shuffled<T>(random: Random, things: readonly T[]): T[] {
  const all = [...things];
  for (let at = all.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [all[at], all[other]] = [all[other]!, all[at]!];
  }
  return all;
}
