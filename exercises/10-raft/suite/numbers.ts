/** Numbers on which rules are tried: the first ones, and those at which digits or bits run out. @module */

/** From 0 on, and around 10, 100, 256, 2¹⁶, 2³¹, 2³² and 2⁵³. */
export const numbers: readonly number[] = [
  ...[0, 1, 2, 3, 4, 7, 9, 10, 11, 99, 100, 255, 256, 257, 65_535, 65_536],
  ...[2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER - 1],
];

/** Numbers of servers: they need not be 0, 1, 2. */
export const servers: readonly number[] = [0, 1, 2, 3, 4, 5, 8, 16, 100, 256, 300];
