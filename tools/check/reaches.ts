/**
 * What tests reach that read files, start processes or talk to sockets. Whatever is not named here depends
 * on everything that the project has. `tests/architecture/units_test.ts` looks at what tests name.
 *
 * @module
 */

import type { Reach } from "../graph/reach.ts";

/** What commands work with. */
const working = ["lib", "tools", "exercises", "solutions"];

/** By file, or folder with a slash at its end: the first that fits. */
const declared: readonly (readonly [string, Reach])[] = [
  // Sockets of this machine, folders of their own, and processes that run what they import.
  ["tests/host/", {}],
  ["tests/simulation/", {}],
  ["tests/cluster/", { modules: ["tools/cluster.ts", "tools/kv.ts"] }],
  ["tests/checking/", { modules: ["tools/check_history.ts"] }],
  ["tests/exploring/", { modules: ["tools/explore.ts"] }],
  ["tests/measuring/", { files: ["bench"] }],
  ["tests/commands/", { files: [...working, "bench"] }],
  ["tests/learning/", { files: working }],
  // It copies the whole project.
  ["tests/grading/new_chapter_test.ts", { everything: true }],
  ["tests/grading/", { files: [...working, "tests/grading"] }],
  [
    "tests/package/",
    { files: ["lib", "chapters", "exercises", "README.md", "CHANGELOG.md", "LICENSE"] },
  ],
  // Notebooks of their own, whose cells import the library.
  ["tests/notebooks/run_test.ts", { modules: ["tools/run.ts"], files: ["lib"] }],
  ["tests/notebooks/chapters_test.ts", { modules: ["tools/run.ts"] }],
  ["tests/notebooks/grade_test.ts", { files: [...working, "chapters"] }],
  ["tests/notebooks/quote_test.ts", { files: ["lib"] }],
  ["tests/notebooks/tangle_test.ts", { files: [...working, "chapters"] }],
  // The book is made of the site, the chapters and much else.
  ["tools/book/", { everything: true }],
  ["tools/run/", { files: ["tools", "chapters"] }],
  ["tools/", { files: ["tools"] }],
];

/** What a test file reaches when it reaches out. */
export function outsideOf(path: string): Reach {
  const found = declared.find(([place]) =>
    place.endsWith("/") ? path.startsWith(place) : path === place
  );
  return found === undefined ? { everything: true } : found[1];
}
