import { assert, assertEquals, assertLess, assertRejects } from "@std/assert";
import { delay } from "@std/async";
import type { Planned } from "./plan/plan.ts";
import { ending, failure, line, shorten, summary } from "./report.ts";
import { type Done, type Listener, runPlanned } from "./schedule.ts";
import { type Finding, select, type Step } from "./step.ts";

const good = (unit: string): Finding => ({ unit, passed: 1, failures: [] });
const bad = (unit: string, text = "no"): Finding => ({
  unit,
  passed: 0,
  failures: [{ name: unit, text }],
});

/** A step whose units are well, unless `more` runs them otherwise. */
function planned(name: string, units: readonly string[], more: Partial<Step> = {}): Planned {
  const step: Step = {
    name,
    words: `words of ${name}`,
    units: () => [],
    run(units, found) {
      units.forEach((unit) => found(good(unit.name)));
      return Promise.resolve();
    },
    ...more,
  };
  return {
    step,
    units: units.map((unit) => ({ name: unit, reach: {} })),
    unchanged: 0,
    unchangedChecks: 0,
    elsewhere: 0,
  };
}

/** Units cost what their names end in, in seconds. */
function runAll(all: readonly Planned[], width: number, listener: Listener = {}): Promise<Done[]> {
  const known = () => ({
    costOf: ({ name }: { readonly name: string }) => Number(name.slice(1)),
    reachesOut: () => false,
  });
  return runPlanned(all, width, known, listener);
}

Deno.test("units run two at a time, quick and then costly ones first, and steps are told in order", async () => {
  const started: string[] = [];
  const told: string[] = [];
  let underWay = 0;
  let most = 0;
  const run: Step["run"] = async (units, found) => {
    started.push(units[0]!.name);
    most = Math.max(most, ++underWay);
    await delay(units[0]!.name === "a9" ? 30 : 1);
    underWay--;
    found(good(units[0]!.name));
  };
  const all = [
    planned("a", ["a1", "a9"], { run }),
    planned("b", ["b5"], { run }),
    planned("c", ["c1"], { run, quick: true }),
  ];
  const done = await runAll(all, 2, { done: (each) => told.push(each.planned.step.name) });
  assertEquals(started, ["c1", "a9", "b5", "a1"]);
  assertEquals(told, ["a", "b", "c"]);
  assertEquals(most, 2);
  assertEquals(summary(done), "4 passed, 0 failed");
});

Deno.test("a step waits for what it needs", async () => {
  const ended: string[] = [];
  const run: Step["run"] = async (units, found) => {
    await delay(units[0]!.name === "e1" ? 20 : 0);
    ended.push(units[0]!.name);
    found(good(units[0]!.name));
  };
  await runAll([
    planned("late", ["l9"], { run, needs: ["early"] }),
    planned("early", ["e1", "e2"], { run }),
  ], 2);
  assertLess(ended.indexOf("e1"), ended.indexOf("l9"));
  await assertRejects(() => runAll([planned("x", ["x1"], { needs: ["x"] })], 2));
});

Deno.test("a step that throws has failed in what it had not told yet, and the others still run", async () => {
  const run: Step["run"] = (units, found) => {
    found({ ...good(units[0]!.name), passed: 7 });
    return Promise.reject(new Error("no disk"));
  };
  const all = [
    planned("a", ["a1", "a2"], { run, batches: (units) => [units] }),
    planned("b", ["b1"]),
  ];
  const heard: string[] = [];
  const done = await runAll(all, 1, { found: (_, unit) => void heard.push(unit.name) });
  assertEquals(heard.sort(), ["a1", "a2", "b1"]);
  assertEquals(summary(done), "8 passed, 1 failed");
  assert(failure(done[0]!).includes("* a2\nno disk"));
  assertEquals(failure(done[1]!), "");
});

Deno.test("what failed is named again in the last lines, above the count", async () => {
  const run: Step["run"] = (units, found) => {
    units.forEach(({ name }) => found(bad(name, name === "a3" ? "other" : "same")));
    return Promise.resolve();
  };
  const [done] = await runAll([planned("a", ["a3", "a2", "a1"], { run })], 1);
  const skipped = { ...done!, planned: { ...done!.planned, unchanged: 2, unchangedChecks: 30 } };
  assertEquals(ending([skipped]).split("\n"), [
    "30 more passed before, and nothing of them changed",
    "FAILED  a: a3",
    "FAILED  a: a2",
    "FAILED  a: a1",
    "0 passed, 3 failed",
  ]);
  assertEquals(failure(done!), "\n--- a: words of a\n* a3\nother\n\n* a2\n* a1\nsame\n");
});

Deno.test("one line tells a step, what ran, what did not, and the time", async () => {
  const run: Step["run"] = (units, found) => {
    found({ ...good(units[0]!.name), passed: 3, ignored: 2, note: "99%" });
    return Promise.resolve();
  };
  const [done] = await runAll([planned("unit", ["u1"], { run })], 1);
  const timed = { ...done!, elapsedMs: 1234 };
  const well = line({ ...timed, planned: { ...timed.planned, unchanged: 4, elsewhere: 5 } });
  assert(
    /^ok +unit +words of unit: 99%; 3 passed, 2 ignored; 4 unchanged; 5 in other shards +1\.2 s$/
      .test(well),
    well,
  );
  const failed = line({ ...timed, findings: [bad("u1")] });
  assert(/^FAIL +unit +words of unit +1\.2 s$/.test(failed), failed);
});

Deno.test("steps are selected by their names, with what they need", () => {
  const steps = ["a", "b", "c"].map((name) =>
    planned(name, [], name === "c" ? { needs: ["a"] } : {}).step
  );
  const names = (...wanted: string[]) => select(steps, wanted).map(({ name }) => name);
  assertEquals(names("c"), ["a", "c"]);
  assertEquals(names("c", "b"), ["a", "b", "c"]);
  assertEquals(names("nothing"), []);
});

Deno.test("a long text keeps its first and last lines", () => {
  assertEquals(shorten("1\n2\n3\n4\n5\n6", 4), "1\n2\n… 2 lines …\n5\n6");
  assertEquals(shorten("1\n2\n", 4), "1\n2");
});
