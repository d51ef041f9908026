/** What is done to rings, and names that are easily taken for each other. @module */

import type { Random } from "hb/sim/random.ts";

/** What is done to a ring: the one that was made last, or `back` before it. */
export interface Step {
  readonly act: "add" | "remove" | "weigh";
  readonly id: string;
  /** "NaN" and "Infinity" among them, so that a case is plain data. */
  readonly weight?: number | string;
  readonly back?: number;
}

/** A node comes. */
export function add(id: string, weight?: number | string): Step {
  return { act: "add", id, ...(weight === undefined ? {} : { weight }) };
}

/** Names that are easily made alike, or sorted otherwise. */
export const FAMILIES: readonly (readonly string[])[] = [
  ["a", "a1", "a11", "1a", "11a"],
  ["1", "11", "111", "1 1"],
  ["a", "A", "b"],
  ["\u0001", "\u0101", "\u4e01"],
  [
    "node with a long name, of which the end counts: 1",
    "node with a long name, of which the end counts: 2",
  ],
  ["é", "e\u0301", "Ã©"],
  ["a\0", "a", "a\0\0"],
  ["a", " a", "a ", "\ufeffa"],
  ["a/b", "a", "a#1", "a:1", "a-1"],
  ["__proto__", "constructor"],
  // By their units, which are 16 bits each, 𝐚 comes before ｚ; and the last one ends as "a" does.
  ["ｚ", "𝐚", "a", "\u{20061}"],
];

/** So many steps with single letters, or with the names of one family. */
export function drawSteps(random: Random, count: number): Step[] {
  const ids = random.chance(0.5) ? [..."abcdeZ"] : FAMILIES[random.below(FAMILIES.length)]!;
  return Array.from({ length: count }, () => drawStep(random, ids));
}

function drawStep(random: Random, ids: readonly string[]): Step {
  const id = ids[random.below(ids.length)]!, weight = [1, 2, 3, 0.3, 0.01, 1.6][random.below(6)]!;
  const back = random.chance(0.15) ? { back: 1 + random.below(3) } : {};
  if (random.chance(0.6)) return { ...add(id, weight), ...back };
  return random.chance(0.5)
    ? { act: "remove", id, ...back }
    : { act: "weigh", id, weight, ...back };
}
