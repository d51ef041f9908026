import text from "./merge.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Merge } from "../given.ts";
import { asking, unlike } from "./saying.ts";

/** Rows of versions, and after how many entries somebody gives up; nothing: never. */
interface Case {
  readonly runs: readonly (readonly string[])[];
  readonly most?: number;
}

/** What is merged: it is told by its row, too. A merge knows nothing of it but how it compares. */
interface Item {
  readonly key: string;
  readonly run: number;
}

export const merge = task<Answers>(text, ({ merge }, grading) => {
  grading.forAll(cases(grading), (each) => judge(merge, each, grading), smaller);
  numbers(merge, grading);
  counts(merge, grading);
});

function* cases(grading: Grading): Generator<Case> {
  yield { runs: [] };
  yield { runs: [[]] };
  yield* drawnBy(grading, 300, "runs", aCase);
  // Many rows, of which all are short, or one is long.
  const letters = (count: number, from: number) =>
    Array.from({ length: count }, (_, i) => String.fromCharCode(97 + (from + i * 7) % 26)).sort();
  for (const runs of [33, 64]) {
    yield { runs: Array.from({ length: runs }, (_, run) => letters(4, run)) };
    yield { runs: Array.from({ length: runs }, (_, run) => letters(4, run)), most: 9 };
    yield { runs: Array.from({ length: runs }, (_, run) => run === 5 ? letters(150, 0) : []) };
  }
  yield { runs: [letters(400, 3), letters(400, 5)], most: 3 };
}

function aCase(random: Random, at: number): Case {
  const keys = 2 + random.below(5);
  const runs = Array.from(
    { length: random.below(2 + Math.min(at >> 4, 8)) },
    () =>
      Array.from({ length: random.below(5) }, () => String.fromCharCode(97 + random.below(keys)))
        .sort(),
  );
  return random.chance(0.3) ? { runs, most: random.below(5) } : { runs };
}

function* smaller({ runs, ...rest }: Case): Generator<Case> {
  for (let at = 0; at < runs.length; at++) yield { ...rest, runs: runs.toSpliced(at, 1) };
  for (const [at, run] of runs.entries()) {
    for (let i = 0; i < run.length; i++) {
      yield { ...rest, runs: runs.with(at, run.toSpliced(i, 1)) };
    }
  }
}

const rows = (runs: Case["runs"]) => {
  const list = runs.map((run) =>
    run.length > 12 ? `[${run.length} entries]` : `[${run.join(" ")}]`
  );
  return list.length > 8
    ? `${list.slice(0, 6).join(", ")} and ${list.length - 6} more`
    : list.join(", ");
};

const inWords = (items: readonly Item[]) =>
  items.length > 40
    ? `${items.length} entries`
    : items.map((item) =>
      typeof item === "object" && item !== null ? `${item.key}${item.run}` : String(item)
    ).join(" ") || "nothing";

