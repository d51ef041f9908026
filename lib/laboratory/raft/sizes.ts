/**
 * How many and how large: the sizes at which Raft is tried beyond what a run reaches. Whatever is drawn draws from
 * here. A situation is cheap, so they are generous, and a few of each will do: whoever has a table of sixteen
 * places, a number of 16 bits or of 32, or looks at the first hundred of a list, is found out.
 *
 * @module
 */

/** Servers of the largest cluster: more than the fifteen that four bits have room for. */
export const MOST_SERVERS = 31;

/** Voters in the largest configuration, or in a half of it: nobody has more in earnest. */
export const MOST_VOTERS = 13;

/** Entries in the longest list, be it a log, a message or a record: more than two bytes' worth, and two pages. */
export const MOST_ENTRIES = 600;

/**
 * Terms, indices, rounds and sequences: from 0 on, and around the numbers at which digits or bits run out, 2⁵³ being
 * the last that is a number at all.
 */
export const numbers: readonly number[] = [
  ...[0, 1, 2, 3, 4, 7, 9, 10, 11, 99, 100, 255, 256, 257, 1000, 1023, 1024, 65_535, 65_536],
  ...[2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER - 1],
];

/** Where counting begins if not at 0: a few steps before digits or bits run out, and beyond. */
export const starts: readonly number[] = [
  ...[7, 97, 253, 997, 65_533, 2 ** 30 - 3, 2 ** 31 - 3, 2 ** 32 - 3, 2 ** 40],
];

/** How far two numbers lie apart that are taken for one where their upper bits are left out. */
export const strides: readonly number[] = [8, 16, 64, 256, 1024, 2 ** 16, 2 ** 32];

/** Rounds of a leader. */
export const rounds: readonly number[] = [0, 1, 2, 5, 300, 2 ** 16 + 1, 2 ** 32 + 5];

/** Numbers of servers: they need not be 0, 1, 2. */
export const servers: readonly number[] = [
  ...[0, 1, 2, 3, 4, 5, 8, 16, 30, 100, 256, 300, 1024, 2 ** 16, 2 ** 32],
];
