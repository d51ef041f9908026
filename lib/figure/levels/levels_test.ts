import { assert, assertEquals, assertThrows } from "@std/assert";
import { display } from "../figure.ts";
import { levelPicture, type LevelRow } from "./levels.ts";

const svgOf = async (figure: ReturnType<typeof levelPicture>) =>
  `${(await figure[display]())["image/svg+xml"]}`;
const boxesIn = (svg: string) =>
  [...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="24"/g)]
    .map(([, x, y, width]) => ({ x: Number(x), y: Number(y), width: Number(width) }));

const rows: readonly LevelRow[] = [
  { name: "memtable", runs: [] },
  {
    name: "level 0",
    note: "8 KiB",
    runs: [[{ name: "9", from: 2, to: 8, asked: "ruled out" }], [
      { name: "7", from: 0, to: 9, tombstones: 0.5, part: "input", asked: "missed" },
    ]],
  },
  {
    name: "level 1",
    runs: [[{ name: "4", from: 0, to: 4, size: "4 KiB", asked: "found" }, {
      name: "5",
      from: 5,
      to: 10,
      part: "output",
    }]],
  },
];

Deno.test("levels: a table reaches from its first key to its last, and newer runs stand higher", async () => {
  const boxes = boxesIn(await svgOf(levelPicture(rows, { title: "Levels" })));
  assertEquals(boxes.length, 4);
  const [nine, seven, four, five] = boxes as [typeof boxes[0], ...typeof boxes[0][]];
  assert(nine!.x > seven!.x && nine!.y < seven!.y);
  assertEquals(seven!.x, four!.x);
  assert(four!.x + four!.width < five!.x, "they do not touch, since their keys do not");
  const perKey = (seven!.width - nine!.width) / 3;
  assert(Math.abs(five!.x - four!.x - 5 * perKey) < 0.1, "one axis for all");
});

Deno.test("levels: the legend tells of what is there, and of nothing else", async () => {
  const search = { text: "tea", at: 3 };
  const all = await svgOf(levelPicture(rows, { title: "Levels", search, width: 2000 }));
  const marks = [
    "strip",
    "ochre",
    "violet",
    "upright strokes: the key tea",
    "ruled out",
    "red edge",
  ];
  for (const text of [...marks, "green", "newer runs", "filter: no", "block: found", "empty"]) {
    assert(all.includes(text), text);
  }
  const plain = await svgOf(levelPicture([{ name: "level 1", runs: [] }], { title: "Levels" }));
  for (const text of [...marks, "green", "newer runs"]) assert(!plain.includes(text), text);
});

Deno.test("levels: in a line there is the way of the search, and many tables are counted", async () => {
  const run = Array.from({ length: 7 }, (_, i) => ({ name: `${i}`, from: i, to: i }));
  const figure = levelPicture([...rows, { name: "level 2", runs: [run] }], {
    title: "Levels",
    search: { text: "tea", at: 3 },
  });
  assertEquals(
    (await figure[display]())["text/plain"],
    "Levels (levels: memtable empty; level 0 [9] [7 input]; level 1 [4][5 output]; " +
      "level 2 [7 tables]; the way to tea: 9 filter: no, 7 block: not there, 4 block: found)",
  );
});

Deno.test("levels: nothing lies off the page, and names of keys do not meet", async () => {
  const keys = Array.from({ length: 40 }, (_, i) => ({ text: `key-${i}`, at: i / 4 }));
  const svg = await svgOf(
    levelPicture(rows, { title: "Levels", keys, search: { text: "the last key", at: 10 } }),
  );
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number);
  for (const { x, y, width: w } of boxesIn(svg)) {
    assert(x >= 0 && x + w <= width! && y + 24 <= height!);
  }
  const named = [...svg.matchAll(/<text x="([\d.]+)"[^>]*>key-\d+</g)].map(([, x]) => Number(x));
  assert(named.length > 3 && named.length < 40);
  for (const [i, x] of named.entries()) assert(i === 0 || x - named[i - 1]! > 36);
});

Deno.test("levels: what cannot be drawn is refused", () => {
  const level = (...tables: { name: string; from: number; to: number }[]) => () =>
    levelPicture([{ name: "level 1", runs: [tables] }], { title: "t" });
  assertThrows(
    level({ name: "4", from: 0, to: 3 }, { name: "5", from: 2, to: 4 }),
    RangeError,
    "Cannot draw level 1 because the tables of a run must not overlap: given 4 up to 3, 5 from 2",
  );
  assertThrows(level({ name: "4", from: 3, to: 2 }), RangeError, "must not end before it begins");
  assertThrows(level({ name: "4", from: NaN, to: 2 }), RangeError, "must be a finite number");
  assertThrows(level(), RangeError, "a run needs a table");
  assertThrows(() => levelPicture([], { title: "t" }), RangeError, "one level at least");
});
