/** Where counters and tables of code may end, for tests: at bits, at digits, at a size that somebody took. */

const ends = [4, 8, 10, 16, 32, 50, 64, 100, 128, 256, 1000, 1024, 10_000, 2 ** 15, 2 ** 16, 1e6]
  .concat([2 ** 24, 2 ** 31, 2 ** 32, 1e10, 2 ** 40, 1.7e12, 2 ** 48, 2 ** 52]);

/** Whole numbers from 0 on, below, at and above each end. */
export const counts: readonly number[] = [
  ...new Set([0, 1, 2, ...ends.flatMap((end) => [end - 1, end, end + 1])]),
];

/** How many there may be of what is kept in a list: nodes, clients, sources, sessions. */
export const crowds: readonly number[] = [1, 2, 3, 4, 5, 8, 9, 10, 16, 17, 33, 65, 101];
