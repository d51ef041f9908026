/** Filters from their bytes. @module */

import { MalformedBytes } from "../../codec/malformed.ts";
import { BlockedBloomFilter, LINE } from "./blocked.ts";
import { BloomFilter } from "./bloom.ts";
import { type Filter, FILTER_HEADER, kinds } from "./filter.ts";
import { RIBBON_HEADER, RibbonFilter, WIDTH } from "./ribbon.ts";

/** The filter that is written so; it keeps a view of the bytes. Throws `MalformedBytes`, and nothing else. */
export function readFilter(bytes: Uint8Array): Filter {
  if (bytes.length < FILTER_HEADER) {
    throw new MalformedBytes(0, `${FILTER_HEADER} bytes`, String(bytes.length));
  }
  const [kind, each] = bytes as unknown as [number, number];
  const bits = bytes.subarray(FILTER_HEADER);
  if (each < 1 || each > 32) {
    throw new MalformedBytes(1, "a number of bits a key from 1 to 32", String(each));
  }
  switch (kind) {
    case kinds.bloom:
      return new BloomFilter(each, bits);
    case kinds.blocked:
      if (bits.length % LINE === 0) return new BlockedBloomFilter(each, bits);
      throw new MalformedBytes(bytes.length, "a whole number of lines", `${bits.length} bytes`);
    case kinds.ribbon:
      return readRibbon(each, bytes);
    default:
      throw new MalformedBytes(0, "a known kind of filter", String(kind));
  }
}

function readRibbon(columns: number, bytes: Uint8Array): Filter {
  const draw = bytes[FILTER_HEADER], rows = bytes.subarray(RIBBON_HEADER);
  if (draw !== undefined && rows.length % (columns * WIDTH / 8) === 0) {
    return new RibbonFilter(columns, draw, rows);
  }
  throw new MalformedBytes(bytes.length, "a whole number of rows", `${rows.length} bytes`);
}
