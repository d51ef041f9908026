import { assert, assertEquals } from "@std/assert";
import { changed, type Levels, type PlacedTable, problemsOf, tablesOf } from "../levels.ts";
import { type Job, type Limits, objections, type Policy } from "./job.ts";
import { lazyLevelled } from "./lazy_levelled.ts";
import { capacityOf, levelled } from "./levelled.ts";
import { mostRuns, tiered } from "./tiered.ts";

const limits: Limits = { compactAt: 2, slowAt: 3, stopAt: 4, level1Bytes: 40, ratio: 3 };

function table(name: string, smallest: number, largest: number, bytes = 10): PlacedTable {
  return {
    name,
    bytes,
    entries: 1,
    tombstones: 0,
    ranges: 0,
    smallest: Uint8Array.of(smallest),
    largest: Uint8Array.of(largest),
    leastSequence: 1,
    greatestSequence: 1,
  };
}

/** Flushes tables one after another, and does what the policy says until it says nothing. */
function run(policy: Policy, flushes: number): { levels: Levels; written: number; jobs: Job[] } {
  let levels: Levels = [], next = 1, written = 0;
  const jobs: Job[] = [];
  for (let i = 0; i < flushes; i++) {
    const number = next++, from = i * 37 % 100;
    const flushed = table(`${number}`, from, from + 60);
    levels = changed(levels, new Set(), [{ place: { level: 0, run: number }, table: flushed }]);
    for (let job = policy(levels, limits); job !== undefined; job = policy(levels, limits)) {
      const { inputs, level } = job;
      assertEquals(objections(levels, job), []);
      const taken = levels.flatMap(tablesOf).filter(({ name }) => inputs.has(name));
      const bytes = taken.reduce((sum, one) => sum + one.bytes, 0);
      const least = Math.min(...taken.map(({ smallest }) => smallest[0]!));
      const most = Math.max(...taken.map(({ largest }) => largest[0]!));
      const width = Math.max(1, Math.floor((most - least) / Math.ceil(bytes / 20)));
      const added = [];
      const run = job.run ?? next++;
      for (let at = least; at <= most; at += width + 1) {
        const piece = table(`${next++}`, at, Math.min(most, at + width), 15);
        added.push({ place: { level, run }, table: piece });
      }
      levels = changed(levels, inputs, added);
      assertEquals(problemsOf(levels), []);
      jobs.push(job);
      written += added.length * 15;
      assert(jobs.length < 50 * flushes, "the policy never ends");
    }
  }
  return { levels, written, jobs };
}

Deno.test("levelled: in the end every level below 0 is one run within its size", () => {
  const { levels, jobs } = run(levelled, 60);
  assert(levels.length > 2 && jobs.some(({ level }) => level === 2));
  for (const [i, level] of levels.entries()) {
    assert(i === 0 ? level.length < limits.compactAt : level.length <= 1);
    const bytes = tablesOf(level).reduce((sum, one) => sum + one.bytes, 0);
    assert(i === 0 || bytes <= capacityOf(i, limits), `level ${i} has ${bytes} bytes`);
  }
});

Deno.test("tiered: in the end no level has all its runs", () => {
  const { levels } = run(tiered, 59);
  assert(levels.length > 2 && levels.some((level) => level.length > 1));
  for (const [i, level] of levels.entries()) assert(level.length < mostRuns(i, limits));
});

Deno.test("lazy levelling: the last level is one run, the others are tiered", () => {
  const { levels } = run(lazyLevelled, 60);
  assert(levels.length > 2);
  assertEquals(levels.at(-1)!.length, 1);
  for (const [i, level] of levels.entries()) assert(level.length < mostRuns(i, limits) || i > 0);
});

Deno.test("a store may change its policy: each takes over what another left", () => {
  for (const policy of [levelled, tiered, lazyLevelled]) {
    for (const left of [levelled, tiered, lazyLevelled]) {
      let { levels } = run(left, 25), number = 1000;
      for (let jobs = 0;; jobs++) {
        const job = policy(levels, limits);
        if (job === undefined) break;
        assertEquals(objections(levels, job), []);
        assert(jobs < 100, `${policy.name} after ${left.name} never ends`);
        const taken = levels.flatMap(tablesOf).filter(({ name }) => job.inputs.has(name));
        const name = `${number++}`,
          merged = {
            ...table(name, 0, 0, taken.reduce((sum, one) => sum + one.bytes, 0)),
            smallest: taken.map(({ smallest }) => smallest).sort((a, b) => a[0]! - b[0]!)[0]!,
            largest: taken.map(({ largest }) => largest).sort((a, b) => b[0]! - a[0]!)[0]!,
          };
        const place = { level: job.level, run: job.run ?? number++ };
        levels = changed(levels, job.inputs, [{ place, table: merged }]);
        assertEquals(problemsOf(levels), []);
      }
    }
  }
});

Deno.test("levelled: of a level the table that overlaps least below is taken", () => {
  const levels: Levels = [[], [{
    number: 1,
    tables: [
      table("a", 0, 9),
      table("b", 20, 29),
      table("c", 40, 49),
      table("d", 60, 69),
      table("e", 80, 89),
    ],
  }], [{ number: 2, tables: [table("x", 0, 25), table("y", 41, 42), table("z", 85, 99)] }]];
  assertEquals(levelled(levels, limits), { inputs: new Set(["d"]), level: 2, run: 2 });
});

Deno.test("a job that would put new above old the other way round is told why not", () => {
  const levels: Levels = [
    [{ number: 9, tables: [table("new", 0, 9)] }, { number: 8, tables: [table("old", 5, 14)] }],
    [{ number: 7, tables: [table("oldest", 8, 20), table("far", 30, 40)] }],
  ];
  const why = (inputs: string[], level: number, run?: number) =>
    objections(levels, { inputs: new Set(inputs), level, ...(run === undefined ? {} : { run }) });
  assertEquals(why(["new", "old", "oldest"], 1, 7), []);
  assertEquals(
    why(["new"], 1, 7),
    [
      "old would change places with new",
      "oldest of the run that grows lies between the inputs",
    ].filter((one) => one.startsWith("old ") || one.startsWith("oldest")),
  );
  assertEquals(why(["oldest", "far"], 2), []);
  assertEquals(why(["new", "oldest"], 2).length > 0, true);
  assertEquals(why(["nothing"], 2), ["an input is not there"]);
});
