import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { type Digests, digestsOf } from "./digest.ts";
import { addressOf, readGraph } from "./graph.ts";
import { projectFiles } from "./project_files.ts";
import type { Reach } from "./reach.ts";

const files: Readonly<Record<string, string>> = {
  "deno.json": `{ "imports": { "hb/": "./lib/" } }`,
  "lib/far.ts": "export const far = 1;",
  "lib/near.ts": `export { far } from "./far.ts";`,
  "lib/later.ts": "export const later = 1;",
  "lib/shape.ts": "export type Shape = 1;",
  "lib/lonely.ts": "export const lonely = 1;",
  "lib/reader.ts": `export const read = () => Deno.readTextFile("data/a.txt");`,
  "tests/plain_test.ts": `import { far } from "hb/near.ts";
import type { Shape } from "../lib/shape.ts";
Deno.test("x", async () => void [far as Shape, await import("../lib/later.ts")]);`,
  "tests/reading_test.ts": `import "../lib/reader.ts";`,
  "tests/broken_test.ts": `import "../lib/none.ts";`,
  "data/a.txt": "a",
  "data/deep/b.txt": "b",
};

/** A small project of its own. */
async function inProject(
  use: (write: (path: string, text: string) => Promise<void>, digests: Digests) => Promise<void>,
): Promise<void> {
  const root = await Deno.realPath(await Deno.makeTempDir({ prefix: "project-" }));
  try {
    const write = async (path: string, text: string) => {
      await Deno.mkdir(`${root}/${path.replace(/[^/]*$/, "")}`, { recursive: true });
      await Deno.writeTextFile(`${root}/${path}`, text);
    };
    for (const [path, text] of Object.entries(files)) await write(path, text);
    const tests = Object.keys(files).filter((path) => path.startsWith("tests/"));
    const graph = await readGraph(root, tests.map((path) => addressOf(root, path)));
    await use(write, digestsOf(root, await projectFiles(root), graph));
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** Which of these files, when it is written anew, changes the digest of `reach`. */
async function changing(reach: Reach, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  await inProject(async (write, digests) => {
    for (const path of paths) {
      const before = digests.of(reach, "how");
      await write(path, `${files[path] ?? ""} `);
      if (digests.of(reach, "how") !== before) found.push(path);
    }
  });
  return found;
}

const all = Object.keys(files);

Deno.test("a digest changes with each file that is reached by imports, and with no other", async () => {
  assertEquals(await changing({ modules: ["tests/plain_test.ts"] }, all), [
    "deno.json",
    "lib/far.ts",
    "lib/near.ts",
    "lib/later.ts",
    "tests/plain_test.ts",
  ]);
});

Deno.test("where types are checked, what is imported for types alone is reached, too", async () => {
  const reach = { modules: ["tests/plain_test.ts"], types: true };
  assertEquals(await changing(reach, ["lib/shape.ts", "lib/lonely.ts"]), ["lib/shape.ts"]);
});

Deno.test("a test that reads files depends on all that is declared, too", async () => {
  const reach = { modules: ["tests/reading_test.ts"] };
  const imported = ["deno.json", "lib/reader.ts", "tests/reading_test.ts"];
  assertEquals(await changing(reach, all), imported);
  assertEquals(await changing({ ...reach, outside: { files: ["data"] } }, all), [
    ...imported,
    "data/a.txt",
    "data/deep/b.txt",
  ]);
  assertEquals(await changing({ ...reach, outside: { everything: true } }, all), all);
  assertEquals(
    await changing({ ...reach, outside: { modules: ["tests/plain_test.ts"] } }, ["lib/far.ts"]),
    ["lib/far.ts"],
  );
});

Deno.test("what is declared of the outside does not count for a test that cannot reach it", async () => {
  const reach = { modules: ["tests/plain_test.ts"], outside: { everything: true } };
  assertEquals(await changing(reach, ["lib/lonely.ts", "data/a.txt"]), []);
});

Deno.test("tests in a folder that is read do not count, and it may have nothing else", async () => {
  const reach = { files: ["tests"] };
  assertEquals(await changing(reach, ["tests/plain_test.ts", "lib/far.ts"]), []);
});

Deno.test("a file that comes or goes changes the digest of those that name it", async () => {
  const broken = { modules: ["tests/broken_test.ts"] };
  assertEquals(await changing(broken, ["lib/none.ts", "lib/far.ts"]), ["lib/none.ts"]);
  assertEquals(await changing({ files: ["data/none.txt"] }, ["data/none.txt"]), ["data/none.txt"]);
});

Deno.test("the same reach has another digest when something else is done with it", async () => {
  await inProject((_, digests) => {
    const reach = { modules: ["tests/plain_test.ts"] };
    assertEquals(digests.of(reach, "run"), digests.of(reach, "run"));
    assertNotEquals(digests.of(reach, "run"), digests.of(reach, "check"));
    return Promise.resolve();
  });
});

Deno.test("a project without git has its files all the same", async () => {
  await inProject((_, digests) => {
    const listed = digests.files({ everything: true });
    assert(all.every((path) => listed.includes(path)), listed.join("\n"));
    return Promise.resolve();
  });
});
