import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { readNotebook } from "../notebook/mod.ts";
import { listChapters, repositoryRoot } from "../run/mod.ts";
import { chapterPage } from "./page.ts";
import { addressOf, bareDois, doiOf, dois, withSourceLinks } from "./sources.ts";

const clocks = "https://doi.org/10.1145/359545.359563";

Deno.test("the title of a source becomes a link to its DOI, also over the end of a line", () => {
  const item =
    "- L. Lamport, _Time, Clocks, and the Ordering of Events in a Distributed\n  System_, 1978.";
  assertEquals(
    withSourceLinks(item),
    `- L. Lamport, [_Time, Clocks, and the Ordering of Events in a Distributed\n  System_](${clocks}), 1978.`,
  );
  assertEquals(
    withSourceLinks("- _Something else_, and `_defining liveness"),
    "- _Something else_, and `_defining liveness",
  );
  assertEquals(
    withSourceLinks("_Defining liveness_"),
    "[_Defining liveness_](https://doi.org/10.1016/0020-0190%2885%2990056-0)",
  );
});

Deno.test("an item that leads there already stays as it is, and its neighbours do not", () => {
  const linked =
    `- [_Time, clocks, and the ordering of events in a distributed system_](${clocks})`;
  const beside = "- _Defining liveness_ [doi](https://doi.org/10.1016/0020-0190%2885%2990056-0)";
  assertEquals(withSourceLinks(`${linked}\n${beside}`), `${linked}\n${beside}`);
  const next = "- _Time, clocks, and the ordering of events in a distributed system_";
  assertEquals(withSourceLinks(`${linked}\n${next}`).split(clocks).length, 3);
});

Deno.test("a DOI that leads nowhere is found", () => {
  assertEquals(
    bareDois(
      "a (doi:10.1145/1.2), [b](https://doi.org/10.1145/3.4), [doi:10.1/x](x), `10.1145/5.6`",
    ),
    ["10.1145/1.2"],
  );
  const text = { cell_type: "markdown" as const, id: "a", metadata: {} };
  const notebook = (source: string) => ({
    cells: [{ ...text, source }],
    metadata: {},
    nbformat: 4 as const,
    nbformat_minor: 5 as const,
  });
  assertThrows(
    () => chapterPage("01-x", notebook("# X\n\nSee doi:10.1145/1.2.")),
    Error,
    "must be a link",
  );
});

Deno.test("every source of the chapters that has a DOI is a link to it", async () => {
  let links = 0;
  for (const { name, path } of await listChapters(repositoryRoot)) {
    const notebook = await readNotebook(path);
    const { markdown } = chapterPage(name, notebook);
    const text = notebook.cells.map(({ source }) => source).join("\n\n");
    for (const [, words] of text.slice(text.indexOf("## Further reading")).matchAll(/_([^_]+)_/g)) {
      const doi = doiOf(words!);
      if (doi === undefined) continue;
      links++;
      const there = markdown.includes(`](${addressOf(doi)})`) ||
        markdown.includes(`](https://doi.org/${doi})`);
      assert(there, `${name}: ${words}`);
    }
  }
  assert(links >= 25, `${links} links`);
});

Deno.test("titles are in the form in which they are looked up, each DOI once", () => {
  for (const [words, doi] of dois) {
    assertEquals(doiOf(words.toUpperCase()), doi);
    assertMatch(doi, /^10\.\d{4,9}\/\S+$/);
  }
  assertEquals(new Set(dois.values()).size, dois.size);
});
