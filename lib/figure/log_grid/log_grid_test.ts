import { assert, assertEquals, assertThrows } from "@std/assert";
import { display } from "../figure.ts";
import { logGrid } from "./log_grid.ts";

const svgOf = async (figure: ReturnType<typeof logGrid>) =>
  `${(await figure[display]())["image/svg+xml"]}`;

Deno.test("logs as a grid: a box for each entry, a bar where something is committed, and nothing off the page", async () => {
  const svg = await svgOf(logGrid([
    { name: "server 0", entries: [{ term: 1, text: "x←1" }, { term: 3 }], committed: 1 },
    { name: "server 1", entries: [], note: "away" },
  ], { title: "Two logs" }));
  assertEquals(svg.match(/<rect /g)?.length, 2);
  assertEquals(svg.match(/stroke-width="4"/g)?.length, 1);
  for (const text of ["x←1", "server 1", "away", "before the bar"]) {
    assert(svg.includes(text), text);
  }
  const width = Number(/viewBox="0 0 (\d+)/.exec(svg)![1]);
  for (const [, x] of svg.matchAll(/ x="([\d.]+)"/g)) assert(Number(x) < width);
});

Deno.test("logs as a grid: terms have colours of their own, and what is marked stands out", async () => {
  const fills = async (terms: number[]) =>
    [...(await svgOf(
      logGrid([{ name: "a", entries: terms.map((term) => ({ term })) }], { title: "t" }),
    ))
      .matchAll(/fill="(#\w+)"/g)].map(([, fill]) => fill);
  assertEquals(new Set(await fills([1, 2, 3, 4, 5])).size, 5);
  assertEquals(new Set(await fills([2, 2])).size, 1);
  const marked = await svgOf(
    logGrid([{ name: "a", entries: [{ term: 1, marked: true }] }], { title: "t" }),
  );
  assert(marked.includes("red: what the title speaks of"));
});

Deno.test("logs as a grid: more is not committed than there is", () => {
  assertThrows(
    () => logGrid([{ name: "a", entries: [{ term: 1 }], committed: 2 }], { title: "t" }),
    RangeError,
    "Cannot draw the log of a because what is committed must be in it: given 2 of 1 entries",
  );
});
