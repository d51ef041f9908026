/** Everything that checks the project, step by step. @module */

import { chapterUnits, runChapter } from "./chapters_step.ts";
import { command } from "./command_step.ts";
import { coverage } from "./coverage_step.ts";
import { docs } from "./docs_step.ts";
import { exampleUnits, runExamples } from "./examples_step.ts";
import { exerciseUnits, runExercise } from "./exercises_step.ts";
import { isTest } from "./layers.ts";
import { sourceFiles } from "./repository.ts";
import type { Finding, Step } from "./step.ts";
import { testStep } from "./test_steps.ts";

/** The folders whose modules the project's own configuration resolves; all test files are in them. */
export const checkedFolders = ["bench", "exercises", "lib", "solutions", "tests", "tools"];

/** The tests of what readers, students and teachers run. */
const commandFolders = ["grading", "learning", "package", "commands"].map((name) =>
  `tests/${name}`
);

/** The folders below `tests/` whose tests run without their lines being counted. */
export const uncounted: readonly string[] = [
  "tests/architecture",
  "tests/kits",
  "tests/conformance",
  ...commandFolders,
];

/**
 * The steps in the order of the report. `profiles` is a folder for profiles of coverage; without it, none
 * are written, and coverage cannot be measured.
 */
export function allSteps(profiles: string | undefined): Step[] {
  const folderOf = (name: string) =>
    profiles === undefined ? {} : { coverage: `${profiles}/${name}` };
  return [
    single("format", "deno fmt", (unit) => command(unit, "fmt", "--check"), { quick: true }),
    single("lint", "deno lint", (unit) => command(unit, "lint"), { quick: true }),
    single(
      "docs",
      "every export of lib/ is documented",
      (unit) => docs(unit, libModules()),
      { quick: true },
    ),
    single(
      "types",
      "deno check",
      // The site has packages of its own, and VitePress compiles it when it builds the book.
      (unit) => command(unit, "check", "--frozen", "--quiet", ...checkedFolders),
    ),
    {
      name: "examples",
      words: "examples in the docs of lib/",
      units: () => exampleUnits(libModules()),
      batches: (units) => [units],
      run: runExamples,
    },
    testStep({
      name: "architecture",
      words: "tests/architecture",
      folders: ["tests/architecture"],
      allowed: true,
    }),
    testStep({
      name: "unit",
      words: "a plain deno test",
      folders: ["lib", "exercises"],
      allowed: false,
      ...folderOf("unit"),
    }),
    // Long runs of what other tests cover: written down line by line they take four times as long.
    testStep({
      name: "kits",
      words: "tests/kits, tests/conformance",
      folders: ["tests/kits", "tests/conformance"],
      allowed: true,
    }),
    testStep({
      name: "whole",
      words: "tests/",
      folders: ["tests"],
      but: uncounted,
      allowed: true,
      ...folderOf("whole"),
    }),
    // What they try runs in processes of their own, where no lines are counted.
    testStep({
      name: "commands",
      words: "tests of the commands, tools/",
      folders: [...commandFolders, "tools"],
      allowed: true,
    }),
    single(
      "coverage",
      "lines of lib/ that tests run",
      (unit) => coverage(unit, [`${profiles}/unit`, `${profiles}/whole`], libModules()),
      { needs: ["unit", "whole"], whole: true },
    ),
    single(
      "chapter-code",
      "types and lint of the chapters",
      (unit) => command(unit, "run", "-A", "tools/tangle.ts", "--check"),
    ),
    {
      name: "chapters",
      words: "chapters again, byte for byte",
      units: chapterUnits,
      async run(units, found) {
        for (const unit of units) found(await runChapter(unit));
      },
    },
    {
      name: "exercises",
      words: "stubs, solutions and mutants",
      units: exerciseUnits,
      async run(units, found) {
        for (const unit of units) found(await runExercise(unit));
      },
    },
  ];
}

/** A step that is one unit, which reads the whole project. */
function single(
  name: string,
  words: string,
  run: (unit: string) => Promise<Finding>,
  more: Pick<Step, "needs" | "quick" | "whole"> = {},
): Step {
  return {
    name,
    words,
    ...more,
    units: () => [{ name: words, reach: { everything: true } }],
    async run(units, found) {
      for (const unit of units) found(await run(unit.name));
    },
  };
}

function libModules(): string[] {
  return sourceFiles("lib").filter((path) => !isTest(path));
}
