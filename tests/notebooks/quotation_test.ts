/** Theorems and proofs are quotations; a formula that is broken over two lines would begin another within. */

import { assertEquals } from "@std/assert";
import { readNotebook } from "../../tools/notebook/mod.ts";
import { listChapters, repositoryRoot } from "../../tools/run/mod.ts";

for (const { name, path } of await listChapters(repositoryRoot)) {
  Deno.test(`chapter ${name} has no quotation within a quotation`, async () => {
    const { cells } = await readNotebook(path);
    const lines = cells.filter(({ cell_type }) => cell_type === "markdown")
      .flatMap(({ source }) => [source].flat().join("").split("\n"));
    assertEquals(lines.filter((line) => /^>\s*>/.test(line)), []);
  });
}
