/** Whatever the commands write, the clone stays clean: it is beside the project, or where git does not look. */

import { assertEquals } from "@std/assert";
import { root } from "../../tools/check/repository.ts";

/** Files that commands write when nobody says where to. */
const written = [
  ".cache/book/index.html",
  ".cache/cluster/node-0/log",
  ".cache/exercises/01-replay/part-1.html",
  ".cache/jupyter/data/kernels/deno/kernel.json",
  ".learn.json",
  ".learn.json.bak",
  ".venv/bin/jupyter",
  "assignments/01-replay/README.md",
  // Where the reader stands in another folder.
  "chapters/assignments/01-replay/README.md",
];

Deno.test("git does not look where commands write when nobody says where to", async () => {
  const { stdout } = await new Deno.Command("git", {
    args: ["check-ignore", "--no-index", ...written],
    cwd: root,
  }).output();
  assertEquals(new TextDecoder().decode(stdout).trim().split("\n"), written);
});
