/** Sizes of a timeline, in px. @module */

/** Of rows, bars and fonts. */
export const size = { row: 46, bar: 14, label: 11.5, name: 12.5, title: 16, words: 12.5 };

/** What stays free at the edges. */
export const margin = 14;

/** What two neighbouring moments need between them. */
export const leastGap = 22;

/** Between a label and the next bar. */
export const labelGap = 5;

/** How wide the picture is at least, how wide it becomes for labels, and how far they stand out on the right. */
export const extent = { least: 640, wide: 1000, tail: 240 };
