/** What stands at the front of the project says nothing that is not so: tasks, links, versions, workflows. */

import { assert, assertEquals, assertMatch } from "@std/assert";
import { committedFiles, root } from "../../tools/check/repository.ts";

const files = await committedFiles();
const textOf = (path: string) => Deno.readTextFileSync(`${root}/${path}`);
const { tasks, version } = JSON.parse(textOf("deno.json"));
const workflows = files.filter((path) => /^\.github\/workflows\/.*\.yml$/.test(path));

/** The tasks that a text names. */
function tasksIn(text: string): string[] {
  return [...text.matchAll(/(?:\bdeno(?:@[\d.]+)?\s+task|\.\/hb)\s+([a-z][\w:-]*)/g)]
    .map(([, name]) => name!);
}

Deno.test("every task that prose and workflows name is there", () => {
  const readers = files.filter((path) => /^(?:[^/]+|site\/.*|exercises\/.*)\.md$/.test(path));
  const unknown = [...readers, ...workflows, ".ci/run"].flatMap((path) =>
    tasksIn(textOf(path)).filter((name) => !(name in tasks)).map((name) => `${path}: ${name}`)
  );
  assertEquals(unknown, []);
});

Deno.test("tasks are found in prose, also where a line breaks in one", () => {
  const text =
    `'deno task test:browser', npx -y deno@${version} task start, deno\ntask kv, a deno tasks, ./hb grade 01`;
  assertEquals(tasksIn(text), ["test:browser", "start", "kv", "grade"]);
});

/** The places in the repository that a Markdown text links. */
function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^()\s#]+)(?:#[^()\s]*)?\)/g)].map(([, target]) => target!)
    .filter((target) => !/^[a-z]+:/.test(target));
}

Deno.test("every link of the front pages leads to a file", () => {
  const pages = files.filter((path) => /^[^/]+\.md$/.test(path));
  const broken = pages.flatMap((path) =>
    linksIn(textOf(path)).filter((target) => !files.includes(target)).map((target) =>
      `${path}: ${target}`
    )
  );
  assert(pages.length >= 5);
  assertEquals(broken, []);
});

Deno.test("links are found without their anchors, and addresses of the web are left alone", () => {
  const text = "[a](LICENSE) [b](site/x.md#y) [c](https://example.org/z) [d](#here)";
  assertEquals(linksIn(text), ["LICENSE", "site/x.md"]);
});

Deno.test("the citation and the changelog are of this version", () => {
  assertMatch(textOf("CITATION.cff"), new RegExp(`^version: ${RegExp.escape(version)}$`, "m"));
  const changelog = textOf("CHANGELOG.md");
  assert(changelog.includes("## [Unreleased]"));
  const released = /^## \[(\d+\.\d+\.\d+)\]/m.exec(changelog)?.[1];
  assert(released === undefined || released === version, `the newest entry is ${released}`);
});

for (const path of workflows) {
  Deno.test(`${path} has the project's Deno, ends by itself, and may do no more than it must`, () => {
    const text = textOf(path);
    const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
    const deno = count(/uses: denoland\/setup-deno@/g);
    assertEquals(count(/deno-version-file: \.deno-version$/gm), deno);
    assertEquals(count(/^ {4}timeout-minutes: \d+$/gm), count(/^ {4}runs-on: /gm));
    assertMatch(text, /^permissions:\n {2}contents: read$/m);
    const writes = [...text.matchAll(/^ +([\w-]+): write$/gm)].map(([, name]) => name);
    assertEquals(writes, path.endsWith("/pages.yml") ? ["pages", "id-token"] : []);
    assert(!text.includes("pull_request_target"), "strangers' code never runs with rights");
  });
}

Deno.test("the shards of the test workflow are all there", () => {
  const shards = [...textOf(".github/workflows/test.yml").matchAll(/"(\d+)\/(\d+)"/g)]
    .map(([, part, of]) => [Number(part), Number(of)]);
  assert(shards.length > 1);
  assertEquals(shards, shards.map((_, i) => [i + 1, shards.length]));
});
