import { assert, assertEquals, assertThrows } from "@std/assert";
import { display } from "../figure.ts";
import { type DiskStep, sectorTimeline } from "./sectors.ts";

const svgOf = async (figure: ReturnType<typeof sectorTimeline>) =>
  `${(await figure[display]())["image/svg+xml"]}`;

const log = (count: number, state: "durable" | "unsure" | "lost") => ({
  name: "log",
  sectors: Array.from({ length: count }, () => ({ text: "abcdefgh", state })),
});
const steps: DiskStep[] = [
  { words: "append to log", files: [{ ...log(2, "unsure"), named: false }] },
  { words: "sync log", told: "told: x is durable", files: [log(2, "durable")] },
];

Deno.test("sectors: a row for each operation, a box for each sector, and a legend of what is there", async () => {
  const svg = await svgOf(sectorTimeline(steps, { title: "A log" }));
  assertEquals(svg.match(/<rect /g)?.length, 4);
  for (const text of ["log?", "told: x is durable", "dashed: it may", "filled: it"]) {
    assert(svg.includes(text), text);
  }
  assert(!svg.includes("crossed"));
  assert(!svg.includes("A crash"));
});

Deno.test("sectors: a crash is a line, what it left is below, and what was found", async () => {
  const crash = { words: "all is lost", files: [log(2, "lost")], found: "Then: nothing is there" };
  const svg = await svgOf(sectorTimeline(steps, { title: "A log", crash }));
  for (const text of ["A crash: all is lost", "what is left", "Then: nothing", "crossed"]) {
    assert(svg.includes(text), text);
  }
  const none = await svgOf(
    sectorTimeline(steps, { title: "A log", crash: { words: "gone", files: [] } }),
  );
  assert(none.includes("no files"));
});

Deno.test("sectors: nothing lies off the page, however many there are", async () => {
  const many = [{
    words: "append to log",
    files: [log(12, "unsure"), { ...log(3, "durable"), name: "b" }],
  }];
  const svg = await svgOf(sectorTimeline(many, { title: "Many sectors" }));
  const [, width] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number);
  for (const [, x, w] of svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"/g)) {
    assert(Number(x) + Number(w) <= width!, `${x} + ${w} of ${width}`);
  }
});

Deno.test("sectors: what cannot be drawn is refused", () => {
  assertThrows(
    () => sectorTimeline([{ words: "", files: [] }], { title: "t" }),
    TypeError,
    "Cannot draw a disk because the words of a step must be words",
  );
});
