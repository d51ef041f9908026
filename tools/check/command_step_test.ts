import { assert, assertEquals } from "@std/assert";
import { run } from "./command.ts";
import { command, judge } from "./command_step.ts";
import { judgeTests } from "./test_step.ts";

Deno.test("a command that ends well is one check, unless it counts its own", () => {
  assertEquals(judge({ code: 0, text: "Checked 3 files\n" }), { passed: 1, failed: 0 });
  assertEquals(judge({ code: 0, text: "part 1 ok\n12 passed, 0 failed\n" }), {
    passed: 12,
    failed: 0,
    note: "12 passed, 0 failed",
  });
});

Deno.test("a command that ends badly has failed, whatever it counted", () => {
  for (const text of ["error: no", "12 passed, 0 failed\n", ""]) {
    assertEquals(judge({ code: 1, text }).failed, 1, text);
  }
  const counted = judge({ code: 1, text: "10 passed, 2 failed\n" });
  assertEquals([counted.passed, counted.failed], [10, 2]);
  assertEquals(judge({ code: 0, text: "10 passed, 2 failed\n" }).failed, 2);
});

Deno.test("a script that is not there is a failed check, told without a backtrace", async () => {
  const result = await command("run", "no/such/script.ts");
  assertEquals([result.passed, result.failed], [0, 1]);
  assert(result.details?.includes("Module not found"), result.details);
  assert(!result.details?.includes("<unknown>"), result.details);
});

Deno.test("a command that hangs is stopped and has failed", async () => {
  const ended = await run(Deno.execPath(), ["eval", "setInterval(() => {}, 1000)"], 300);
  assert(ended.code !== 0);
  assert(ended.text.includes("took more than 0.3 s"), ended.text);
});

Deno.test("a run of tests counts each test", () => {
  const report = { passed: 5, ignored: 2, failures: [] };
  assertEquals(judgeTests(0, "", report), { passed: 5, failed: 0, note: "5 tests, 2 ignored" });
  const failures = [{ test: "a_test.ts: x", text: "Error: no" }];
  const failed = judgeTests(1, "", { ...report, failures });
  assertEquals([failed.passed, failed.failed], [5, 1]);
  assert(failed.details?.includes("a_test.ts: x\nError: no"), failed.details);
});

Deno.test("a run of tests that breaks off, or runs none, has failed", () => {
  const none = { passed: 0, ignored: 0, failures: [] };
  assertEquals(judgeTests(1, "error: type", undefined).failed, 1);
  assertEquals(judgeTests(1, "error: leak", { ...none, passed: 5 }).failed, 1);
  assertEquals(judgeTests(0, "", none).failed, 1);
  assertEquals(judgeTests(0, "", undefined).failed, 1);
});
