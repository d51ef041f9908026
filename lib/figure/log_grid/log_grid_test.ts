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

Deno.test("logs as a grid: there may be gaps, and words of another protocol", async () => {
  const figure = logGrid([{
    name: "server 0",
    entries: [{ term: 4, head: "2.0" }, null, { term: 4, head: "2.0", committed: true }],
    committed: 1,
  }], { title: "A gap", words: { index: "slot", term: "ballot", committed: "executed" } });
  assertEquals(
    (await figure[display]())["text/plain"],
    "A gap (logs by ballot: server 0 [2.0|· 2.0])",
  );
  const svg = await svgOf(figure);
  assertEquals(svg.match(/<rect /g)?.length, 2);
  assertEquals(svg.match(/fill-opacity="0.34"/g)?.length, 2);
  for (const text of ["slot", "in a box: the ballot", "before the bar: executed", "strong"]) {
    assert(svg.includes(text), text);
  }
  assertThrows(
    () => logGrid([{ name: "a", entries: [] }], { title: "t", words: { index: "" } }),
    TypeError,
    'Cannot draw logs because the index of its words must be words: given ""',
  );
});

Deno.test("logs as a grid: more is not committed than there is", () => {
  assertThrows(
    () => logGrid([{ name: "a", entries: [{ term: 1 }], committed: 2 }], { title: "t" }),
    RangeError,
    "Cannot draw the log of a because what is committed must be in it: given 2 of 1 entries",
  );
});

Deno.test("logs as a grid: a bracket is beside its rows, and the legend says what it is", async () => {
  const logs = [1, 2, 3].map((n) => ({
    name: `server ${n}`,
    note: "a note",
    entries: [{ term: n }],
  }));
  const brackets = [
    { name: "Q", words: "has it", from: 0, to: 1 },
    { name: "V", words: "votes", from: 1, to: 2 },
    { name: "W", words: "waits", from: 2, to: 2 },
  ];
  const svg = await svgOf(logGrid(logs, { title: "They meet", brackets, width: 300 }));
  const boxes = [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="(\d+)" height="(\d+)"/g)]
    .map(([, ...numbers]) => numbers.map(Number));
  const drawn = [...svg.matchAll(/<path d="M([\d.]+) ([\d.]+)h5V([\d.]+)h-5"/g)]
    .map(([, ...numbers]) => numbers.map(Number));
  assertEquals(drawn.length, 3);
  const places = [[0, 1], [2, 2], [1, 2]];
  for (const [i, [x, top, bottom]] of drawn.entries()) {
    const [first, last] = [boxes[places[i]![0]!]!, boxes[places[i]![1]!]!];
    assert(x! > first[0]! + first[2]!, "beside the logs");
    assert(top! > first[1]! && top! < first[1]! + first[3]!, "from its first row");
    assert(bottom! > last[1]! && bottom! < last[1]! + last[3]!, "to its last row");
  }
  const [q, w, v] = drawn.map(([x]) => x!);
  assert(v! > q!, "beside each other, as they share a row");
  assertEquals(w, q, "below each other, as they share none");
  for (const said of ["Q: has it", "V: votes"]) assert(svg.includes(said), said);
});

Deno.test("logs as a grid: a bracket beside rows that are not there is refused", () => {
  const brackets = [{ name: "Q", words: "all", from: 0, to: 1 }];
  assertThrows(
    () => logGrid([{ name: "a", entries: [] }], { title: "t", brackets }),
    RangeError,
    "Cannot draw the bracket Q because it must be beside rows of the grid: given rows 0 to 1 of 1",
  );
});
