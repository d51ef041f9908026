import text from "./lookup.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Lookup } from "../given.ts";
import { countedRow } from "./row.ts";
import { few, outcome, REFUSED, said, unlike } from "./saying.ts";

/** Positions that are listed, or so many of them, each a step above the one before. */
type Case =
  | { readonly positions: readonly number[]; readonly hash: number }
  | { readonly count: number; readonly step: number; readonly hash: number };

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
      yield { count: count!, step: step!, hash };
    }
  }
}

function drawPositions(random: Random, count: number, width: number): number[] {
  return Array.from({ length: count }, () => random.below(width)).sort((a, b) => a - b);
}

function* smaller(given: Case): Generator<Case> {
  if ("count" in given) return;
  const { positions, hash } = given;
  for (let at = 0; at < positions.length; at++) {
    yield { positions: positions.toSpliced(at, 1), hash };
  }
  if (hash > 0) yield { positions, hash: hash - 1 };
}

/** The place that must come, found by looking at every position, or worked out. */
function right(given: Case): number | undefined {
  if ("count" in given) {
    const place = Math.ceil(given.hash / given.step);
    return place < given.count ? place : 0;
  }
  if (given.positions.length === 0) return undefined;
  return Math.max(0, given.positions.findIndex((position) => position >= given.hash));
}

function judge(lookup: Lookup, given: Case, grading: Grading): void {
  const [length, item] = "count" in given
    ? [given.count, (place: number) => place * given.step] as const
    : [given.positions.length, (place: number) => given.positions[place]!] as const;
  const among = "count" in given
    ? `${length} positions, 0, ${given.step}, ${2 * given.step} and so on`
    : `positions ${few(given.positions)}`;
  const asked = `hash ${given.hash}, among ${among}`;
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
  const came = outcome(() => lookup(row, given.hash), grading, () => asked);
  const place = right(given), must = place ?? REFUSED;
  if (came === must) return;
  const tell = (it: number | string) =>
    typeof it === "number" && it >= 0 && it < length ? `place ${it}, at ${item(it)}` : `${it}`;
  const isRound = place === 0 && item(0) < given.hash;
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
  "each read leaves half of the places over: a lookup in v points takes about log2 v of them (section 14.4)";
