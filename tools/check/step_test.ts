import { assert, assertEquals, assertLess, assertRejects } from "@std/assert";
import { delay } from "@std/async";
import { failure, line, shorten, summary } from "./report.ts";
import { type Done, type Result, runSteps, select, type Step } from "./step.ts";

const good: Result = { passed: 1, failed: 0 };

function step(name: string, run: () => Promise<Result>, more: Partial<Step> = {}): Step {
  return { name, words: `words of ${name}`, run, ...more };
}

Deno.test("steps run two at a time, long ones first, and are told in the order of the list", async () => {
  const started: string[] = [];
  const told: string[] = [];
  let underWay = 0;
  let most = 0;
  const steps = ["a", "b", "c", "d"].map((name) =>
    step(name, async () => {
      started.push(name);
      most = Math.max(most, ++underWay);
      await delay(name === "a" ? 20 : 1);
      underWay--;
      return good;
    }, { long: name === "d" })
  );
  const done = await runSteps(steps, 2, ({ step }) => told.push(step.name));
  assertEquals(started, ["d", "a", "b", "c"]);
  assertEquals(told, ["a", "b", "c", "d"]);
  assertEquals(most, 2);
  assertEquals(summary(done), "4 passed, 0 failed");
});

Deno.test("a step waits for what it needs", async () => {
  const ended: string[] = [];
  const note = (name: string, ms: number) => async () => {
    await delay(ms);
    ended.push(name);
    return good;
  };
  const steps = [
    step("late", note("late", 0), { needs: ["early"] }),
    step("early", note("early", 10)),
  ];
  await runSteps(steps, 2, () => {});
  assertLess(ended.indexOf("early"), ended.indexOf("late"));
  await assertRejects(() => runSteps([step("x", note("x", 0), { needs: ["y"] })], 2, () => {}));
});

Deno.test("a step that throws has failed, and the others still run", async () => {
  const steps = [
    step("broken", () => Promise.reject(new Error("no disk"))),
    step("fine", () => Promise.resolve({ passed: 7, failed: 0, note: "7 tests" })),
  ];
  const done = await runSteps(steps, 1, () => {});
  assertEquals(summary(done), "7 passed, 1 failed");
  assert(failure(done[0]!).includes("no disk"));
  assertEquals(failure(done[1]!), "");
});

Deno.test("one line tells a step, its note and its time", () => {
  const done: Done = {
    step: step("unit", () => Promise.resolve(good)),
    result: good,
    elapsedMs: 1234,
  };
  assert(/^ok +unit +words of unit +1\.2 s$/.test(line(done)), line(done));
  const failed = { ...done, result: { passed: 0, failed: 2, note: "2 of 2" } };
  assert(/^FAIL +unit +words of unit: 2 of 2 +1\.2 s$/.test(line(failed)), line(failed));
});

Deno.test("a step is selected by its name, with what it needs", () => {
  const run = () => Promise.resolve(good);
  const steps = [step("a", run), step("b", run), step("c", run, { needs: ["a"] })];
  assertEquals(select(steps, "c").map(({ name }) => name), ["a", "c"]);
  assertEquals(select(steps, "b").map(({ name }) => name), ["b"]);
  assertEquals(select(steps, "nothing"), []);
});

Deno.test("a long text keeps its first and last lines", () => {
  assertEquals(shorten("1\n2\n3\n4\n5\n6", 4), "1\n2\n… 2 lines …\n5\n6");
  assertEquals(shorten("1\n2\n", 4), "1\n2");
});
