/** Streams of frames, and how they are cut. @module */

import { drawnBy, type Grading } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import { many } from "./saying.ts";

/** A stream: frames of these lengths, and what comes behind them; and how it is cut. */
export interface Case {
  readonly longest: number;
  readonly lengths: readonly number[];
  /** A length that is promised at the end, with so many bytes behind it. */
  readonly promised?: { readonly length: number; readonly come: number };
  /** So many bytes are missing at the end. */
  readonly missing?: number;
  /** The lengths of chunks, over and over. */
  readonly chunks: readonly number[];
}

/** Streams, the small ones first. */
export function* cases(grading: Grading): Generator<Case> {
  for (const chunks of [[1], [2], [3], [5], [4, 1], [1000]]) {
    yield { longest: 9, lengths: [], chunks };
    for (const lengths of [[0], [1], [3, 0, 2], [9], [0, 0, 0]]) {
      yield { longest: 9, lengths, chunks };
    }
    for (const length of [10, 256, 65_536, 2 ** 31, 2 ** 32 - 1]) {
      yield { longest: 9, lengths: [2], promised: { length, come: 3 }, chunks };
    }
    for (let missing = 1; missing <= 6; missing++) {
      yield { longest: 9, lengths: [1, 2], missing, chunks };
    }
  }
  yield* drawnBy(grading, 250, "streams", aCase);
  // Large frames in small pieces, many small frames at once, and a promise that is not kept.
  yield { longest: 300_000, lengths: [300_000], chunks: [1460] };
  yield { longest: 300_000, lengths: [9, 200_000, 9, 70_000], chunks: [300, 1, 4000] };
  yield { longest: 100, lengths: Array.from({ length: 3000 }, (_, i) => i % 9), chunks: [30_000] };
  yield { longest: 100, lengths: Array.from({ length: 90 }, (_, i) => i % 99), chunks: [1] };
  yield { longest: 2 ** 30, lengths: [], promised: { length: 2 ** 30, come: 50 }, chunks: [1, 20] };
  yield {
    longest: 50_000,
    lengths: [50_000, 3],
    promised: { length: 49_999, come: 10 },
    chunks: [7000],
  };
}

/** Streams in which bytes are counted one by one. */
export const byteByByte: readonly Case[] = [
  { longest: 100, lengths: Array.from({ length: 1200 }, (_, i) => i % 9), chunks: [9600] },
  { longest: 9000, lengths: [9000], chunks: [20] },
];

function aCase(random: Random): Case {
  const longest = [0, 5, 300, 5000][random.below(4)]!;
  const lengths = Array.from({ length: random.below(9) }, () => random.below(longest + 1));
  const chunks = Array.from(
    { length: 1 + random.below(5) },
    () => 1 + random.below([3, 12, 900][random.below(3)]! + (longest >> 4)),
  );
  const end = random.below(4);
  if (end === 0) {
    return {
      longest,
      lengths,
      chunks,
      promised: { length: longest + 1 + random.below(9), come: 2 },
    };
  }
  return end === 1 ? { longest, lengths, chunks, missing: 1 + random.below(4) } : {
    longest,
    lengths,
    chunks,
  };
}

/** With fewer frames, or shorter ones. */
export function* smaller({ lengths, ...rest }: Case): Generator<Case> {
  for (let at = 0; at < Math.min(50, lengths.length); at++) {
    yield {
      ...rest,
      lengths: lengths.toSpliced(at, lengths.length > 60 ? lengths.length >> 1 : 1),
    };
    if (lengths[at]! > 0) yield { ...rest, lengths: lengths.with(at, lengths[at]! >> 1) };
  }
  if (rest.chunks.length > 1) {
    for (const one of rest.chunks) yield { ...rest, lengths, chunks: [one] };
  }
}

const shortly = (list: readonly number[]) =>
  list.length > 9 ? `${list.slice(0, 8).join(", ")} … (${list.length})` : list.join(", ");

/** A stream, in words. */
export function inWords({ longest, lengths, promised, missing, chunks }: Case): string {
  const end = promised === undefined
    ? (missing === undefined ? "" : `, of which the last ${many(missing, "byte")} do not come`)
    : `, then a length of ${promised.length} and ${many(promised.come, "byte")}`;
  return `bodies of ${longest} bytes at most; frames of ${
    shortly(lengths) || "no"
  } bytes${end}; in chunks of ${shortly(chunks)} bytes, over and over`;
}
