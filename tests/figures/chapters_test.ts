import { assertEquals, assertGreater } from "@std/assert";
import { readNotebook } from "../../tools/notebook/mod.ts";
import { listChapters, repositoryRoot } from "../../tools/run/mod.ts";
import { faults, seen } from "./measure.ts";

for (const { name, path } of await listChapters(repositoryRoot)) {
  const { cells } = await readNotebook(path);
  const figures = cells.flatMap((cell, number) =>
    (cell.cell_type === "code" ? cell.outputs : []).flatMap((output) =>
      svgsOf("data" in output ? output.data : {}).map((svg) => ({ number, svg }))
    )
  );

  Deno.test(`no words in a figure of ${name} lie on others, on a mark or outside`, () => {
    assertGreater(figures.length, 0);
    const wrong = figures.flatMap(({ number, svg }) =>
      faults(seen(svg)).map((fault) => `cell ${number}: ${fault}`)
    );
    assertEquals(wrong, []);
  });
}

/** The figures of an output; a page of verdicts may hold several. */
function svgsOf(data: Readonly<Record<string, unknown>>): string[] {
  const svg = data["image/svg+xml"] ?? data["text/html"];
  return typeof svg === "string" ? svg.match(/<svg\b[^]*?<\/svg>/g) ?? [] : [];
}
