/** Test files that do what no test file should, and others beside them that must not suffer for it. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Finding } from "../step.ts";
import { cpuOf } from "../../process/cpu.ts";
import type { Limits } from "../watch/watch.ts";
import { runTests } from "./run.ts";

const hasProc = cpuOf(Deno.pid) !== undefined;
const limits: Limits = { cpuMs: 60_000, stallMs: 60_000, wallMs: 300_000 };
const fine = (name: string) => `Deno.test("${name}", () => {});\n`;

/** Runs these files as one batch, and gives what was found of each, in the order of the files. */
async function run(
  files: Readonly<Record<string, string>>,
  more: Partial<Limits> = {},
): Promise<Finding[]> {
  const folder = await Deno.makeTempDir({ prefix: "fixture-" });
  try {
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    const found: Finding[] = [];
    await runTests(
      Object.keys(files),
      { limits: { ...limits, ...more }, addressOf: (name) => `file://${folder}/${name}` },
      (finding) => found.push(finding),
    );
    const names = Object.keys(files);
    assertEquals(found.map(({ unit }) => unit).sort(), names.toSorted(), "each is told once");
    return found.sort((a, b) => names.indexOf(a.unit) - names.indexOf(b.unit));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** The counts of passed tests, and the names of those that failed. */
function told(findings: readonly Finding[]): [number, ...string[]][] {
  return findings.map(({ passed, failures }) => [passed, ...failures.map(({ name }) => name)]);
}

Deno.test("files of a batch are counted each for itself, and a failed test is named with its file", async () => {
  const findings = await run({
    "a.ts": fine("one") + fine("two") + `Deno.test.ignore("later", () => {});`,
    "b.ts": fine("before") + `Deno.test("wrong", () => { throw new Error("no"); });` +
      fine("after"),
    "c.ts": `Deno.test("outer", async (t) => {
      await t.step("inner", () => {});
      await t.step("wrong", () => { throw new Error("no"); });
    });`,
    "d.ts": "export const helper = 1;",
  });
  assertEquals(told(findings), [[2], [2, "b.ts: wrong"], [1, "c.ts: outer > wrong"], [0]]);
  assertEquals(findings[0]!.ignored, 1);
  assertStringIncludes(findings[1]!.failures[0]!.text, "Error: no");
});

Deno.test({
  name: "a file that spins is stopped and named, and its neighbours' results are kept",
  ignore: !hasProc,
  async fn() {
    const findings = await run({
      "a.ts": fine("one"),
      "b.ts": fine("begins well") + `Deno.test("spins", () => { for (;;); });` + fine("never"),
      "c.ts": fine("three"),
    }, { cpuMs: 1_500 });
    const words = 'b.ts was stopped after "begins well": it took more than 1.5 s of CPU time';
    assertEquals(told(findings), [[1], [1, words], [1]]);
  },
});

Deno.test({
  name: "a file that spins while it is loaded is found among its neighbours",
  ignore: !hasProc,
  async fn() {
    const findings = await run({
      "a.ts": fine("one"),
      "b.ts": fine("never") + "for (;;);",
      "c.ts": fine("three"),
    }, { cpuMs: 1_500 });
    assertEquals(told(findings).map(([passed]) => passed), [1, 0, 1]);
    assertStringIncludes(
      told(findings)[1]![1]!,
      "b.ts was stopped before any test of it had ended",
    );
  },
});

Deno.test({
  name: "a file that waits for ever is stopped, too",
  ignore: !hasProc,
  async fn() {
    const waits = "new Promise((resolve) => setTimeout(resolve, 1e8))";
    const findings = await run({
      "a.ts": fine("one") + `Deno.test("waits", () => ${waits});`,
      "b.ts": fine("two"),
    }, { stallMs: 6_000 });
    assertEquals(told(findings), [
      [1, 'a.ts was stopped after "one": it has done nothing for 6 s'],
      [1],
    ]);
  },
});

Deno.test("a file that cannot be loaded fails alone", async () => {
  const findings = await run({
    "a.ts": fine("one"),
    "b.ts": `throw new Error("not today");`,
    "c.ts": `import "./none.ts";`,
    "d.ts": "const x = ;",
    "e.ts": fine("five"),
  });
  assertEquals(told(findings), [
    [1],
    [0, "b.ts: the file is loaded"],
    [0, "c.ts: the file is loaded"],
    [0, "d.ts: the file is loaded"],
    [1],
  ]);
  assertStringIncludes(findings[1]!.failures[0]!.text, "not today");
  assertStringIncludes(findings[2]!.failures[0]!.text, "none.ts");
});

Deno.test("an error outside of any test ends its file, in words, and the files after it run", async () => {
  const late = `Deno.test("ends", async () => {
    setTimeout(() => { throw new Error("too late"); }, 1);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  });\n`;
  const findings = await run({
    "a.ts": fine("one"),
    "b.ts": fine("two") + late + fine("never"),
    "c.ts": fine("three"),
  });
  assertEquals(told(findings).map(([passed]) => passed), [1, 1, 1]);
  assertEquals(findings[1]!.failures.map(({ name }) => name), ['b.ts broke off after "two"']);
  assertStringIncludes(findings[1]!.failures[0]!.text, "too late");
});

Deno.test("a file that brings its process down is named, and the files after it run", async () => {
  const findings = await run({
    "a.ts": fine("one"),
    "b.ts": fine("two") + `Deno.test("falls", () => process.abort());`,
    "c.ts": fine("three"),
  });
  assertEquals(told(findings).map(([passed]) => passed), [1, 1, 1]);
  assertStringIncludes(told(findings)[1]![1]!, 'b.ts broke off after "two"');
  assert(findings[0]!.failures.length + findings[2]!.failures.length === 0);
});
