import { assertStringIncludes, assertThrows } from "@std/assert";
import { display } from "../figure/figure.ts";
import { historyOf } from "../laboratory/register/told.ts";
import { draw, drawBroken } from "./registers.ts";

const stale = historyOf("Ada x := 1 · Bob x → nothing");

Deno.test("a history is drawn with the names of the three, not to scale", async () => {
  const svg = String((await draw(stale, { title: "Two people" })[display]())["image/svg+xml"]);
  for (const words of ["Ada", "x → nothing", "not to scale"]) assertStringIncludes(svg, words);
});

Deno.test("what contradicts a level stands out, and the picture says why", async () => {
  const figure = drawBroken(stale, "linearizable", "A stale read");
  assertStringIncludes(String((await figure[display]())["image/svg+xml"]), "ended before read");
});

Deno.test("a history that keeps to a level cannot be drawn as one that does not", () => {
  assertThrows(() => drawBroken(stale, "sequential", "wrong"), Error, "must not be");
});
