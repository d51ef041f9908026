import text from "./jump.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import { Wrong } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { Jumps } from "../given.ts";
import { few, many, outcome, REFUSED, said, unlike } from "./saying.ts";

/** The key's numbers as parts of 2 ** 31; and buckets, or names of nodes, or so many of them. */
interface Case {
  readonly numbers: readonly number[];
  readonly buckets: number | string;
  readonly ids?: readonly string[] | number;
}

export const jump = task<Answers>(text, ({ jump }, grading) => {
  for (const each of [cases(), largeCases()]) {
    grading.forAll(each, (given) => judge(jump, given, grading), smaller);
  }
});

const WHOLE = 2 ** 31;

function* cases(): Generator<Case> {
  for (const buckets of [0, -1, 1.5, "NaN", "Infinity"]) yield { numbers: [WHOLE], buckets };
  for (const buckets of [1, 2, 3, 4, 7, 8, 9, 16, 100]) {
    for (const first of [1, 2, WHOLE / 8, WHOLE / 4, WHOLE / 2, WHOLE - 1, WHOLE]) {
      for (const second of [1, WHOLE / 2, WHOLE]) {
        yield { numbers: [first, second, WHOLE / 2, 1], buckets };
      }
    }
  }
  for (const buckets of [2 ** 32, 2 ** 34]) yield { numbers: [1, 1], buckets };
  for (const ids of [[], ...LISTS]) {
    for (
      const numbers of [[1], [WHOLE, 1], [WHOLE, WHOLE, 1], [WHOLE / 2, 1], [WHOLE / 3 | 0, 1]]
    ) {
      yield { numbers, buckets: ids.length, ids };
    }
  }
  yield* drawn(400, "jumps", (random, at): Case => {
    const buckets = 1 + random.below(at % 2 === 0 ? 10 : 5000);
    return { numbers: drawNumbers(random), buckets };
  });
  yield* drawn(100, "names", (random): Case => {
    const ids = drawNames(random, 1 + random.below(12));
    return { numbers: drawNumbers(random), buckets: ids.length, ids };
  });
  yield* drawn(60, "far jumps", (random): Case => ({
    numbers: drawNumbers(random),
    buckets: Math.floor(2 ** (20 + random.below(21))) - random.below(3),
  }));
  yield { numbers: Array.from({ length: 5000 }, () => WHOLE), buckets: 5000 };
}

/** More nodes than a byte can number, and a key that jumps to one near the end at once, or stays in the first. */
function* largeCases(): Generator<Case> {
  for (const first of [1, Math.ceil(WHOLE / 290.5), Math.ceil(WHOLE / 299.5)]) {
    yield { numbers: [first, 1], buckets: 300, ids: 300 };
  }
}

/** Lists of nodes, in no order, and such as are sorted otherwise in a dictionary, by bytes or by numbers. */
const LISTS: readonly (readonly string[])[] = [
  ["a"],
  ["b", "a"],
  ["c", "a", "b"],
  ["node 10", "node 9", "node 1"],
  ["B", "a", "C", "b"],
  ["ｚ", "𝐚"],
  ["é", "f", "e\u0301"],
  ["a-b", "ab", "a b"],
  ["_", "a", "A"],
];

function drawNames(random: Random, count: number): readonly string[] {
  const letters = [..."abABé_- 019"];
  const name = () =>
    Array.from({ length: 1 + random.below(3) }, () => letters[random.below(letters.length)]!);
  return [...new Set(Array.from({ length: count }, () => name().join("")))];
}

/** Of a key's numbers there are always enough: the last one jumps out of any. */
function drawNumbers(random: Random): readonly number[] {
  return Array.from({ length: 120 }, () => 1 + random.below(WHOLE));
}

function* smaller(given: Case): Generator<Case> {
  const { numbers, buckets, ids } = given;
  if (typeof ids === "number") {
    for (const less of ids > 2 ? [ids >> 1, ids - 1] : []) {
      yield { numbers, buckets: less, ids: less };
    }
    return;
  }
  if (ids !== undefined) {
    for (const at of numbers.keys()) {
      if (numbers.length > 1) yield { ...given, numbers: numbers.toSpliced(at, 1) };
    }
    for (let at = 0; at < ids.length; at++) {
      yield { numbers, buckets: ids.length - 1, ids: ids.toSpliced(at, 1) };
    }
    return;
  }
  if (typeof buckets === "number" && buckets > 1) {
    yield { numbers, buckets: Math.floor(buckets / 2) };
    if (buckets < 1000) yield { numbers, buckets: buckets - 1 };
  }
  for (let at = 0; at < Math.min(numbers.length, 12); at++) {
    yield { ...given, numbers: numbers.toSpliced(at, 1) };
    if (numbers[at]! < WHOLE / 4) yield { ...given, numbers: numbers.with(at, WHOLE / 4) };
  }
}