function judge(merge: Merge, { runs, most = Infinity }: Case, grading: Grading): void {
  const asked = `the rows ${rows(runs) || "of which there are none"}, numbered from 0${
    most === Infinity ? "" : `; ${most} entries are asked for`
  }`;
  const all = runs.flatMap((run, at) => run.map((key): Item => ({ key, run: at })));
  const sorted = [...all].sort((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : a.run - b.run);
  const must = sorted.slice(0, most), watched = runs.map((run, at) => new Row(run, at));
  // Only the sign counts.
  const compare = (a: Item, b: Item) => 3 * (a.key.codePointAt(0)! - b.key.codePointAt(0)!);
  const came: Item[] = [];
  const fails = (came: string, must: string, why: string): never =>
    unlike({ asked, came, must, why });
  const right = () => ({ asked, must: inWords(must), why: ALL });
  asking(grading, right, () => {
    const given = [...watched], merged = merge(given, compare);
    const early = watched.findIndex(({ asked }) => asked > 0);
    if (early >= 0) fails(`row ${early} is read before anybody asks`, "nothing is read", LAZY);
    if (most === 0) return;
    for (const item of merged) {
      came.push(item);
      const far = watched.find(({ asked, run }) =>
        asked > 1 + came.filter((item) => item.run === run).length
      );
      if (far !== undefined) {
        const given = came.filter((item) => item.run === far.run).length;
        fails(
          `after ${came.length} are given, ${given} of them of row ${far.run}, ${far.asked} of it are read`,
          `${given + 1} at most`,
          LAZY,
        );
      }
      if (came.length >= Math.min(most, all.length + 1)) break;
    }
    if (given.length === watched.length && given.every((run, i) => run === watched[i])) return;
    fails("the list of rows was changed", "it stays as it is", "it is somebody else's");
  });
  if (
    inWords(came) !== inWords(must) ||
    came.some((item, i) => item.key !== must[i]!.key || item.run !== must[i]!.run)
  ) {
    fails(inWords(came), inWords(must), ALL);
  }
  const open = watched.find(({ asked, isOver }) => asked > 0 && !isOver);
  if (open !== undefined) {
    fails(
      `row ${open.run} was not given up`,
      "all rows that have begun are given up",
      "a row may hold something, such as an open table, until it is given up",
    );
  }
}

/** Entries may be anything, also what is taken for false; and they are given as they are. */
function numbers(merge: Merge, grading: Grading): void {
  const runs = [[-2, 0, 0, 5], [], [-1, 0, 7]],
    asked = "the rows [-2 0 0 5], [], [-1 0 7] of numbers";
  const must = runs.flat().sort((a, b) => a - b).join(" ");
  const right = () => ({ asked, must, why: ALL });
  const came = asking(grading, right, () => [...merge(runs, (a, b) => a - b)].join(" "));
  if (came !== must) unlike({ ...right(), came });
  const entry = { key: "a" }, [same] = [...merge([[], [entry]], () => 0)];
  if (same === entry) return;
  const asks = "the rows [], [a], of which a is an object";
  unlike({
    asked: asks,
    came: "a copy of a",
    must: "a itself",
    why: "entries are given as they are",
  });
}

/** How often entries are compared; the rows are many, and all as long. */
function counts(merge: Merge, grading: Grading): void {
  const many = 64, long = 30, entries = many * long;
  const asked = `${many} rows of ${long} entries each`;
  const most = Math.floor((entries + many) * (2 * Math.log2(many) + 2)), must = `${most} at most`;
  const right = () => ({ asked, must: `${must} comparisons`, why: LOGARITHM });
  let comparisons = 0;
  asking(grading, right, () => {
    const runs = Array.from(
      { length: many },
      (_, run) => Array.from({ length: long }, (_, at) => at * many + (run * 37 + at * 11) % many),
    );
    const compare = (a: number, b: number) => (comparisons++, a - b);
    for (const _ of merge(runs, compare)) if (comparisons > 100 * most) break;
  });
  if (comparisons <= most) return;
  const came = `${comparisons} comparisons for ${entries} entries of ${many} rows`;
  unlike({ asked, came, must, why: LOGARITHM });
}

const ALL = "all entries in their order, and those that are alike in the order of their rows";
const LOGARITHM =
  "which row is next is known by a logarithm of comparisons (Knuth 1998, section 5.4.1)";

const LAZY = "a scan that looks at a few entries must not read the rest";

/** A row that knows how far it was read. */
class Row implements Iterable<Item> {
  asked = 0;
  isOver = false;
  constructor(readonly keys: readonly string[], readonly run: number) {}

  [Symbol.iterator](): Iterator<Item> {
    let at = 0;
    const end = () => {
      this.isOver = true;
      return { done: true, value: undefined } as const;
    };
    return {
      next: () => {
        this.asked++;
        const key = this.keys[at++];
        return key === undefined || this.isOver
          ? end()
          : { done: false, value: { key, run: this.run } };
      },
      return: end,
    };
  }
}
