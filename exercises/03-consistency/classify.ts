/** Part 1. Which level do these histories keep to? @module */

import { type histories, type Level, todo } from "./memory.ts";

/** For each of the `histories` in memory.ts the strongest level that it keeps to; "none" if it keeps to none of the four. */
export const classify = (): Readonly<Record<keyof typeof histories, Level>> =>
  todo("part 1, classify");
