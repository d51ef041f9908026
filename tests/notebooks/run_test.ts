import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { isTidy, readNotebook } from "../../tools/notebook/mod.ts";
import { repositoryRoot, runChapter, type RunChapterOptions } from "../../tools/run/mod.ts";
import { type FixtureCell, notebookOf, withFixture } from "./fixture.ts";

const display = (text: string) =>
  `await Deno.jupyter.broadcast("display_data", {
    data: { "text/plain": ${text} }, metadata: {}, transient: {},
  });`;

/** Runs cells once and returns why that failed. */
function failureOf(cells: readonly FixtureCell[], options: RunChapterOptions = {}) {
  return withFixture(notebookOf(cells), async (path) => {
    const run = await runChapter(path, options);
    assert(run.outcome === "failed");
    return run.words;
  });
}

/** Runs cells, lets `edit` change the file, and checks it. */
function checkAfter(cells: readonly FixtureCell[], edit: (text: string) => string) {
  return withFixture(notebookOf(cells), async (path) => {
    assertEquals((await runChapter(path)).outcome, "ran");
    await Deno.writeTextFile(path, edit(await Deno.readTextFile(path)));
    return await runChapter(path, { check: true });
  });
}

Deno.test("a chapter's outputs are the same bytes in three runs, and in house form", async () => {
  const cells = [
    `import { encode } from "hb/model/encode.ts";\nconsole.log(encode({ b: 1, a: 2 }));`,
    `console.error("one");\nconsole.log("two");\n${display("encode([1])")}\nconsole.log("three");`,
    `for (let i = 0; i < 100; i++) console.log(i);\nencode("a last value")`,
  ];
  await withFixture(notebookOf(cells), async (path) => {
    const texts: string[] = [];
    for (let i = 0; i < 3; i++) {
      assertEquals((await runChapter(path)).outcome, "ran");
      texts.push(await Deno.readTextFile(path));
    }
    assertEquals(texts[1], texts[0]);
    assertEquals(texts[2], texts[0]);
    assert(await isTidy(texts[0]!, path, repositoryRoot));
    const second = (await readNotebook(path)).cells[1]!;
    assert(second.cell_type === "code");
    assertEquals(second.outputs.map((output) => output.output_type), [
      "stream",
      "stream",
      "display_data",
      "stream",
    ]);
    assertEquals(await runChapter(path, { check: true }), {
      outcome: "ran",
      cells: 3,
      written: false,
    });
  });
});

Deno.test("fifty cells with displays keep every output in its own cell", async () => {
  const cells = Array.from({ length: 50 }, (_, i) => `${display(`"${i}"`)}\nconsole.log(${i});`);
  await withFixture(notebookOf(cells), async (path) => {
    assertEquals((await runChapter(path)).outcome, "ran");
    const { cells } = await readNotebook(path);
    for (const [i, cell] of cells.entries()) {
      assert(cell.cell_type === "code");
      assertEquals(cell.outputs, [
        { output_type: "display_data", data: { "text/plain": `${i}` }, metadata: {} },
        { output_type: "stream", name: "stdout", text: `${i}\n` },
      ]);
    }
  });
});

Deno.test("an exception names the cell, the line as written, and the message", async () => {
  const words = await failureOf([
    `import {\n  encode,\n} from "hb/model/encode.ts";\nencode(1);`,
    `interface Box {\n  size: number;\n}\n\nfunction open(box: Box) {\n  throw new Error("boom " + box.size);\n}\n\nopen({\n  size: 1,\n});`,
  ]);
  assertEquals(words, "cell [2] (cell-2): line 9, `open({`: Error: boom 1");
});

Deno.test("an exception after an import is found on its line", async () => {
  const words = await failureOf([
    `import { encode, type encode as Encode } from "hb/model/encode.ts";\nimport type { Plain } from "hb/model/plain.ts";\n\nconst value: Plain = [1];\nconst f: typeof Encode = encode;\n\nawait Promise.resolve();\nthrow new RangeError(f(value));`,
  ]);
  assertStringIncludes(words, "line 8, `throw new RangeError(f(value));`: RangeError: [1]");
});

Deno.test("an exception after an import over several lines is found on its line", async () => {
  const words = await failureOf([
    `import {\n  encode,\n} from "hb/model/encode.ts";\n\nconst value = encode(1);\n\nthrow new Error(value);`,
  ], { check: true });
  assertStringIncludes(words, "line 7, `throw new Error(value);`: Error: 1");
});

Deno.test("an exception thrown in the library is found at the cell's call", async () => {
  const words = await failureOf([
    `import { assertPlain } from "hb/model/plain.ts";\n\n\nassertPlain(() => 1, "it");`,
  ], { check: true });
  assertStringIncludes(words, 'line 4, `assertPlain(() => 1, "it");`: TypeError: ');
});

