/**
 * What tests reach that read files, start processes or talk to sockets. Whatever is not named here depends
 * on everything that the project has. `tests/architecture/units_test.ts` looks at what tests name.
 *
 * @module
 */

import type { Reach } from "../graph/reach.ts";
import { isTest } from "./layers.ts";
import { sourceFiles } from "./repository.ts";

/** The modules in some folders, but tests. */
function below(...folders: readonly string[]): string[] {
  return folders.flatMap(sourceFiles).filter((path) => !isTest(path));
}

/** What the commands for exercises run and read, whatever the exercise. */
const files = ["tools", "exercises", "solutions", "tests/grading", "hb", "hb.cmd"];
const commands = [
  ...["tools/grade.ts", "tools/learn.ts", "tools/assignment.ts"],
  ...below("tools/grade", "tools/learn", "tests/grading"),
];
const replay: Reach = {
  modules: [...commands, ...below("exercises/01-replay", "solutions/01-replay")],
  files,
};
const allExercises: Reach = { modules: [...commands, ...below("exercises", "solutions")], files };

/** By file, or folder with a slash at its end: the first that fits. */
const declared: readonly (readonly [string, Reach])[] = [
  // Sockets of this machine, folders of their own, and processes that run what they import.
  [
    "tests/host/engines_test.ts",
    {
      modules: ["tests/host/engines/packages.ts", "tests/host/engines/open.ts"],
      files: ["bench/storage"],
    },
  ],
  ["tests/host/", {}],
  ["tests/byzantine/", { modules: ["tests/byzantine/member.ts"] }],
  ["tests/simulation/", {}],
  [
    "tests/cluster/engines_test.ts",
    {
      modules: ["tools/cluster.ts", "tools/kv.ts", "tools/cluster/begin.ts"],
      files: ["bench/storage"],
    },
  ],
  [
    "tests/cluster/",
    {
      modules: ["tools/cluster.ts", "tools/kv.ts", "tools/cluster/begin.ts"],
      files: ["lib/wire/proto"],
    },
  ],
  ["tests/checking/", { modules: ["tools/check_history.ts"] }],
  ["tests/exploring/", { modules: ["tools/explore.ts"] }],
  ["tests/placement/", { files: ["lib/placement/simd", "tools/wasm"] }],
  ["tests/measuring/", { files: ["bench"] }],
  ["tests/commands/wrapper_test.ts", { files: ["hb", "hb.cmd", ".deno-version"] }],
  ["tests/commands/", { files: ["lib", "tools", "exercises", "solutions", "bench"] }],
  // The reader's exercise is the first.
  ["tests/learning/", replay],
  // It copies the whole project.
  ["tests/grading/new_chapter_test.ts", { everything: true }],
  ["tests/grading/assignment_test.ts", replay],
  ["tests/grading/command_test.ts", replay],
  ["tests/grading/escape_test.ts", replay],
  ["tests/grading/formats_test.ts", replay],
  ["tests/grading/page_test.ts", replay],
  ["tests/grading/sandbox_test.ts", replay],
  ["tests/grading/types_test.ts", replay],
  ["tests/grading/", allExercises],
  [
    "tests/package/",
    { files: ["lib", "chapters", "exercises", "README.md", "CHANGELOG.md", "LICENSE"] },
  ],
  ["tests/figures/refusals_test.ts", { files: ["deno.json", "lib/figure"] }],
  ["tests/figures/", { files: ["chapters"] }],
  ["tests/storage/", { files: ["lib/storage"] }],
  // Notebooks of their own, whose cells import the library.
  ["tests/notebooks/run_test.ts", { modules: ["tools/run.ts"], files: ["lib"] }],
  ["tests/notebooks/chapters_test.ts", { modules: ["tools/run.ts"] }],
  ["tests/notebooks/grade_test.ts", { ...allExercises, files: [...files, "chapters"] }],
  ["tests/notebooks/quote_test.ts", { files: ["lib"] }],
  ["tests/notebooks/tangle_test.ts", { files: ["lib", "tools", "chapters"] }],
  // The book is made of the site, the chapters and much else.
  ["tools/book/", { everything: true }],
  ["tools/run/", { files: ["tools", "chapters"] }],
  ["tools/learn/", replay],
  ["tools/command/typed_test.ts", { files: ["tools", "bench"] }],
  ["tools/", { files: ["tools"] }],
];

/** What a test file reaches when it reaches out. */
export function outsideOf(path: string): Reach {
  const found = declared.find(([place]) =>
    place.endsWith("/") ? path.startsWith(place) : path === place
  );
  return found === undefined ? { everything: true } : found[1];
}
