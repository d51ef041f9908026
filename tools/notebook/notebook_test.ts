import { assert, assertEquals, assertThrows } from "@std/assert";
import { repositoryRoot } from "../run/mod.ts";
import { formatNotebook, isTidy, parseNotebook, tidy } from "./mod.ts";

const kernelspec = { display_name: "Deno", language: "typescript", name: "deno" };

function text(changes: Record<string, unknown>): string {
  return JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec },
    cells: [],
    ...changes,
  });
}

const code = {
  cell_type: "code",
  id: "first",
  metadata: {},
  source: ["const a = 1;\n", "a"],
  execution_count: 1,
  outputs: [{
    output_type: "execute_result",
    execution_count: 1,
    metadata: {},
    data: { "text/plain": ["1\n", "2"], "application/vnd.vegalite.v5+json": { b: [1], a: 2 } },
  }],
};

function refused(contents: string, words: string): void {
  assertThrows(() => parseNotebook(contents, "x.ipynb"), Error, words);
}

Deno.test("lines are joined in memory and split in the file, keys are in order", () => {
  const notebook = parseNotebook(text({ cells: [code] }), "x.ipynb");
  assertEquals(notebook.cells[0]!.source, "const a = 1;\na");
  const file = formatNotebook(notebook);
  assertEquals(JSON.parse(file).cells[0].source, code.source);
  assert(file.startsWith('{\n "cells": [\n  {\n   "cell_type": "code",'));
  assert(file.endsWith("}\n"));
  assertEquals(formatNotebook(parseNotebook(file, "x.ipynb")), file);
});

Deno.test("what is not a notebook is refused with the place, the need and what was given", () => {
  refused("[]", "Cannot read x.ipynb because a notebook (a JSON object) is required: given a list");
  refused("{", "Cannot read x.ipynb because JSON is required: given ");
  refused("{}", "nbformat 4.5 or a later 4.x is required: given nothing.nothing");
  refused(text({ nbformat_minor: 4 }), "given 4.4");
  refused(
    text({ cells: undefined }),
    "at cells because a list of cells is required: given nothing",
  );
  refused(text({ cells: [1] }), "at cell 1 because a cell (an object) is required: given 1");
});

Deno.test("what is wrong in a cell is refused with the cell", () => {
  const broken = (changes: object, words: string) =>
    refused(text({ cells: [code, { ...code, id: "second", ...changes }] }), words);
  broken({ id: "first" }, 'a different id for each cell is required: given "first" twice');
  broken({ id: undefined }, "at cell 2, id because an id of 1 to 64 letters");
  broken({ cell_type: "heading" }, 'code, markdown or raw is required: given "heading"');
  broken({ source: 1 }, "at cell 2, source because text");
  broken({ outputs: null }, "at cell 2, outputs because a list of outputs is required: given null");
  broken({ outputs: [{ output_type: "pyout" }] }, "at cell 2, output 1, output_type");
  broken({ execution_count: "1" }, "at cell 2, execution_count because a count or null");
});

Deno.test("a notebook for another kernel is refused", () => {
  const python = { kernelspec: { name: "python3", language: "python" } };
  refused(text({ metadata: python }), 'given name "python3", language "python"');
  refused(text({ metadata: {} }), "at metadata.kernelspec because the Deno kernel");
});

Deno.test("house form formats the cells, and drops what an editor left behind", async () => {
  const messy = {
    ...code,
    source: "const  a=1\na",
    metadata: { tags: ["measured"], scrolled: true, execution: { start: "today" } },
  };
  const notebook = parseNotebook(text({ cells: [messy] }), "x.ipynb");
  const tidied = await tidy(notebook, repositoryRoot);
  assertEquals(tidied.cells[0]!.source, "const a = 1;\na;");
  assertEquals(tidied.cells[0]!.metadata, { tags: ["measured"] });
  assertEquals(await isTidy(formatNotebook(notebook), "x.ipynb", repositoryRoot), false);
  assertEquals(await isTidy(formatNotebook(tidied), "x.ipynb", repositoryRoot), true);
});

Deno.test("the tags hide-input and hide-output fold a cell in JupyterLab, too, and nothing else does", async () => {
  const cells = [
    { ...code, id: "a", metadata: { tags: ["hide-input"] } },
    { ...code, id: "b", metadata: { jupyter: { source_hidden: true, outputs_hidden: true } } },
    { ...code, id: "c", metadata: { tags: ["measured"], jupyter: { is_executing: 1 } } },
    { ...code, id: "d", metadata: { tags: ["hide-output"] } },
  ];
  const tidied = await tidy(parseNotebook(text({ cells }), "x.ipynb"), repositoryRoot);
  assertEquals(tidied.cells.map(({ metadata }) => metadata), [
    { jupyter: { source_hidden: true }, tags: ["hide-input"] },
    {},
    { tags: ["measured"], jupyter: { is_executing: 1 } },
    { jupyter: { outputs_hidden: true }, tags: ["hide-output"] },
  ]);
});
