/** The parts of the book, and which chapters stand in each. @module */

/** A part: consecutive chapters. */
export interface Part {
  readonly numeral: string;
  readonly title: string;
  /** The number of its first chapter. */
  readonly first: number;
}

const parts: readonly Part[] = [
  { numeral: "I", title: "Foundations", first: 1 },
  { numeral: "II", title: "Replication", first: 6 },
  { numeral: "III", title: "Agreement", first: 9 },
  { numeral: "IV", title: "Scale", first: 14 },
  { numeral: "V", title: "Real machines", first: 17 },
  { numeral: "VI", title: "Data and beyond", first: 23 },
];

/** The part in which a chapter stands. */
export function partOf(chapter: number): Part {
  const part = parts.findLast(({ first }) => first <= chapter);
  if (part !== undefined) return part;
  throw new RangeError(
    `Cannot place a chapter as its number must be >= 1: given ${chapter}`,
  );
}
