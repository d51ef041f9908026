import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { display } from "../../figure/figure.ts";
import { type JudgedPart, refused, verdictOn } from "./verdict.ts";

const done: JudgedPart = { number: 1, name: "one", title: "one", points: 4, standing: "done" };
const wrong: JudgedPart = {
  number: 2,
  name: "two",
  title: "two",
  points: 6,
  standing: "wrong",
  explanation: "2 < 3\nat 3 ms",
  svg: `<svg style="max-width:100%;height:auto"></svg>`,
  hint: "count <again>",
};
const open: JudgedPart = { ...done, number: 3, standing: "not done yet", explanation: "part 3" };

Deno.test("one wrong part makes it wrong, one open part keeps it from being done", () => {
  assertEquals(verdictOn("x", [done, wrong, open]).standing, "wrong");
  assertEquals(verdictOn("x", [done, open]).standing, "not done yet");
  assertEquals(verdictOn("x", [done, { ...done, number: 2 }]).standing, "done");
  assertEquals(verdictOn("x", [done, wrong]).points, 4);
});

Deno.test("the page has the table, what is wrong, the diagram and a hint, all escaped", async () => {
  const bundle = await verdictOn("Counting", [done, wrong, open])[display]();
  const html = String(bundle["text/html"]);
  assertStringIncludes(html, "Counting: 4 of 14 points");
  assertStringIncludes(html, ">2 &lt; 3\nat 3 ms</pre>");
  assertStringIncludes(html, "<svg");
  assertStringIncludes(html, "count &lt;again&gt;");
  assertStringIncludes(html, "<p>Part 3: part 3</p>");
});

Deno.test("a terminal sees the same in words", async () => {
  const bundle = await verdictOn("Counting", [done, wrong])[display]();
  const text = String(bundle["text/plain"]);
  assert(text.startsWith("Counting: 4 of 10 points\npart"), text);
  assert(text.endsWith("Part 2: 2 < 3\nat 3 ms"), text);
});

Deno.test("what cannot be judged earns nothing, and why is said", async () => {
  const verdict = refused("line 3: `<` expected");
  assertEquals([verdict.standing, verdict.points], ["wrong", 0]);
  const bundle = await verdict[display]();
  assertStringIncludes(String(bundle["text/html"]), ">line 3: `&lt;` expected</pre>");
});
