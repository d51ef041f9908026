import { assertEquals } from "@std/assert";
import { recordOf } from "./record.ts";
import type { Finding, Step, Unit } from "./step.ts";

const step: Step = { name: "unit", words: "", units: () => [], run: () => Promise.resolve() };
const unit: Unit = { name: "lib/a_test.ts", reach: {} };
const good: Finding = { unit: unit.name, passed: 3, failures: [] };
const bad: Finding = { ...good, failures: [{ name: "a", text: "no" }] };

/** What is on the record in a later run, when the files are as `later` says. */
async function remembered(finding: Finding, before: string, after: string, later: string) {
  const root = await Deno.makeTempDir({ prefix: "record-" });
  try {
    let files = before;
    const record = recordOf(root, { of: () => files });
    record.note(step, unit);
    files = after;
    await record.keep(step, unit, finding);
    const next = recordOf(root, { of: () => later });
    next.note(step, unit);
    return await next.lastPass(step, unit);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("what passed is remembered as long as nothing has changed", async () => {
  assertEquals(await remembered(good, "1", "1", "1"), 3);
  assertEquals(await remembered(good, "1", "1", "2"), undefined);
});

Deno.test("a failure is never taken for a pass", async () => {
  assertEquals(await remembered(bad, "1", "1", "1"), undefined);
});

Deno.test("what passed while a file was written is not remembered, as before or as after", async () => {
  assertEquals(await remembered(good, "1", "2", "1"), undefined);
  assertEquals(await remembered(good, "1", "2", "2"), undefined);
});
