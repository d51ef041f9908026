/** Rows whose reads are counted. @module */

import { Wrong } from "hb/grade/part.ts";
import type { Row } from "../given.ts";

/** A row, and how many of it were read. */
export interface CountedRow<T> extends Row<T> {
  readonly reads: number;
}

/**
 * A row of so many, each made by `item`. Reads above `most` are refused with the words of `tooMany`, since
 * what reads for ever would never end.
 */
export function countedRow<T>(
  length: number,
  item: (place: number) => T,
  most: number,
  tooMany: (reads: number) => string,
): CountedRow<T> {
  let reads = 0;
  return {
    length,
    get reads() {
      return reads;
    },
    at(place) {
      if (++reads > most) throw new Wrong(tooMany(reads));
      if (!Number.isInteger(place) || place < 0 || place >= length) {
        throw new Wrong(tooFar(place, length));
      }
      return item(place);
    },
  };
}

const tooFar = (place: number, length: number) =>
  `place ${place} is read of a row of ${length}, which has places from 0 to ${length - 1}`;
