/** Nothing of the project escapes the checks, and what units are said to reach is all that they can. */

import { assert, assertEquals } from "@std/assert";
import { digestsOf } from "../../tools/graph/digest.ts";
import { addressOf, readGraph } from "../../tools/graph/graph.ts";
import { projectFiles } from "../../tools/graph/project_files.ts";
import { isTest } from "../../tools/check/layers.ts";
import { root } from "../../tools/check/repository.ts";
import type { Unit } from "../../tools/check/step.ts";
import { allSteps, checkedFolders } from "../../tools/check/steps.ts";
import { testFiles } from "../../tools/check/test_steps.ts";

const files = await projectFiles(root);
const steps = await Promise.all(
  allSteps(undefined).map(async (step) => ({ step, units: await step.units() })),
);
const unitsOf = (name: string) => steps.find(({ step }) => step.name === name)!.units;
const tests = ["architecture", "unit", "kits", "whole", "commands"].flatMap(unitsOf);

Deno.test("every test file is run by one step", () => {
  const nightly = files.filter((path) => path.endsWith("_test.ts"));
  assertEquals(tests.map(({ name }) => name).sort(), nightly.sort());
});

Deno.test("the types of every test file are checked, as its step does not check them", () => {
  assertEquals(tests.map(({ name }) => name).sort(), testFiles(checkedFolders).sort());
});

Deno.test("a plain deno test runs the files of its step", async () => {
  const { test } = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
  assertEquals(test.include, ["lib/**/*_test.ts", "exercises/**/*_test.ts"]);
  assertEquals(unitsOf("unit").map(({ name }) => name), testFiles(["lib", "exercises"]));
});

Deno.test("names of units are different within a step", () => {
  for (const { step, units } of steps) {
    assertEquals(new Set(units.map(({ name }) => name)).size, units.length, step.name);
  }
});

const modules = tests.flatMap(({ reach }) => [
  ...reach.modules ?? [],
  ...reach.outside?.modules ?? [],
]);
const graph = await readGraph(root, modules.map((path) => addressOf(root, path)));
const digests = digestsOf(root, files, graph);

/** Paths of the project that a test and its fixtures name in a text. */
function named({ name }: Unit): string[] {
  const own = digests.files({ modules: [name] }).filter((path) =>
    path === name || (path.startsWith("tests/") && !isTest(path))
  );
  const texts = own.flatMap((path) => [
    // What is imported is in the graph, and a type that is imported does not run.
    ...Deno.readTextFileSync(`${root}/${path}`).replace(/\bfrom\s+"[^"]*"/g, "").matchAll(
      /(["'`]|oot\}\/|\.\.\/)(\.?\w[\w-]*(?:\/[\w.-]+)*\.\w+)["'`]/g,
    ),
  ]);
  // A bare name, as "README.md", may be of any folder.
  const found = texts.filter(([, before, text]) => before!.length > 1 || text!.includes("/"))
    .map(([, , text]) => text!);
  return files.filter((path) => found.includes(path));
}

Deno.test("a file that a test names is among those that its digest is made of", () => {
  const reaching = tests.filter(({ reach }) => digests.reachesOut(reach));
  assert(reaching.length > 20, "tests that read files and start processes are known");
  for (const unit of reaching) {
    const known = new Set(digests.files(unit.reach));
    assertEquals(named(unit).filter((path) => !known.has(path)), [], unit.name);
  }
});

Deno.test("a plain test of the library depends on what it imports, and not on everything", () => {
  const unit = tests.find(({ name }) => name === "lib/model/clone_test.ts")!;
  const reached = digests.files(unit.reach);
  assert(reached.includes("lib/model/clone.ts") && !reached.includes("lib/sim/world.ts"));
});

Deno.test("a chapter depends on what its cells import and quote", () => {
  const [chapter] = unitsOf("chapters");
  const reached = chapter!.reach;
  assert(reached.files!.includes("chapters/01-replay.ipynb"));
  assert(reached.files!.includes("lib/model/protocol.ts"), "it is quoted");
  assert(reached.modules!.includes("lib/sim/world.ts"), "it is imported");
  assertEquals(reached.everything, false);
});
