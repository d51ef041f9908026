/**
 * What tests reach that read files, start processes or talk to sockets. Whatever is not named here depends
 * on everything that the project has.
 *
 * @module
 */

import type { Reach } from "../graph/reach.ts";

/** What is started by the commands under test. */
const commands: Reach = { files: ["lib", "tools", "exercises", "solutions"] };

/** By folder: the first that fits. */
const declared: readonly (readonly [string, Reach])[] = [
  // Sockets of this machine, and folders of their own.
  ["tests/host", {}],
  ["tests/cluster", { modules: ["tools/cluster.ts", "tools/kv.ts"] }],
  ["tests/checking", { modules: ["tools/check_history.ts"], files: ["tests/checking"] }],
  ["tests/exploring", { modules: ["tools/explore.ts"] }],
  ["tests/learning", commands],
  ["tests/grading", { files: [...commands.files ?? [], "tests/grading"] }],
  ["tools/learn", commands],
];

/** What a test file reaches when it reaches out. */
export function outsideOf(path: string): Reach {
  const found = declared.find(([folder]) => path.startsWith(`${folder}/`));
  return found === undefined ? { everything: true } : found[1];
}
