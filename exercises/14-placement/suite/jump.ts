import text from "./jump.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import { Wrong } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { Jumps } from "../given.ts";
import { few, many, outcome, REFUSED, said, unlike } from "./saying.ts";

/** The key's numbers as parts of 2 ** 31; and buckets, or names of nodes. */
interface Case {
  readonly numbers: readonly number[];
  readonly buckets: number | string;
  readonly ids?: readonly string[];
}

export const jump = task<Answers>(text, ({ jump }, grading) => {
  grading.forAll(cases(), (each) => judge(jump, each, grading), smaller);
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
  const lists = [["a"], ["b", "a"], ["c", "a", "b"], ["node 10", "node 9", "node 1"], [
    "B",
    "a",
    "C",
    "b",
  ]];
  for (const ids of [[], ...lists]) {
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
  yield* drawn(60, "far jumps", (random): Case => ({
    numbers: drawNumbers(random),
    buckets: Math.floor(2 ** (20 + random.below(21))) - random.below(3),
  }));
  yield { numbers: Array.from({ length: 5000 }, () => WHOLE), buckets: 5000 };
}

/** Of a key's numbers there are always enough: the last one jumps out of any. */
function drawNumbers(random: Random): readonly number[] {
  return Array.from({ length: 120 }, () => 1 + random.below(WHOLE));
}

function* smaller(given: Case): Generator<Case> {
  const { numbers, buckets, ids } = given;
  if (ids !== undefined) {
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
    // Whoever divides twice may be a unit off where a quotient is nearly whole.
    const rest = Number(top % bottom) / number;
    isNear ||= rest > 0 && Math.min(rest, 1 - rest) < Number(next) * 2 ** -50;
    if (next >= BigInt(buckets)) break;
    path.push(Number(next));
  }
  return { path, isNear };
}

function judge(jump: Jumps, given: Case, grading: Grading): void {
  const { numbers, ids } = given, buckets = Number(given.buckets);
  const isRight = Number.isInteger(buckets) && buckets >= 1;
  const due = isRight ? path(numbers, buckets) : { path: [], isNear: false };
  if (due.isNear) return;
  const most = Math.max(1, due.path.length);
  const shares = Array.from({ length: most }, (_, nth) => shareInWords(numbers[nth] ?? 1));
  const what = ids === undefined ? many(buckets, "bucket") : `nodes ${few(ids)}`;
  const asked = `${what}, and the key's numbers are ${few(shares, 6)}`;
  let draws = 0;
  const draw = () => {
    if (++draws > most) {
      throw new Wrong(
        said({ asked, came: "another number is drawn", must: `${most} numbers at most`, why: FEW }),
      );
    }
    return (numbers[draws - 1] ?? 1) / WHOLE;
  };
  const came = outcome(
    () =>
      ids === undefined ? jump.bucket(draw, buckets) : jump.place(Object.freeze([...ids]), draw),
    grading,
    () => asked,
  );
  const bucket = due.path.at(-1), sorted = ids?.toSorted();
  const must = bucket === undefined ? REFUSED : sorted === undefined ? bucket : sorted[bucket]!;
  if (came === must) return;
  const isNamed = sorted !== undefined && bucket !== undefined;
  const why = bucket === undefined
    ? NONE
    : isNamed && ids!.join() !== sorted.join()
    ? NAMES
    : JUMPS;
  const way = bucket === undefined || due.path.length > 12
    ? ""
    : `; the buckets that it comes to are ${due.path.join(", ")}`;
  unlike({ asked, came: `${came}`, must: `${must}${way}`, why });
}

const JUMPS =
  "from bucket b a key jumps to the whole part of (b + 1) / r, and its bucket is the last that is " +
  "not beyond " +
  "all: so with one bucket more it stays, or goes to the new one (section 14.4)";
const FEW =
  "a number is drawn for each jump, and for the one that would be too far: ln n of them (section 14.4)";
const NAMES =
  "buckets are the nodes in the order of their names, so that the set alone decides: lists in other" +
  " orders are " +
  "one set (section 14.4)";
const NONE = "there must be a whole number of buckets, and one at least";
