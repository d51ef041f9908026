/** The first byte of each value says what it is; from 128 on it is itself a number from 0 to 127. @module */

/** What a first byte below 128 says. */
export const tags = {
  undefined: 0,
  null: 1,
  false: 2,
  true: 3,
  /** A varint n. */
  whole: 4,
  /** A varint n, for −1 − n. */
  negative: 5,
  /** Eight bytes, for numbers that are not whole or too large, −0, NaN and the infinities. */
  float: 6,
  /** A count of bytes, then the number, the lowest byte first. */
  bigint: 7,
  /** The same, for −1 − n. */
  negativeBigint: 8,
  /** UTF-8 after its length in bytes. */
  text: 9,
  /** Two bytes for each unit, after their count: for texts with half a surrogate pair. */
  units: 10,
  bytes: 11,
  array: 12,
  map: 13,
  set: 14,
  /** A count of fields, each a name and a value. */
  record: 15,
} as const;

/** From here on the byte itself is a number. */
export const SMALL = 128;

/** How deep data may be nested: a stack that overflows cannot be told from a bug. */
export const MAX_DEPTH = 128;

/** How long a bigint may be, in bytes: to make one of its digits takes longer than in proportion to them. */
export const LONGEST_BIGINT: number = 2 ** 16;
