/** Everything that checks the project, step by step. @module */

import { command } from "./command_step.ts";
import { coverage } from "./coverage_step.ts";
import { docs } from "./docs_step.ts";
import { isTest } from "./layers.ts";
import { sourceFiles } from "./repository.ts";
import type { Step } from "./step.ts";
import { tests } from "./test_step.ts";

/** The folders whose modules the project's own configuration resolves. */
const CHECKED = ["bench", "exercises", "lib", "solutions", "tests", "tools"];

/** The steps in the order of the report; `scratch` is a folder for their files. */
export function allSteps(scratch: string): Step[] {
  const modules = sourceFiles("lib").filter((path) => !isTest(path));
  const profiles = { unit: `${scratch}/coverage/unit`, whole: `${scratch}/coverage/whole` };
  const junit = (name: string) => `${scratch}/${name}.xml`;
  return [
    { name: "format", words: "deno fmt", run: () => command("fmt", "--check") },
    { name: "lint", words: "deno lint", run: () => command("lint") },
    {
      name: "types",
      words: "deno check",
      // The site has packages of its own, and VitePress compiles it when it builds the book.
      run: () => command("check", "--frozen", "--quiet", ...CHECKED),
    },
    {
      name: "docs",
      words: "every export of lib/ is documented",
      run: () => docs(modules),
    },
    {
      name: "examples",
      words: "examples in the docs of lib/",
      run: () => tests(junit("examples"), "-A", "--doc", ...modules),
    },
    {
      name: "architecture",
      words: "tests/architecture",
      run: () => tests(junit("architecture"), "-A", "tests/architecture"),
    },
    {
      name: "unit",
      words: "a plain deno test",
      long: true,
      run: () => tests(junit("unit"), `--coverage=${profiles.unit}`),
    },
    {
      name: "whole",
      words: "tests/ and tools/",
      long: true,
      run: () =>
        tests(
          junit("whole"),
          "-A",
          `--coverage=${profiles.whole}`,
          "--ignore=tests/architecture,tools/test.ts",
          "tests",
          "tools",
        ),
    },
    {
      name: "coverage",
      words: "lines of lib/ that tests run",
      needs: ["unit", "whole"],
      run: () => coverage(Object.values(profiles), modules),
    },
    {
      name: "chapter-code",
      words: "types and lint of the chapters",
      run: () => command("run", "-A", "tools/tangle.ts", "--check"),
    },
    {
      name: "chapters",
      words: "chapters again, byte for byte",
      long: true,
      run: () => command("run", "-A", "tools/run.ts", "--check"),
    },
    {
      name: "exercises",
      words: "stubs, solutions and mutants",
      long: true,
      run: () => command("run", "-A", "tools/grade.ts", "--self-check"),
    },
  ];
}
