import { assertEquals, assertRejects } from "@std/assert";
import { repositoryRoot, runChapters } from "../../tools/run/mod.ts";
import { notebookOf } from "./fixture.ts";

/** A small book of its own. */
async function withBook(use: (root: string) => Promise<void>): Promise<void> {
  const parent = `${repositoryRoot}/.cache/tests`;
  await Deno.mkdir(parent, { recursive: true });
  const root = await Deno.makeTempDir({ dir: parent, prefix: "book-" });
  try {
    await Deno.mkdir(`${root}/lib`);
    await Deno.mkdir(`${root}/chapters`);
    await Deno.writeTextFile(`${root}/deno.json`, "{}");
    await Deno.writeTextFile(`${root}/lib/one.ts`, "export const one: number = 1;");
    await writeChapter(root, "01-good", `import { one } from "../lib/one.ts";\nconsole.log(one);`);
    await writeChapter(root, "02-bad", 'throw new Error("no");');
    await use(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

async function writeChapter(root: string, name: string, source: string): Promise<void> {
  await Deno.writeTextFile(`${root}/chapters/${name}.ipynb`, JSON.stringify(notebookOf([source])));
}

async function outcomes(options: Parameters<typeof runChapters>[0]): Promise<string[]> {
  return (await runChapters(options)).map(({ chapter, run }) => `${chapter} ${run.outcome}`);
}

Deno.test("a chapter runs again only if it, what it imports or the configuration has changed", () =>
  withBook(async (root) => {
    assertEquals(await outcomes({ root }), ["01-good ran", "02-bad failed"]);
    assertEquals(await outcomes({ root }), ["01-good unchanged", "02-bad failed"]);
    const options = { root, chapters: ["1"] };
    assertEquals(await outcomes({ ...options, all: true }), ["01-good ran"]);
    assertEquals(await outcomes({ ...options, check: true }), ["01-good ran"]);
    await Deno.writeTextFile(`${root}/lib/other.ts`, "export {};");
    assertEquals(await outcomes(options), ["01-good unchanged"]);
    await Deno.writeTextFile(`${root}/lib/one.ts`, "export const one: number = 2;");
    assertEquals(await outcomes(options), ["01-good ran"]);
    await Deno.writeTextFile(`${root}/deno.json`, `{ "lint": {} }`);
    assertEquals(await outcomes(options), ["01-good ran"]);
    await writeChapter(root, "01-good", "console.log(2);");
    assertEquals(await outcomes(options), ["01-good ran"]);
    assertEquals(await outcomes(options), ["01-good unchanged"]);
  }));

Deno.test("an unknown chapter is refused before anything runs", () =>
  withBook(async (root) => {
    await assertRejects(
      () => runChapters({ root, chapters: ["good", "9"] }),
      Error,
      'Cannot find the chapter because one of 01-good, 02-bad is required: given "9"',
    );
  }));

Deno.test("progress is reported by cell and by chapter", () =>
  withBook(async (root) => {
    const heard: string[] = [];
    await runChapters({
      root,
      report: (progress) =>
        heard.push(
          progress.kind === "cell"
            ? `${progress.chapter} ${progress.cell}/${progress.cells}`
            : `${progress.result.chapter} ${progress.result.run.outcome}`,
        ),
    });
    assertEquals(heard, ["01-good 1/1", "01-good ran", "02-bad 1/1", "02-bad failed"]);
  }));
