import { assert, assertEquals, assertThrows } from "@std/assert";
import { display } from "../figure.ts";
import { table } from "./table.ts";

const rows = [{ name: "a <b>", loss: 0.125, done: true }, { name: "c|d", loss: 1200, done: false }];

Deno.test("numbers stand at the right, words at the left, and units in the heads", async () => {
  const columns = ["name", { key: "loss", title: "lost", unit: "ms", decimals: 1 }];
  const bundle = await table(rows, { title: "Two rows", columns })[display]();
  assertEquals(
    bundle["text/plain"],
    "Two rows\nname   lost (ms)\na <b>        0.1\nc|d      1,200.0",
  );
  assert((bundle["text/html"] as string).includes('<td style="text-align:right">1,200.0</td>'));
});

Deno.test("what is in the cells is never taken for markup", async () => {
  const bundle = await table(rows, { title: "<i>" })[display]();
  assert(!(bundle["text/html"] as string).includes("<b>"));
  assert(!(bundle["text/html"] as string).includes("<i>"));
  assert((bundle["text/markdown"] as string).includes("c\\|d"));
});

Deno.test("a table without a title is refused", () => {
  assertThrows(() => table(rows, { title: "" }), TypeError, 'given ""');
});

Deno.test("a table may be empty, and a row may lack a field", async () => {
  assertEquals((await table([], { title: "Nothing" })[display]())["text/plain"], "Nothing\n");
  const bundle = await table([{ a: 1 }, { b: "x" }], { title: "Holes" })[display]();
  assertEquals(bundle["text/plain"], "Holes\na  b\n1  –\n–  x");
});
