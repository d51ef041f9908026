import { assert, assertEquals, assertThrows } from "@std/assert";
import { display } from "../figure.ts";
import { rangePicture, type RangeSpan } from "./ranges.ts";

const keys = [{ text: "a", at: 0 }, { text: "m", at: 4 }];
const spans: readonly RangeSpan[] = [
  { name: "range 1", note: "version 1", from: 0, to: 500, low: 0, high: 10 },
  { name: "range 1", from: 500, to: 1000, low: 0, high: 4 },
  { name: "range 2", from: 500, to: 1000, low: 4, high: 10, stopped: true },
];
const svgOf = async (figure: ReturnType<typeof rangePicture>) =>
  `${(await figure[display]())["image/svg+xml"]}`;

Deno.test("ranges: a box reaches over its keys and its time, and touches those beside it", async () => {
  const svg = await svgOf(rangePicture(spans, { title: "A split", keys }));
  const boxes = [
    ...svg.matchAll(/<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g),
  ]
    .map((match) => match.slice(1).map(Number) as [number, number, number, number]);
  assertEquals(boxes.length, 3);
  const [whole, upper, lower] = boxes as [typeof boxes[0], ...typeof boxes[0][]];
  assertEquals(whole![1], upper![1]);
  assert(Math.abs(upper![1] + upper![3] + 2 - lower![1]) < 0.1, "the split is at one key");
  assert(Math.abs(whole![0] + whole![2] + 2 - upper![0]) < 0.1, "and at one time");
});

Deno.test("ranges: the legend tells of what is there, and of nothing else", async () => {
  const marks = [{ at: 500, words: "the entry of the split is applied" }];
  const all = await svgOf(rangePicture(spans, { title: "A split", keys, marks }));
  assert(all.includes("has stopped") && all.includes("1: the entry of the split is applied"));
  const plain = await svgOf(rangePicture(spans.slice(0, 1), { title: "One range", keys }));
  assert(!plain.includes("has stopped"));
});

Deno.test("ranges: two ranges that have a key at the same time are not drawn", () => {
  const both = [...spans, { name: "range 3", from: 600, to: 700, low: 3, high: 5 }];
  assertThrows(
    () => rangePicture(both, { title: "Wrong", keys }),
    RangeError,
    "range 1 and range 3",
  );
});
