/** How large the parts of a picture of pages are, in px. @module */

/** Around everything. */
export const margin = 12;

/** Letters. */
export const size = { title: 15, name: 12, small: 11.5 } as const;

/** The box of a page. */
export const box = { height: 50, least: 48 } as const;

/** Between pages, and between their rows. */
export const gap = { pages: 12, rows: 36 } as const;
