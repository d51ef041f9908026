import text from "./manifest.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { isLacking } from "hb/grade/lacking.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Edit, Levels, Manifest, Table } from "../given.ts";
import { installs } from "./installing.ts";
import { asking, unlike } from "./saying.ts";
import { drawLevels, inLines, letter, tell } from "./table_words.ts";

interface Case {
  readonly levels: Levels;
  readonly edit: Edit;
}

export const manifest = task<Answers>(text, ({ manifest }, grading) => {
  grading.forAll(
    drawnBy(grading, 2000, "edits", aCase),
    (each) => judge(manifest, each, grading),
    smaller,
  );
  installs(manifest, grading);
});

function aCase(random: Random, at: number): Case {
  const levels = drawLevels(random, at % 10 === 9 ? 9 : 1 + at % 3).slice(0, 3);
  const there = levels.flatMap((tables, level) => tables.map((table) => ({ level, table })));
  const removed = there.filter(() => random.chance(0.3)).map(({ level, table: { name } }) => ({
    level: random.chance(0.06) ? (level + 1) % 3 : level,
    name: random.chance(0.04) ? "t99" : name,
  }));
  if (removed.length > 0 && random.chance(0.05)) removed.push(removed[0]!);
  const added = Array.from({ length: random.below(4) }, (_, i) => {
    const from = random.below(14), to = from + random.below(4) - (random.chance(0.05) ? 1 : 0);
    const name = there.length > 0 && random.chance(0.15)
      ? there[random.below(there.length)]!.table.name
      : `n${random.chance(0.06) ? 0 : i}`;
    const [smallest, largest] = [letter(from), letter(to)];
    const table: Table = { name, smallest, largest, bytes: 10 };
    return {
      level: random.chance(0.06)
        ? [-1, 1.5][random.below(2)]!
        : random.below(4) + (random.chance(0.1) ? 3 : 0),
      table,
    };
  });
  return { levels, edit: { removed, added } };
}

function* smaller({ levels, edit }: Case): Generator<Case> {
  for (const field of ["removed", "added"] as const) {
    for (let at = 0; at < edit[field].length; at++) {
      yield { levels, edit: { ...edit, [field]: (edit[field] as unknown[]).toSpliced(at, 1) } };
    }
  }
  for (const [level, tables] of levels.entries()) {
    for (let at = 0; at < tables.length; at++) {
      yield { levels: levels.with(level, tables.toSpliced(at, 1)), edit };
    }
  }
}

/** The levels after the edit, or why it is refused. */
function right({ levels, edit: { removed, added } }: Case): Levels | string {
  const rows = levels.flatMap((tables, level) => tables.map((table) => ({ level, table })));
  for (const { level, name } of removed) {
    const at = rows.findIndex((row) => row.level === level && row.table.name === name);
    if (at < 0) return `it removes ${name} of level ${level}, which is not there`;
    rows.splice(at, 1);
  }
  for (const { level, table } of added) {
    if (!Number.isInteger(level) || level < 0) return `it adds to level ${level}`;
    if (table.smallest > table.largest) {
      return `it adds ${tell(table)}, which ends before it begins`;
    }
    if (rows.some((row) => row.table.name === table.name)) {
      return `it adds ${table.name}, which is there`;
    }
    rows.push({ level, table });
  }
  const after: Table[][] = [];
  for (const { level, table } of rows) {
    while (after.length <= level) after.push([]);
    after[level]!.push(table);
  }
  for (const [level, tables] of after.entries()) {
    if (level === 0) continue;
    tables.sort((a, b) => `${a.smallest}${a.largest}` < `${b.smallest}${b.largest}` ? -1 : 1);
    for (const [i, table] of tables.slice(1).entries()) {
      if (tables[i]!.largest > table.smallest) {
        return `in level ${level}, ${tell(tables[i]!)} and ${tell(table)} overlap after it`;
      }
    }
  }
  return after;
}

/** Empty levels at the end are no matter, nor is the order of tables of the same keys. */
const lines = (levels: Levels) =>
  inLines(levels.slice(0, levels.findLastIndex((tables) => tables.length > 0) + 1)) ||
  "     no tables";

const NOTHING_WRONG = "the edit contradicts neither the levels nor itself";

function judge(manifest: Manifest, given: Case, grading: Grading): void {
  const must = right(given), { levels, edit: { removed, added } } = given;
  const words = [
    ...removed.map(({ level, name }) => `remove ${name} of level ${level}`),
    ...added.map(({ level, table }) => `add ${tell(table)} to level ${level}`),
  ];
  const asked = `${words.join("; ") || "an edit of nothing"}. The levels:\n${inLines(levels)}`;
  let came: Levels | undefined, thrown: unknown;
  try {
    came = manifest.apply(shown(levels), shown(given.edit));
  } catch (error) {
    if (isLacking(error)) throw error;
    thrown = error;
  }
  if (typeof must === "string") {
    if (thrown !== undefined) return;
    unlike({ asked, came: "it is applied", must: "it throws", why: must });
  }
  if (came === undefined || !Array.isArray(came)) {
    if (thrown !== undefined) {
      asking(grading, () => ({ asked, must: `\n${lines(must)}`, why: NOTHING_WRONG }), () => {
        throw thrown;
      });
    }
    unlike({ asked, came: "no levels", must: `\n${lines(must)}`, why: NOTHING_WRONG });
  }
  const isClear = must.every((tables, level) =>
    level === 0 ||
    new Set(tables.map((each) => each.smallest + each.largest)).size === tables.length
  );
  if (lines(came) === lines(must) || !isClear) return;
  unlike({
    asked,
    came: `\n${lines(came)}`,
    must: `\n${lines(must)}`,
    why: "what is removed is gone, what is added is there, newest last in level 0 and by keys in " +
      "the others (section 17.6)",
  });
}
