/** Committed files speak of the project alone, and are small enough to be read. */

import { assertEquals } from "@std/assert";
import { committedProblems, largestBytes } from "../../tools/check/committed.ts";
import { committedFiles, root } from "../../tools/check/repository.ts";

Deno.test("no committed file names a machine, hides a host, shows a picture or is huge", async () => {
  const problems: string[] = [];
  for (const path of await committedFiles()) {
    problems.push(...committedProblems(path, await Deno.readFile(`${root}/${path}`)));
  }
  assertEquals(problems, []);
});

function problemsIn(path: string, text: string): number {
  return committedProblems(path, new TextEncoder().encode(text)).length;
}

// Written in two parts, as this file is committed too.
const slash = "/";
const planted: readonly (readonly [string, string])[] = [
  ["a path in a home folder", `see ${slash}home/ada/book`],
  ["a path of the superuser", `"${slash}root/.cache/x"`],
  ["a working folder", `(${slash}work/main)`],
  ["a temporary folder", `${slash}tmp/x`],
  ["a home folder of another system", `${slash}Users/ada/x`],
  ["an address of a file", `file://${slash}work/main/lib/x.ts`],
  ["a picture", `done ${String.fromCodePoint(0x1f389)}`],
  ["a sign drawn as a picture", `warning \u26a0${String.fromCodePoint(0xfe0f)}`],
];

for (const [what, text] of planted) {
  Deno.test(`${what} is found in a committed file`, () => {
    assertEquals(problemsIn("README.md", `first line\n${text}`), 1);
  });
}

Deno.test("a host is found in the lock file, and only there", () => {
  assertEquals(problemsIn("deno.lock", `"resolved": "https://registry.example/x.tgz"`), 1);
  assertEquals(problemsIn("README.md", "https://docs.deno.com/"), 0);
});

Deno.test("a file of more than a mebibyte is found", () => {
  assertEquals(committedProblems("x.bin", new Uint8Array(largestBytes)), []);
  assertEquals(committedProblems("x.bin", new Uint8Array(largestBytes + 1)).length, 1);
});

Deno.test("arrows, mathematics, and paths within the project pass", () => {
  const harmless = "n → m, α ≤ β, ✓, © 2025, https://example.org/work/x, lib/home/x, ./tmp/x";
  assertEquals(problemsIn("README.md", harmless), 0);
});
