/**
 * A dictionary from messages as they usually are: of all pieces of them, those that the most
 * messages have. After Liao, Petri, Moffat and Wirth 2016, "Effective construction of relative
 * Lempel-Ziv dictionaries", which is how Zstandard trains its own ("cover"), without their epochs:
 * the samples here are few.
 *
 * The same samples give the same dictionary, on every machine: two sides that make theirs from the
 * same messages need not send it.
 *
 * @module
 */

import { joined } from "../../codec/joined.ts";

/** What counts as the same: runs of so many bytes. At most 6, to be a whole number. */
const RUN = 6;
/** What is taken at a time, in bytes: longer ones bring more along that is not shared. */
const SEGMENT = 32;

/**
 * The runs of all samples, one behind another: which each is, and in how many samples that one is.
 */
interface Runs {
  readonly bytes: Uint8Array;
  /** For each position that a run begins at, its number; -1 where a sample ends within it. */
  readonly numbers: Int32Array;
  /**
   * For each number, in how many samples it is; 0 for one alone, and for one that is covered
   * already.
   */
  readonly counts: Int32Array;
}

/** At most `most` bytes, of what samples have in common; fewer if they have less. */
export function dictionaryOf(samples: readonly Uint8Array[], most: number): Uint8Array {
  if (!(Number.isSafeInteger(most) && most >= 0)) {
    throw new RangeError(
      `Cannot make a dictionary because a whole number of bytes is required: given ${most}`,
    );
  }
  const runs = runsOf(samples), segments: Uint8Array[] = [];
  for (let left = most; left >= RUN;) {
    const best = bestSegment(runs, Math.min(SEGMENT, left));
    if (best === undefined) break;
    segments.push(best);
    left -= best.length;
  }
  // The nearer the cheaper: what most messages have stands last, right before them.
  return joined(segments.reverse());
}

function runsOf(samples: readonly Uint8Array[]): Runs {
  const bytes = joined(samples), numbers = new Int32Array(bytes.length).fill(-1);
  const known = new Map<number, number>(), counts: number[] = [], lastIn: number[] = [];
  let start = 0;
  samples.forEach((sample, which) => {
    for (let at = start; at + RUN <= start + sample.length; at++) {
      const key = bytes.subarray(at, at + RUN).reduce((key, byte) => key * 256 + byte, 0);
      let number = known.get(key);
      if (number === undefined) known.set(key, number = counts.push(0) - 1);
      // However often one sample has it.
      if (lastIn[number] !== which) counts[number]!++;
      lastIn[number] = which;
      numbers[at] = number;
    }
    start += sample.length;
  });
  return { bytes, numbers, counts: Int32Array.from(counts, (count) => count > 1 ? count : 0) };
}

/**
 * The segment whose runs are in the most samples, the first of equals; they count as covered from
 * then on.
 */
function bestSegment({ bytes, numbers, counts }: Runs, length: number): Uint8Array | undefined {
  const width = length - RUN + 1, inside = new Map<number, number>();
  let score = 0, best = 0, bestAt = 0;
  for (let end = 0; end < numbers.length; end++) {
    const entering = numbers[end]!, leaving = end < width ? -1 : numbers[end - width]!;
    if (entering >= 0) score += change(inside, entering, 1, counts);
    if (leaving >= 0) score += change(inside, leaving, -1, counts);
    if (score > best) [best, bestAt] = [score, end - width + 1];
  }
  if (best === 0) return undefined;
  // Runs at its ends that nobody shares are left out.
  let from = Math.max(0, bestAt), to = bestAt + width - 1;
  while (!(counts[numbers[from]!]! > 0)) from++;
  while (!(counts[numbers[to]!]! > 0)) to--;
  for (let at = from; at <= to; at++) if (numbers[at]! >= 0) counts[numbers[at]!] = 0;
  return bytes.slice(from, to + RUN);
}

/**
 * What it adds to the score, or takes from it, that a run is one time more, or less, in the
 * segment.
 */
function change(
  inside: Map<number, number>,
  run: number,
  by: 1 | -1,
  counts: Int32Array,
): number {
  const times = (inside.get(run) ?? 0) + by;
  if (times === 0) inside.delete(run);
  else inside.set(run, times);
  const first = by === 1 ? times === 1 : times === 0;
  return first ? by * counts[run]! : 0;
}
