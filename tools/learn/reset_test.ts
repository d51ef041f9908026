import { assertEquals, assertStringIncludes } from "@std/assert";
import { keepGiven, resetFile } from "./reset.ts";

const stub = 'todo("part 1");\n';
const path = "exercises/01-count/one.ts";

async function inProject(work: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${root}/exercises/01-count`, { recursive: true });
    await Deno.writeTextFile(`${root}/${path}`, stub);
    await work(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

async function git(root: string, ...args: string[]): Promise<void> {
  const own = ["-c", "user.name=reader", "-c", "user.email=reader@example.org"];
  await new Deno.Command("git", { args: [...own, ...args], cwd: root, stdout: "null" }).output();
}

const reset = (root: string) => resetFile(root, "01-count", "one.ts");
const read = (root: string, file = path) => Deno.readTextFile(`${root}/${file}`);
const write = (root: string, text: string) => Deno.writeTextFile(`${root}/${path}`, text);

Deno.test("without a repository, a file is put back as it was first seen, and copies are numbered", async () => {
  await inProject(async (root) => {
    await keepGiven(root, "01-count", ["one.ts"]);
    for (const number of [1, 2]) {
      await write(root, `answer ${number}`);
      await keepGiven(root, "01-count", ["one.ts"]);
      const { words } = await reset(root);
      const copy = `.cache/learn/01-count/one.${number}.ts`;
      assertStringIncludes(words, `yours is ${copy}`);
      assertEquals([await read(root), await read(root, copy)], [stub, `answer ${number}`]);
    }
  });
});

Deno.test("in a repository, what counts is what it gave, even when an answer was committed", async () => {
  await inProject(async (root) => {
    await git(root, "init", "-q");
    await git(root, "add", "exercises");
    await git(root, "commit", "-qm", "given");
    await write(root, "answer");
    await reset(root);
    assertEquals(await read(root), stub);
    await write(root, "answer");
    await git(root, "commit", "-qam", "answered");
    await reset(root);
    assertEquals(await read(root), stub);
  });
});

Deno.test("a file that was deleted comes back, and one that is as given is left alone", async () => {
  await inProject(async (root) => {
    await keepGiven(root, "01-count", ["one.ts"]);
    assertEquals((await reset(root)).words, `${path} is as it was given`);
    await Deno.remove(`${root}/${path}`);
    assertEquals((await reset(root)).words, "one.ts is as it was given");
    assertEquals(await read(root), stub);
  });
});

Deno.test("where nobody knows how a file was given, it is left alone", async () => {
  await inProject(async (root) => {
    await write(root, "answer");
    await keepGiven(root, "01-count", ["one.ts"]);
    assertStringIncludes((await reset(root)).words, "nobody knows how it was given");
    assertEquals(await read(root), "answer");
  });
});
