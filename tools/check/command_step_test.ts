import { assert, assertEquals } from "@std/assert";
import { command, judge } from "./command_step.ts";

Deno.test("a command that ends well is one check", () => {
  const finding = judge("lint", { code: 0, text: "Checked 3 files\n", tookMs: 7 });
  assertEquals(finding, { unit: "lint", passed: 1, failures: [], tookMs: 7 });
});

Deno.test("a command that ends badly has failed, and what it said is shown", () => {
  const { passed, failures } = judge("lint", { code: 2, text: "error: no\n", tookMs: 7 });
  assertEquals(passed, 0);
  assertEquals(failures, [{ name: "lint", text: "error: no\n(exit code 2)" }]);
});

Deno.test("a command that was stopped says so in its name", () => {
  const { failures } = judge("01-replay", {
    code: 137,
    text: "",
    tookMs: 7,
    stopped: "it did nothing",
  });
  assertEquals(failures.map(({ name }) => name), ["01-replay was stopped: it did nothing"]);
});

Deno.test("a script that is not there is a failed check, told without a backtrace", async () => {
  const { passed, failures } = await command("x", "run", "no/such/script.ts");
  assertEquals([passed, failures.length], [0, 1]);
  assert(failures[0]!.text.includes("Module not found"), failures[0]!.text);
  assert(!failures[0]!.text.includes("<unknown>"), failures[0]!.text);
});
