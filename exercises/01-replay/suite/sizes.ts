/**
 * How large the things are that are tried, in all parts. Programs are unprepared by accident: for more than a
 * byte or 16 or 32 bits of a number, for more than the first 100, 500 or 1000 of a list. A number costs nothing,
 * so it may be as large as numbers are; what must be counted out is beyond 2048, or as much as a run can bear.
 *
 * @module
 */

/** How many nodes there are where a single step is taken; clients have the numbers from here on. */
export const NODES = 1200;

/** How many calls are open at the busiest branch in a single step, and how many one branch asks for. */
export const BUSIEST = 2500;

/** Where numbers of calls, tickets and finders begin: each is just below where some of their bits are used up. */
export const NUMBERS = [1, 1, 7, 98, 253, 1021, 65_533, 2 ** 31 - 3, 2 ** 32 - 3, 2 ** 40, 2 ** 52];

/** By how much two numbers differ that may be taken for one another. */
export const APART = [1, 2, 4, 8, 10, 64, 100, 256, 1000, 1024, 65_536, 2 ** 31, 2 ** 32];

/** How many letters the longest name of a thing has. */
export const LETTERS = 5000;

/** How many entries a long book has, and how many records a long journal. */
export const LONG = 5000;

/** How many calls of one branch the office remembers at once: more than 16 bits can number. */
export const REMEMBERED = 70_000;

/** How often the timer has gone off: each time up to the first number, and then these times. */
export const ATTEMPTS = { each: 2100, some: [4999, 9999, 65_536, 2 ** 31] } as const;

/**
 * Branches, and finders at each, who come all at once: few, many branches with many calls each, whose numbers are
 * mixed up if they are written side by side, very many calls, and very many branches.
 */
export const CROWDS = [[2, 40], [12, 30], [2, 1200], [300, 2]] as const;

/** How many things are found at each branch in a long life: a node saves more than 4096 records. */
export const LIFE = 2500;
