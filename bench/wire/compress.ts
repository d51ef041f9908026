/**
 * `deno task bench wire compress`: what is left of append messages, and what that costs, by turns
 * in one process: by references within a message, into a dictionary, and back into the stream,
 * beside the platform's own DEFLATE and Zstandard, which take each message alone.
 *
 * @module
 */

import { joined } from "hb/codec/joined.ts";
import { deflate, zstd } from "hb/host/compression.ts";
import { type NamedWay, packedBytes, reaches } from "hb/laboratory/wire/reach.ts";
import { storeMessages, together } from "hb/laboratory/wire/store_messages.ts";
import { eachAlone } from "hb/link/compress/compressor.ts";
import { median } from "../measure.ts";
import type { Row } from "../row.ts";

/** How many messages are packed together. */
const TOGETHER = [1, 10, 100];
const MESSAGES = 2_000;
const TURNS = 9;

const contestants: readonly NamedWay[] = [
  ...reaches(),
  { name: "each alone, the platform's DEFLATE", way: eachAlone(deflate) },
  { name: "each alone, the platform's Zstandard", way: eachAlone(zstd) },
];

/** What one turn took, in µs a piece. */
interface Times {
  readonly pack: number[];
  readonly open: number[];
}

/**
 * A row for each way and size; the limit is what they take without any of it, which costs no time.
 */
export function measureCompression(): Row[] {
  const messages = storeMessages(MESSAGES, 1), bytes = joined(messages).length;
  return TOGETHER.flatMap((count) => {
    const pieces = together(messages, count), mean = Math.round(bytes / pieces.length);
    const times = contestants.map((): Times => ({ pack: [], open: [] }));
    // The first turns, in which the code is compiled, do not count.
    for (let turn = -2; turn < TURNS; turn++) {
      for (const [i, { way }] of contestants.entries()) {
        take(way, pieces, turn < 0 ? undefined : times[i]!);
      }
    }
    return contestants.map(({ name, way }, i) => {
      const left = packedBytes(way, pieces), { pack, open } = times[i]!;
      return {
        name: `${count} together: ${name}`,
        limit: `none: ${mean} B`,
        measured:
          `${Math.round(left / pieces.length)} B, packed in ${median(pack).toFixed(1)} µs, ` +
          `opened in ${median(open).toFixed(1)} µs`,
        ratio: left / bytes,
      };
    });
  });
}

function take(way: NamedWay["way"], pieces: readonly Uint8Array[], times: Times | undefined): void {
  const compressor = way.compressor(), decompressor = way.decompressor(2 ** 30);
  const start = performance.now();
  const packed = pieces.map((piece) => compressor.pack(piece));
  const between = performance.now();
  for (const each of packed) decompressor.unpack(each);
  times?.pack.push((between - start) * 1000 / pieces.length);
  times?.open.push((performance.now() - between) * 1000 / pieces.length);
}
