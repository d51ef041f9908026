import { assert, assertEquals, assertGreater } from "@std/assert";
import { withTitles } from "../../site/markdown/titles.ts";
import { readNotebook, tagsOf } from "../../tools/notebook/mod.ts";
import { vegaLiteType } from "hb/figure/figure.ts";
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

Deno.test("no title leaves a word alone, no step is half, and editors draw charts in the ink of their theme", async () => {
  for (const { name, path } of await listChapters(repositoryRoot)) {
    const { cells } = await readNotebook(path);
    for (const cell of cells) {
      for (const output of cell.cell_type === "code" ? cell.outputs : []) {
        if (!("data" in output)) continue;
        const where = `${name}, ${cell.id}`;
        const chart = output.data[vegaLiteType] as ChartSpec | undefined;
        if (chart !== undefined) assertEquals(chart.usermeta?.embedOptions.renderer, "svg", where);
        for (const svg of svgsOf(output.data)) {
          const marked = [...withTitles(svg).matchAll(/class="title"[^>]*>([^<]*)/g)];
          const title = chart?.title.text ?? marked.map(([, line]) => line!);
          const letters = title.map((line) => line.length);
          // A verdict has a picture whose title stands above it.
          const alone = letters.length > 0 && letters.at(-1)! * 2 <= Math.max(...letters);
          assert(!alone, `${where}: ${title.join(" / ")}`);
          const steps = svg.includes(">steps of the run");
          assert(!steps || !/>\d+\.\d+<\/text>/.test(svg), `${where} has a part of a step`);
        }
      }
    }
  }
});

/** What a chart is told by, as far as it is looked at here. */
interface ChartSpec {
  readonly title: { readonly text: readonly string[] };
  readonly usermeta?: { readonly embedOptions: { readonly renderer: string } };
}

Deno.test("on a telephone each diagram has its whole title above it", async () => {
  for (const { name, path } of await listChapters(repositoryRoot)) {
    const { cells } = await readNotebook(path);
    for (const cell of cells) {
      for (const output of cell.cell_type === "code" ? cell.outputs : []) {
        const html = "data" in output ? output.data["text/html"] : undefined;
        if (typeof html !== "string" || !html.startsWith("<div") || !html.includes("<svg")) {
          continue;
        }
        const [, title = ""] = /<p class="picture-title"[^>]*>(.*?)<\/p>/.exec(withTitles(html)) ??
          [];
        const [, said = ""] = /<svg[^>]* aria-label="([^"]*)"/.exec(html) ?? [];
        assert(
          title !== "" && said.startsWith(title),
          `${name}, ${cell.id}: "${title}" of "${said}"`,
        );
      }
    }
  }
});

Deno.test("what answers a prediction is folded until it is opened", async () => {
  for (const { name, path } of await listChapters(repositoryRoot)) {
    const { cells } = await readNotebook(path);
    for (const [i, { cell_type, source }] of cells.entries()) {
      const next = cells[i + 1];
      const question = source.slice(source.lastIndexOf("**Predict"));
      if (cell_type !== "markdown" || !source.includes("**Predict")) continue;
      if (question.includes("<details>") || next?.cell_type !== "code") continue;
      if (next.outputs.length === 0) continue;
      assert(tagsOf(next).includes("hide-output"), `${name}: the output of cell ${next.id}`);
    }
  }
});

/** The figures of an output; a page of verdicts may hold several. */
function svgsOf(data: Readonly<Record<string, unknown>>): string[] {
  const svg = data["image/svg+xml"] ?? data["text/html"];
  return typeof svg === "string" ? svg.match(/<svg\b[^]*?<\/svg>/g) ?? [] : [];
}
