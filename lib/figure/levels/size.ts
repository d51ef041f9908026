/** How large the parts of a picture of levels are, in px. @module */

/** Around everything. */
export const margin = 10;

/** Letters. */
export const size = { title: 15, name: 12.5, small: 11.5 } as const;

/** A box is so high, and reaches so far beyond the first and the last key of its table. */
export const box = { height: 24, least: 2 } as const;

/** Between the lines of a level, and between levels. */
export const gap = { runs: 5, rows: 16 } as const;
