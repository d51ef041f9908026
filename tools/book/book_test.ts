import { assert, assertEquals } from "@std/assert";
import { partOf, parts, plannedIn } from "./contents.ts";
import { homePage } from "./home.ts";
import { importsOf, libraryOf } from "./library.ts";
import { chapterPage, type Page } from "./page.ts";
import { placePlayground } from "./playground.ts";
import { repository } from "./places.ts";

const page = (number: number): Page => ({
  name: `0${number}-x`,
  number,
  part: partOf(number),
  title: `Title & ${number}`,
  promise: "",
  markdown: "",
  charts: new Map(),
});

Deno.test("twenty-six chapters are planned, numbered without a gap", () => {
  const numbers = parts.flatMap(plannedIn).map(({ number }) => number);
  assertEquals(numbers, Array.from({ length: 26 }, (_, i) => i + 1));
});

Deno.test("the front page links what is written and greys what is planned", () => {
  const home = homePage("<!-- first --> [[1]] [[2]]\n<!-- contents -->", [page(1)]);
  assert(home.includes(`<a class="start" href="./01-x.html">Start with chapter 1</a>`));
  assert(home.includes(`<a href="./01-x.html" title="Title &amp; 1">1</a>`));
  assert(home.includes(`<span class="planned" title="Time and order (planned)">2</span>`));
  assert(home.includes("1 of 26 chapters are written"));
  assertEquals(home.match(/<li/g)?.length, 26);
  assertEquals(home.match(/<li class="planned"/g)?.length, 25);
});

Deno.test("a playground stands where a cell asks for it, with the session that it asks for", () => {
  const cells = placePlayground(["a", "b\n\n<!-- playground 1.7.3..0C1 -->\n\nc", "d"], true);
  assertEquals(cells.length, 3);
  assert(cells[1]!.includes(`<Playground session="1.7.3..0C1" />`));
  assert(!cells[1]!.includes("<!-- playground"));
});

Deno.test("without a request it stands after the first section, and only where it belongs", () => {
  const cells = ["# T", "## One", `<div class="cell">\n## no heading`, "text", "## Two", "end"];
  assertEquals(placePlayground(cells, false), cells);
  const placed = placePlayground(cells, true);
  assertEquals(placed.length, 7);
  assert(placed[4]!.includes("<Playground />"));
  assertEquals(placed.toSpliced(4, 1), cells);
});

Deno.test("a request in a cell of code, or one that is no session, is text", () => {
  const cells = [
    `<div class="cell">\n\n<!-- playground -->\n`,
    `<!-- playground "><script>alert(1)</script> -->`,
  ];
  assertEquals(placePlayground(cells, false), cells);
});

Deno.test("the page of chapter 10 has a playground between two parts that do not move", () => {
  const text = (source: string, id: string) => ({
    cell_type: "markdown" as const,
    id,
    metadata: {},
    source,
  });
  const notebook = {
    cells: [text("# Raft\n\nA log.", "a"), text("## 10.1\n\nOne.", "b"), text("## 10.2", "c")],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  };
  const { markdown } = chapterPage("10-raft", notebook as Parameters<typeof chapterPage>[1]);
  const order = [...markdown.matchAll(/<!-- (?:still|moving) -->|<Playground \/>|^## .*$/gm)]
    .map(([found]) => found);
  assertEquals(order, [
    "<!-- still -->",
    "## 10.1",
    "<!-- moving -->",
    "<Playground />",
    "<!-- still -->",
    "## 10.2",
    "<!-- moving -->",
  ]);
});

Deno.test("imports of a module are found, and not those of its examples", () => {
  const source = [
    `/**`,
    ` * import { World } from "hb/sim/world.ts";`,
    ` * import "./not.ts";`,
    ` */`,
    `import { a } from "./a.ts";`,
    `import type {\n  B,\n} from "../b.ts";`,
    `export * from "../../lib/c.ts";`,
    `const d = await import("./d.ts");`,
    `import { h } from "vue";`,
  ].join("\n");
  assertEquals(importsOf("site/x/y.ts", source), [
    "site/x/a.ts",
    "site/b.ts",
    "lib/c.ts",
    "site/x/d.ts",
  ]);
});

Deno.test("the library of the page is closed: all that it imports is there, and no test", async () => {
  const library = new Set(await libraryOf(repository));
  assert(library.has("lib/laboratory/playground/playground.ts"));
  assert(library.has("lib/consensus/raft/raft.ts"));
  for (const path of library) {
    const source = await Deno.readTextFile(`${repository}/${path}`);
    assertEquals(importsOf(path, source).filter((target) => !library.has(target)), [], path);
    assert(!path.endsWith("_test.ts"), path);
  }
});

Deno.test("a cell with the tag hide-output shows its code, and its output to whoever opens it", () => {
  const { markdown } = chapterPage("01-x", {
    cells: [
      { cell_type: "markdown", id: "a", metadata: {}, source: "# X\n\nA promise." },
      {
        cell_type: "code",
        id: "b",
        metadata: { tags: ["hide-output"] },
        source: "const x = 1;",
        execution_count: 1,
        outputs: [{ output_type: "stream", name: "stdout", text: "7\n" }],
      },
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
  const places = ["const x", "<details", "<summary>What comes of it", "output stdout", "</details>"]
    .map((part) => markdown.indexOf(part));
  assert(places.every((place, i) => place > (places[i - 1] ?? 0)), `${places}: ${markdown}`);
});

Deno.test("a cell with the tag hide-input is folded under its first comment, with its output in sight", () => {
  const cell = (id: string, source: string, tags: readonly string[]) => ({
    cell_type: "code" as const,
    id,
    metadata: { tags },
    source,
    execution_count: 1,
    outputs: [{ output_type: "stream" as const, name: "stdout" as const, text: "7\n" }],
  });
  const { markdown } = chapterPage("01-x", {
    cells: [
      { cell_type: "markdown", id: "a", metadata: {}, source: "# X\n\nA promise." },
      cell("b", "// Draws <this>\nconst x = 1;", ["hide-input"]),
      cell("c", "const y = 1;", ["hide-input"]),
      cell("d", "const z = 1;", []),
    ],
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
  const [, , first, second, third] = markdown.split(/<div class="cell"/).flatMap((part, i) =>
    i === 0 ? [part, ""] : [part]
  );
  assert(first!.includes("<summary>Draws &lt;this&gt; <small>2 lines</small></summary>"), first);
  assert(second!.includes("<summary>The code of this cell <small>1 line</small></summary>"));
  assert(!third!.includes("<details"));
  for (const each of [first!, second!]) {
    assert(each.indexOf("</details>") < each.indexOf("output stdout"), "the output is not folded");
  }
});
