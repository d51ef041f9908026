import text from "./picking.md" with { type: "text" };
import { drawnBy, type Grading, shown, task, told } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { Levels, Picked, Picking, Table } from "../given.ts";
import { asking, unlike } from "./saying.ts";
import { drawLevels, inLines, list, tell } from "./table_words.ts";

interface Case {
  readonly levels: Levels;
  readonly level: number;
  /** The name of the table to begin with. */
  readonly start: string;
  readonly mostBytes: number;
}

export const picking = task<Answers>(text, ({ picking }, grading) => {
  grading.forAll(cases(grading), (each) => judge(picking, each, grading), smaller);
  grading.forAll(turns(grading), ([tables, after]) => {
    const asked = `level 1: ${list(tables)}; the last compaction ended ${
      after === undefined ? "nowhere yet" : `at ${after}`
    }. Which is next?`;
    const why =
      "all tables of a level have their turn, from its first key to its last, and then from the first again";
    const must = tables.find(({ largest }) => after === undefined || largest > after) ?? tables[0]!;
    const came = asking(
      grading,
      () => ({ asked, must: tell(must), why }),
      () => picking.next(shown(tables), after),
    );
    if (came?.name === must.name) return;
    unlike({
      asked,
      came: came?.name === undefined ? told(came) : tell(came),
      must: tell(must),
      why,
    });
  });
});

function* cases(grading: Grading): Generator<Case> {
  for (
    const each of drawnBy(grading, 2500, "levels", (random, at): Case | undefined => {
      const levels = drawLevels(random, 1 + at % 6),
        level = random.below(4),
        tables = levels[level]!;
      if (tables.length === 0) return undefined;
      const start = tables[random.below(tables.length)]!.name;
      return { levels, level, start, mostBytes: 10 * random.below(5) };
    })
  ) if (each !== undefined) yield each;
  // A key that has so many versions that they fill tables.
  const hot = Array.from({ length: 40 }, (_, i): Table => ({
    name: `t${i}`,
    smallest: "k",
    largest: i === 39 ? "m" : "k",
    bytes: 10,
  }));
  yield { levels: [hot, [], []], level: 0, start: "t39", mostBytes: 0 };
  yield { levels: [[], hot, []], level: 1, start: "t2", mostBytes: 0 };
}

function* turns(grading: Grading): Generator<readonly [readonly Table[], string | undefined]> {
  for (const { levels } of cases(grading)) {
    const tables = levels[1]!.slice(0, 4);
    if (tables.length === 0 || tables.length > 3) continue;
    for (const after of [undefined, ..."ABDFHabdgz"]) yield [tables, after];
  }
}

function* smaller(given: Case): Generator<Case> {
  for (const [level, tables] of given.levels.entries()) {
    for (const [at, { name }] of tables.entries()) {
      if (name === given.start) continue;
      yield { ...given, levels: given.levels.with(level, tables.toSpliced(at, 1)) };
    }
  }
  if (given.mostBytes > 0) yield { ...given, mostBytes: 0 };
}

const overlap = (a: Table, b: Pick<Table, "smallest" | "largest">) =>
  a.smallest <= b.largest && b.smallest <= a.largest;

/** Tables are taken until no more must be. */
function right({ levels, level, start, mostBytes }: Case): Picked {
  const tables = levels[level]!, taken = new Set(tables.filter(({ name }) => name === start));
  for (let before = 0; before < taken.size;) {
    before = taken.size;
    for (const [at, table] of tables.entries()) {
      if (tables.some((newer, i) => taken.has(newer) && isOlder(table, at, newer, i, level))) {
        taken.add(table);
      }
    }
  }
  const from = tables.filter((table) => taken.has(table));
  const hull = {
    smallest: from.map((each) => each.smallest).sort()[0]!,
    largest: from.map((each) => each.largest).sort().at(-1)!,
  };
  const to = (levels[level + 1] ?? []).filter((table) => overlap(table, hull));
  const below = (levels[level + 2] ?? []).filter((table) => overlap(table, hull));
  const bytes = below.reduce((sum, table) => sum + table.bytes, 0);
  return { from, to, isMove: from.length === 1 && to.length === 0 && bytes <= mostBytes };
}

/** Whether a table of this level may have older versions of a key that another has. */
function isOlder(table: Table, at: number, newer: Table, i: number, level: number): boolean {
  return level === 0 ? at < i && overlap(table, newer) : at > i && overlap(table, newer);
}

const inWords = ({ from, to, isMove }: Picked) =>
  `of its level ${list(from)}; of the next ${list(to)}; ${isMove ? "moved" : "merged"}`;

const TAKES = "what is older than something that goes below goes along (section 17.9)";

function judge(picking: Picking, given: Case, grading: Grading): void {
  const { levels, level, start, mostBytes } = given, must = right(given);
  const table = levels[level]!.find(({ name }) => name === start)!;
  const below = (levels[level + 2] ?? []).reduce((sum, { bytes }) => sum + bytes, 0);
  const asked =
    `level ${level} is compacted, beginning with ${
      tell(table)
    }; a table is moved over ${mostBytes} bytes at most, ` +
    `and level ${level + 2} has ${below} in all:\n${inLines(levels)}`;
  const came = asking(
    grading,
    () => ({ asked, must: inWords(must), why: TAKES }),
    () => picking.inputs(shown(levels), level, shown(table), mostBytes),
  );
  const parts = Object(came) as Picked;
  if (!Array.isArray(parts.from) || !Array.isArray(parts.to)) {
    unlike({ asked, came: told(came), must: inWords(must), why: "that is what is asked for" });
  }
  const fails = (why: string) => unlike({ asked, came: inWords(came), must: inWords(must), why });
  const names = (tables: readonly Table[]) => tables.map((each) => each?.name);
  const lacks = must.from.find(({ name }) => !names(came.from).includes(name));
  if (lacks !== undefined) {
    fails(
      `${
        tell(lacks)
      } may have older versions of a key that goes below it: whoever reads that key finds them first ` +
        "(LevelDB issue 184; section 17.9)",
    );
  }
  if (names(came.from).join() !== names(must.from).join()) {
    fails(
      "no other table of the level has older versions of what goes below; each is taken once, in its order",
    );
  }
  if (names(came.to).join() !== names(must.to).join()) {
    fails(
      "what is written reaches from the least key to the greatest, and tables of a level do not overlap",
    );
  }
  if (came.isMove !== must.isMove) {
    fails(
      "a table is moved if it is alone, nothing of the next level is taken, and it does not " +
        "overlap with too much of the " +
        "level after that",
    );
  }
}