/** A part of 2 ** 31 as it is best read. */
function shareInWords(number: number): string {
  const halvings = Math.log2(WHOLE / number);
  return Number.isInteger(halvings) && halvings > 6 ? `1/2^${halvings}` : `${number / WHOLE}`;
}

/** The buckets that a key comes through, as whole numbers, exactly; the last one is its own. */
function path(numbers: readonly number[], buckets: number): { path: number[]; isNear: boolean } {
  const path = [0];
  let isNear = false;
  for (const number of [...numbers, ...Array.from({ length: 60 }, () => 1)]) {
    const [top, bottom] = [BigInt(path.at(-1)! + 1) * BigInt(WHOLE), BigInt(number)];
    const next = top / bottom;
    // Whoever divides twice, as the paper does, may be a unit off where a quotient is whole or nearly so.
    const rest = Number(top % bottom) / number, isExact = Number.isInteger(Math.log2(number));
    isNear ||= !isExact && Math.min(rest, 1 - rest) < Number(next) * 2 ** -50;
    if (next >= BigInt(buckets)) break;
    path.push(Number(next));
  }
  return { path, isNear };
}

function judge(jump: Jumps, given: Case, grading: Grading): void {
  const { numbers } = given, buckets = Number(given.buckets), ids = namesOf(given);
  const isRight = Number.isInteger(buckets) && buckets >= 1;
  const due = isRight ? path(numbers, buckets) : { path: [], isNear: false };
  if (due.isNear) return;
  const most = Math.max(1, due.path.length);
  const shares = Array.from({ length: most }, (_, nth) => shareInWords(numbers[nth] ?? 1));
  const what = ids === undefined ? many(buckets, "bucket") : `nodes ${few(ids)}`;
  const asked = `${what}, and the key's numbers are ${few(shares, 6)}`;
  const drawing = () => {
    let draws = 0;
    return () => {
      if (++draws > most) {
        const came = "another number is drawn";
        throw new Wrong(said({ asked, came, must: `${most} numbers at most`, why: FEW }));
      }
      return (numbers[draws - 1] ?? 1) / WHOLE;
    };
  };
  const came = outcome(
    () =>
      ids === undefined
        ? jump.bucket(drawing(), buckets)
        : jump.place(Object.freeze([...ids]), drawing()),
    grading,
    () => asked,
  );
  const bucket = due.path.at(-1), sorted = ids?.toSorted();
  const must = bucket === undefined ? REFUSED : sorted === undefined ? bucket : sorted[bucket]!;
  if (came === must) return;
  // Which it is, the jumps or the names, is known by asking for the jumps alone.
  const isByName = sorted !== undefined && bucket !== undefined &&
    bucketOf(jump, drawing(), buckets) === bucket;
  const why = bucket === undefined ? NONE : isByName ? NAMES : JUMPS;
  const order = sorted === undefined || bucket === undefined
    ? ""
    : `, bucket ${bucket} of ${few(sorted)}`;
  const way = bucket === undefined || isByName || due.path.length > 12
    ? ""
    : `; the buckets that it comes to are ${due.path.join(", ")}`;
  unlike({ asked, came: `${came}`, must: `${must}${order}${way}`, why });
}

function namesOf({ ids }: Case): readonly string[] | undefined {
  if (typeof ids !== "number") return ids;
  return Array.from({ length: ids }, (_, nth) => `node ${999 - nth}`);
}

function bucketOf(jump: Jumps, draw: () => number, buckets: number): number | undefined {
  try {
    return jump.bucket(draw, buckets);
  } catch {
    return undefined;
  }
}

const JUMPS =
  "from bucket b a key jumps to the whole part of (b + 1) / r, and its bucket is the last that is " +
  "not beyond " +
  "all: so with one bucket more it stays, or goes to the new one (section 14.4)";
const FEW =
  "a number is drawn for each jump, and for the one that would be too far: ln n of them (section 14.4)";
const NAMES =
  "its bucket comes out right, but buckets are the nodes, all of them, in the order of their names as `<` " +
  "compares them, and no dictionary: so the set alone decides, and lists in other orders are one set " +
  "(section 14.4)";
const NONE = "there must be a whole number of buckets, and one at least";
