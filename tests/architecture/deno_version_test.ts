/** The version of Deno stands in one place; whoever installs Deno reads it there, and prose agrees with it. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { committedFiles, root } from "../../tools/check/repository.ts";

const version = (await Deno.readTextFile(`${root}/.deno-version`)).trim();

/** Where a version of Deno is named, in whole or without its patch. */
const named =
  /\bdeno(?:land\/deno)?(?:@|:|-version: *| +)["'v]*(\d+\.\d+(?:\.\d+)?)|\bversion=v?(\d+\.\d+\.\d+)/gi;

/** What is wrong with a file: only prose may name a version, and only this one. */
function problemsIn(path: string, text: string): string[] {
  return [...text.matchAll(named)].flatMap(([all, tool, script]) => {
    const found = tool ?? script!;
    if (!path.endsWith(".md")) {
      return [`${path} names a version, which stands in .deno-version: ${all}`];
    }
    const agrees = found === version || found === version.replace(/\.\d+$/, "");
    return agrees ? [] : [`${path} speaks of another version: ${all}`];
  });
}

Deno.test("no committed file names another version of Deno, and only prose names one", async () => {
  assertMatch(version, /^\d+\.\d+\.\d+$/);
  const problems: string[] = [];
  for (const path of await committedFiles()) {
    if (path === "deno.lock" || path.endsWith(import.meta.url.split("/").at(-1)!)) continue;
    problems.push(...problemsIn(path, await Deno.readTextFile(`${root}/${path}`)));
  }
  assertEquals(problems, []);
});

for (
  const text of [
    "npx -y deno@2.0.1 task start",
    "FROM denoland/deno:2.0.1",
    "deno-version: v2.0.1",
    "with Deno 2.0 or later",
    "version=2.0.1",
  ]
) {
  Deno.test(`another version is found: ${text}`, () => {
    assertEquals(problemsIn("README.md", text).length, 1);
    assertEquals(problemsIn(".ci/run", text).length, 1);
  });
}

Deno.test("the version itself passes in prose, whole or without its patch, and nowhere else", () => {
  const text = `deno@${version}, Deno ${version.replace(/\.\d+$/, "")}`;
  assertEquals(problemsIn("README.md", text), []);
  assertEquals(problemsIn(".ci/run", text).length, 2);
});

Deno.test("whoever installs Deno reads the version", async () => {
  const readers = [
    ".ci/run",
    ".binder/install_deno.sh",
    ".devcontainer/Dockerfile",
    "tools/assignment.ts",
  ];
  for (const path of readers) {
    assert((await Deno.readTextFile(`${root}/${path}`)).includes(".deno-version"), path);
  }
});
