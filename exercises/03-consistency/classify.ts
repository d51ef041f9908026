/**
 * Part 1. Which level do these histories keep to?
 *
 * @module
 */

import { todo } from "hb/grade/todo.ts";
import type { Level } from "./memory.ts";

/** The histories, in the words of `memory.ts`: process, write or read, register, value. */
export const histories = {
  A: "0 w x 1, 1 r x 1, 1 w x 2, 0 r x 2",
  B: "0 w x 1, 1 r x -, 1 w y 2, 0 r y 2",
  C: "0 w x 1, 1 w y 2, 0 r y -, 1 r x -",
  D: "0 w x 1 & 1 r x -, 1 r x 1",
  E: "0 w x 1, 1 r x 1, 1 w y 2, 2 r y 2, 2 r x -",
  F: "0 w x 1, 1 w x 2, 2 r x 1, 2 r x 2, 3 r x 2, 3 r x 1",
  G: "0 w x 1, 0 w x 2, 1 r x 2, 1 r x 1",
  H: "0 w x 1, 1 r y -, 0 w y 2, 1 r x -, 1 r y 2, 1 r x 1",
} as const;

/** For each history the strongest level that it keeps to; "none" if it keeps to none of the five. */
export const classify = (): Readonly<Record<keyof typeof histories, Level>> => {
  return todo("part 1, classify");
};
