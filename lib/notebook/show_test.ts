import { assertEquals } from "@std/assert";
import { display } from "../figure/figure.ts";
import { bundleOf, show } from "./show.ts";

Deno.test("a text is shown as Markdown, a value as Deno prints it, a figure as its forms", async () => {
  assertEquals(await bundleOf("*now*"), { "text/markdown": "*now*", "text/plain": "*now*" });
  assertEquals(await bundleOf(new Map([["x", 1]])), { "text/plain": 'Map(1) { "x" => 1 }' });
  const figure = { [display]: () => Promise.resolve({ "text/plain": "a dot" }) };
  assertEquals(await bundleOf(figure), { "text/plain": "a dot" });
});

Deno.test("outside of a notebook the plain text is printed", async () => {
  const printed: unknown[] = [];
  const log = console.log;
  console.log = (text: unknown) => void printed.push(text);
  try {
    await show("hello");
  } finally {
    console.log = log;
  }
  assertEquals(printed, ["hello"]);
});
