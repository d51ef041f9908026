import text from "./lookup.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Lookup } from "../given.ts";
import { countedRow } from "./row.ts";
import { few, outcome, REFUSED, said, unlike } from "./saying.ts";

/** So many positions, from one on, each a step above the one before; the step may be 0. */
type Run = readonly [count: number, from: number, step: number];

/** Positions that are listed, or in runs. */
type Case =
  | { readonly positions: readonly number[]; readonly hash: number }
  | { readonly runs: readonly Run[]; readonly hash: number };

export const lookup = task<Answers>(text, ({ lookup }, grading) => {
  grading.forAll(cases(), (each) => judge(lookup, each, grading), smaller);
});

const LAST = 2 ** 32 - 1;

function* cases(): Generator<Case> {
  const few = [[], [0], [5], [LAST], [0, LAST], [3, 5], [5, 5], [0, 0, 7], [3, 5, 5, 9]];
  for (const positions of [...few, [2 ** 31 - 1, 2 ** 31], [5, LAST, LAST], [16777216, 16777217]]) {
    const near = positions.flatMap((position) => [position - 1, position, position + 1]);
    const hashes = new Set([0, 1, 2 ** 31, LAST - 1, LAST, ...near]);
    for (const hash of hashes) if (hash >= 0 && hash <= LAST) yield { positions, hash };
  }
  yield* drawn(400, "lookup", (random, at): Case => {
    const width = random.chance(0.5) ? 12 : 2 ** 32;
    const positions = drawPositions(random, 1 + at % 24, width);
    return { positions, hash: random.below(width) };
  });
  for (const [count, step] of [[1000, 4e6], [2 ** 20, 4000], [2 ** 31, 2], [2 ** 32 - 2, 1]]) {
    for (const part of [0, 0.1, 0.5, 0.51, 0.999, 1]) {
      const hash = Math.min(LAST, Math.floor(part * count! * step!));
      yield { runs: [[count!, 0, step!]], hash };
    }
  }
  // All but one are at one end: who guesses from hashes where a position may be guesses wrong.
  for (const [count, hash] of [[2 ** 20, 2 ** 20 - 5], [2 ** 30, 2 ** 29]]) {
    yield { runs: [[count!, 0, 1], [1, LAST, 0]], hash: hash! };
    yield { runs: [[1, 0, 0], [count!, LAST - count!, 1]], hash: LAST - hash! };
  }
  yield* drawn(200, "long rows", drawRuns);
}

/** Runs one behind the other, some of them of equal positions, and a hash at an end of one. */
function drawRuns(random: Random): Case {
  const runs: Run[] = [];
  for (let free = 0, left = 1 + random.below(5); left > 0; left--) {
    const room = LAST - free, from = free + Math.floor(room * random.unit() ** 3);
    const count = 1 + random.below(2 ** (1 + random.below(24)));
    const most = Math.floor((LAST - from) / count);
    const step = random.chance(0.4)
      ? 0
      : random.chance(0.5)
      ? Math.min(1, most)
      : random.below(most + 1);
    runs.push([count, from, step]);
    free = from + (count - 1) * step;
  }
  const [count, from, step] = runs[random.below(runs.length)]!;
  const near = from + (count - 1) * step * random.below(3) / 2 + random.below(3) - 1;
  return { runs, hash: Math.max(0, Math.min(LAST, Math.floor(near))) };
}

function drawPositions(random: Random, count: number, width: number): number[] {
  return Array.from({ length: count }, () => random.below(width)).sort((a, b) => a - b);
}

function* smaller(given: Case): Generator<Case> {
  const { hash } = given;
  if ("runs" in given) {
    for (const [at, [count, from, step]] of given.runs.entries()) {
      if (given.runs.length > 1) yield { runs: given.runs.toSpliced(at, 1), hash };
      const less = count < 2 ? [] : count < 100 ? [count >> 1, count - 1] : [count >> 1];
      for (const each of less) yield { runs: given.runs.with(at, [each, from, step]), hash };
    }
    return;
  }
  const { positions } = given;
  for (let at = 0; at < positions.length; at++) {
    yield { positions: positions.toSpliced(at, 1), hash };
  }
  if (hash > 0) yield { positions, hash: hash - 1 };
}

/** A row: how many there are, what is at a place, the place that must come, and all of it in words. */
interface Asked {
  readonly length: number;
  readonly item: (place: number) => number;
  readonly place: number | undefined;
  readonly words: string;
}

/** The place is found by looking at every position. */
function listedRow(positions: readonly number[], hash: number): Asked {
  const isNone = positions.length === 0;
  return {
    length: positions.length,
    item: (place) => positions[place]!,
    place: isNone ? undefined : Math.max(0, positions.findIndex((position) => position >= hash)),
    words: `positions ${few(positions)}`,
  };
}

/** The place is worked out, in the first run that reaches as far. */
function runsRow(runs: readonly Run[], hash: number): Asked {
  let length = 0, place: number | undefined;
  for (const [count, from, step] of runs) {
    if (from + (count - 1) * step >= hash) {
      place ??= length + (from >= hash ? 0 : Math.ceil((hash - from) / step));
    }
    length += count;
  }
  const item = (place: number) => {
    for (const [count, from, step] of runs) {
      if (place < count) return from + place * step;
      place -= count;
    }
    throw new RangeError(`there is no place ${place}`);
  };
  const words = runs.map(([count, from, step]) =>
    count === 1
      ? `${from}`
      : step === 0
      ? `${count} times ${from}`
      : `${count} from ${from} on in steps of ${step}`
  );
  return {
    length,
    item,
    place: place ?? 0,
    words: `${length} positions: ${words.join(", then ")}`,
  };
}

function judge(lookup: Lookup, given: Case, grading: Grading): void {
  const { hash } = given;
  const { length, item, place, words } = "runs" in given
    ? runsRow(given.runs, hash)
    : listedRow(given.positions, hash);
  const asked = `hash ${hash}, among ${words}`;
  const most = Math.ceil(Math.log2(length + 1)) + 3;
  const row = countedRow(
    length,
    item,
    most,
    () =>
      said({
        asked,
        came: `read ${most + 1} of the positions`,
        must: `${most} reads at most`,
        why: HALF,
      }),
  );
  const came = outcome(() => lookup(row, hash), grading, () => asked);
  const must = place ?? REFUSED;
  if (came === must) return;
  const tell = (it: number | string) =>
    typeof it === "number" && Number.isInteger(it) && it >= 0 && it < length
      ? `place ${it}, at ${item(it)}`
      : `${it}`;
  const isRound = place === 0 && item(0) < hash;
  const why = place === undefined ? EMPTY : isRound ? ROUND : FIRST;
  unlike({ asked, came: tell(came), must: tell(must), why });
}

const FIRST =
  "a key belongs to the first point at or after its hash, and of points at one position the first has it " +
  "(section 14.1)";
const ROUND =
  "behind the last point the circle begins anew: the key belongs to the first point of all (section 14.1)";
const EMPTY = "where there is no point, no place is right, and whoever asks must be told";
const HALF =
  "each read leaves half of the places over, wherever the positions are: a lookup in v points takes about " +
  "log2 v of them (section 14.4)";
