import { assertEquals } from "@std/assert";
import { parseNotebook } from "../notebook/mod.ts";
import { bindings, findImports, replaceImports } from "./imports.ts";
import { tangle } from "./module.ts";

function notebook(...sources: string[]) {
  const cells = sources.map((source, i) => ({
    cell_type: "code",
    id: `c${i + 1}`,
    metadata: {},
    source,
    execution_count: null,
    outputs: [],
  }));
  const metadata = { kernelspec: { name: "deno", language: "typescript" } };
  return parseNotebook(JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells }), "x");
}

Deno.test("import statements are found in all their forms", () => {
  const source = [
    `import "./bare.ts";`,
    `import whole, { part as piece, type Kind } from "a";`,
    `import * as all from 'b';`,
    `import type { Only } from "c";`,
    `await import("d");`,
    `const text = "import { x } from 'e'";`,
  ].join("\n");
  assertEquals(findImports(source).map((each) => each.specifier), ["./bare.ts", "a", "b", "c"]);
  assertEquals(findImports(source).flatMap(bindings), [
    { local: "whole", imported: "default", typeOnly: false },
    { local: "piece", imported: "part", typeOnly: false },
    { local: "Kind", imported: "Kind", typeOnly: true },
    { local: "all", imported: "*", typeOnly: false },
    { local: "Only", imported: "Only", typeOnly: true },
  ]);
});

Deno.test("a replaced import keeps its number of lines", () => {
  const source = `import {\n  a, // why\n  b,\n} from "x";\nend`;
  assertEquals(replaceImports(source, () => "gone;"), "gone;\n\n\n\nend");
});

Deno.test("a name imported again from the same place stands once, and lines keep their place", () => {
  const tangled = tangle(notebook(
    `import { a, b } from "x";\na(b);`,
    `import {\n  b,\n  c,\n} from "x";\nc(b);`,
    " \n",
    `import { b } from "y";`,
  ));
  assertEquals(tangled.text.split("\n"), [
    "// cell [1] c1",
    `import { a, b } from "x";`,
    "a(b);",
    "// cell [2] c2",
    `import { c } from "x";`,
    "",
    "",
    "",
    "c(b);",
    "// cell [3] c4",
    `import { b } from "y";`,
    "export {};",
    "",
  ]);
  assertEquals(tangled.origins[8], { cell: 2, id: "c2", line: 5, text: "c(b);" });
  assertEquals(tangled.origins[10], { cell: 3, id: "c4", line: 1, text: `import { b } from "y";` });
  assertEquals(tangled.origins[3], undefined);
});
