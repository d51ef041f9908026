import { assert, assertStringIncludes, assertThrows } from "@std/assert";
import { display } from "../figure/figure.ts";
import { historyOf } from "../laboratory/register/told.ts";
import { causalPlus } from "../replication/register/causal.ts";
import { asStore } from "../replication/register/stores.ts";
import { draw, drawBroken, drawRun } from "./registers.ts";

const stale = historyOf("Ada x := 1 · Bob x → nothing");

Deno.test("a history is drawn with the names of the three, not to scale", async () => {
  const svg = String((await draw(stale, { title: "Two people" })[display]())["image/svg+xml"]);
  for (const words of ["Ada", "x → nothing", "not to scale"]) assertStringIncludes(svg, words);
});

Deno.test("what contradicts a level stands out, and the picture says why", async () => {
  const figure = drawBroken(stale, "linearizable", "A stale read");
  const svg = String((await figure[display]())["image/svg+xml"]);
  assertStringIncludes(svg, "x := 1 of Ada had returned when x → nothing of Bob was called");
  assert(!/null| ms\b|state/.test(svg), "the axis has no moments, and nothing is called nothing");
});

Deno.test("under the pointer an operation, a message and a state are told in words", async () => {
  const asked = [[{ input: { type: "write", key: "x", value: 1 } as const }], [], []];
  const run = drawRun(asStore(causalPlus), asked, "One write");
  for (const figure of [draw(stale, { title: "Two people" }), run]) {
    const svg = String((await figure[display]())["image/svg+xml"]);
    const details = [...svg.matchAll(/<title>(.*?)<\/title>/g)].map(([, detail]) => detail);
    assert(details.length > 0);
    for (const detail of details) assert(!/[{}]|process \d/.test(detail!), detail);
  }
});

Deno.test("a history that keeps to a level cannot be drawn as one that does not", () => {
  assertThrows(() => drawBroken(stale, "sequential", "wrong"), Error, "must not be");
});