Deno.test("a cell that does not parse says where", async () => {
  const words = await failureOf(["console.log(1);", "const a = 1;\n\nconst b = ;"]);
  assertStringIncludes(words, "cell [2] (cell-2): line 3, `const b = ;`: ");
  assertStringIncludes(words, "Expression expected");
});

Deno.test("an import of something that is not there says what, and where", async () => {
  const words = await failureOf([`console.log(1);\nimport { nothing } from "hb/nothing.ts";`]);
  assertStringIncludes(words, "cell [1] (cell-1): line 2");
  assertStringIncludes(words, "nothing.ts");
});

Deno.test("a cell that does not end is an error after its limit", async () => {
  const words = await failureOf(["console.log(1);", "while (true);"], { limitMs: 5000 });
  assertEquals(words, "cell [2] (cell-2): the cell has not ended after its limit of 5 s");
});

Deno.test("a cell that ends the kernel is an error", async () => {
  const words = await failureOf(["console.log(1);\nDeno.exit(3);"]);
  assertStringIncludes(words, "cell [1] (cell-1): the kernel ended with exit code 3");
});

Deno.test("a check names the cell and the first line that differs", async () => {
  const run = await checkAfter(
    [`console.log("same");`, `console.log("one\\ntwo\\nthree");`],
    (text) => text.replace('"two\\n"', '"2\\n"'),
  );
  assertEquals(run, {
    outcome: "failed",
    words: 'cell [2] (cell-2): output line 2 was committed as "stdout: 2", now it is "stdout: two"',
  });
});

Deno.test("a check sees an output that is gone", async () => {
  const run = await checkAfter(
    [display(`"shown"`)],
    (text) => text.replace(/"outputs": \[[\s\S]*?\n {3}\],/, '"outputs": [],'),
  );
  assert(run.outcome === "failed");
  assertStringIncludes(run.words, "output line 1 was committed as nothing");
});

Deno.test("a measured cell may print other numbers, but not another kind of output", async () => {
  const cells = [{ source: "console.log(performance.now());", tags: ["measured"] }];
  assertEquals((await checkAfter(cells, (text) => text)).outcome, "ran");
  const run = await checkAfter(cells, (text) => text.replace('"stdout"', '"stderr"'));
  assert(run.outcome === "failed");
  assertStringIncludes(run.words, '"stream stderr", now it is "stream stdout"');
});

Deno.test("a chapter that runs again keeps what it measured, until it is told to measure or the cell changes", async () => {
  const measured = (word: string) => ({
    source: `console.log("${word}", performance.now());`,
    tags: ["measured"],
  });
  await withFixture(notebookOf([measured("ms"), "console.log(1)"]), async (path) => {
    await runChapter(path);
    const first = await Deno.readTextFile(path);
    assertEquals(await runChapter(path), { outcome: "ran", cells: 2, written: false });
    assertEquals(await Deno.readTextFile(path), first);
    await runChapter(path, { measure: true });
    assertNotEquals(await Deno.readTextFile(path), first);
    await Deno.writeTextFile(path, first.replace('\\"ms\\"', '\\"milliseconds\\"'));
    await runChapter(path);
    assertMatch(await Deno.readTextFile(path), /milliseconds \d/);
  });
});

Deno.test("a cell that measures is told whether anybody will keep its numbers", async () => {
  const brief = `console.log(Deno.env.get("HB_BRIEF") ?? "in full");`;
  await withFixture(notebookOf([{ source: brief, tags: ["measured"] }]), async (path) => {
    await runChapter(path);
    assertMatch(await Deno.readTextFile(path), /"1\\n"/);
    await runChapter(path, { measure: true });
    assertMatch(await Deno.readTextFile(path), /"in full\\n"/);
  });
});

Deno.test("a check leaves the file alone", async () => {
  await withFixture(notebookOf(["console.log(1)"]), async (path) => {
    const before = await Deno.readTextFile(path);
    assertEquals((await runChapter(path, { check: true })).outcome, "failed");
    assertEquals(await Deno.readTextFile(path), before);
  });
});

Deno.test("a notebook for another kernel is refused", async () => {
  const python = {
    ...notebookOf([]),
    metadata: { kernelspec: { name: "python3", language: "python" } },
  };
  const run = await withFixture(python, (path) => runChapter(path));
  assert(run.outcome === "failed");
  assertStringIncludes(
    run.words,
    'the Deno kernel (name "deno", language "typescript") is required',
  );
  assertStringIncludes(run.words, 'given name "python3", language "python"');
});

Deno.test("a malformed notebook is refused", async () => {
  const run = await withFixture("{ not json", (path) => runChapter(path));
  assert(run.outcome === "failed");
  assertStringIncludes(run.words, "because JSON is required: given ");
});
