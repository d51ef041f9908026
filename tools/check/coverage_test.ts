import { assert, assertEquals } from "@std/assert";
import { percent, readLcov, runs } from "./coverage.ts";
import { dropUnfinished, judgeCoverage } from "./coverage_step.ts";

const lcov = `SF:/book/lib/a.ts
FN:1,f
DA:1,3
DA:2,0
DA:3,1
DA:4,12
LH:3
LF:4
end_of_record
SF:/book/lib/b.ts
DA:7,0
end_of_record
`;

Deno.test("a report is read file by file, and lines are counted over all files", () => {
  const files = readLcov(lcov);
  assertEquals(files, [
    { path: "/book/lib/a.ts", lines: 4, hit: 3 },
    { path: "/book/lib/b.ts", lines: 1, hit: 0 },
  ]);
  assertEquals(percent(files), 60);
  assertEquals(percent([]), 0);
});

Deno.test("too little coverage fails, and thin files are named", () => {
  const thin = { path: "lib/thin.ts", lines: 10, hit: 7 };
  const thick = { path: "lib/thick.ts", lines: 100, hit: 100 };
  const good = judgeCoverage("x", [thick, thin], []);
  assertEquals([good.passed, good.failures.length], [1, 0]);
  assertEquals(good.note, "97.3% of lines; lib/thin.ts 70%");
  const bad = judgeCoverage("x", [thin], []);
  assertEquals([bad.passed, bad.failures.length], [0, 1]);
  assert(bad.failures[0]!.text.includes("lib/thin.ts 70%"));
});

Deno.test("a module that no test loads fails, though it is in no report", () => {
  const thick = { path: "lib/thick.ts", lines: 100, hit: 100 };
  const result = judgeCoverage("x", [thick], ["lib/lonely.ts"]);
  assertEquals(result.failures.length, 1);
  assert(result.failures[0]!.text.includes("lib/lonely.ts is loaded by no test"));
  assertEquals(judgeCoverage("x", [], []).failures.length, 1);
});

Deno.test("types and re-exports do not run, functions and constants do", () => {
  assert(!runs(`/** A type. */\nexport interface A { f(): void }\nexport type B = "function";`));
  assert(!runs(`export * from "./a.ts";\nimport type { A } from "./a.ts";`));
  assert(runs(`export function f() {}`));
  assert(runs(`\nexport const limit = 3;`));
  assert(runs(`export async function f() {}`));
  assert(runs(`class A {}`));
});

Deno.test("profiles that a killed process left unfinished are dropped, and all others kept", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const files = { whole: '{"url":"x"}\n', empty: "", torn: '{"url":"x","functions":[{' };
    for (const [name, text] of Object.entries(files)) {
      Deno.writeTextFileSync(`${folder}/${name}.json`, text);
    }
    dropUnfinished(folder);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), ["whole.json"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
