import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { linearizable } from "../../check/linearizable/check.ts";
import { explain } from "../../check/linearizable/explain.ts";
import { register, type RegisterInput } from "../../check/spec/register.ts";
import type { Operation } from "../../model/history.ts";
import { display } from "../figure.ts";
import { layOut } from "./layout.ts";
import { timeline, timelineSvg } from "./timeline.ts";
import { violationTimeline } from "./violation.ts";

type Op = Operation<RegisterInput, number | null>;
function op(id: number, process: number, from: number, to: number, value?: number): Op {
  const base = { id, process, invokedAt: from, endedAt: to };
  const input: RegisterInput = value === undefined ? { type: "read" } : { type: "write", value };
  return to === Infinity
    ? { ...base, input, outcome: "unknown" }
    : { ...base, input, output: value === undefined ? 1 : null, outcome: "ok" };
}
const stale = [op(0, 0, 0, 2, 1), op(1, 1, 3, 5, 2), op(2, 0, 4, Infinity, 7), op(3, 2, 6, 8)];

Deno.test("each operation is a bar from its call to its return, in the row of its process", () => {
  const { bars, rows } = layOut(stale, { title: "A history", order: [0, 1] });
  assertEquals(rows.map(({ name }) => name), ["process 0", "process 1", "process 2"]);
  assertEquals(bars.map(({ open }) => open), [false, true, false, false]);
  assertEquals(bars.map(({ point }) => point?.rank), [1, undefined, 2, undefined]);
  for (const { point, x, width } of bars) {
    if (point !== undefined) assert(point.x >= x && point.x <= x + width);
  }
});

Deno.test("a process that goes on after an operation without end gets a second row", () => {
  const { rows, bars } = layOut([op(0, 3, 0, Infinity, 1), op(1, 3, 1, 2)], { title: "Two" });
  assertEquals(rows.map(({ name }) => name), ["process 3", ""]);
  assert(bars[0]!.y < bars[1]!.y);
});

Deno.test("a violation is drawn with its core, its offender, and its explanation", async () => {
  const spec = register();
  const verdict = linearizable(stale, spec);
  assert(verdict.verdict === "violation");
  const explanation = explain(verdict.violation, spec);
  const figure = violationTimeline(verdict.violation, explanation, spec);
  const bundle = await figure[display]();
  const svg = String(bundle["image/svg+xml"]);
  assertEquals(svg.match(/stroke-width="2.5"/g)?.length, 2, "the bar and its sample");
  assertStringIncludes(svg, "write 2 ended before read → 1 began");
  assertEquals(
    bundle["text/plain"],
    "Not linearizable: read → 1 does not fit (timeline: 3 processes and 4 operations; " +
      "2 of them stand out)",
  );
  assertStringIncludes(String(bundle["text/html"]), "<svg");
});

Deno.test("labels that stand out have room, between others and at the right", () => {
  const label = ({ id }: Op) => `operation number ${id} with many words`;
  const close = [op(0, 0, 0, 1, 1), op(1, 0, 2, 3, 2), op(2, 0, 4, 5, 3), op(3, 0, 98, 99)];
  const told = (options: { highlight?: number[]; offending?: number }) =>
    layOut(close, { title: "Close", label, ...options });
  const plain = told({});
  assertEquals(plain.bars.map(({ label }) => label.endsWith("…")), [true, true, true, false]);
  assert(plain.width > plain.right + 100, "the last label stands out beyond the last moment");
  const wide = told({ highlight: [1], offending: 3 });
  assert(wide.width > plain.width);
  assert(wide.bars[1]!.label.length > plain.bars[1]!.label.length);
  const far = [op(0, 0, 0, 1, 1), op(1, 0, 2, 3, 2), op(2, 0, 4, 5, 3)];
  const all = layOut(far, { title: "Far", label, highlight: [0, 1] });
  assertEquals(all.bars.map(({ label }) => label.endsWith("…")), [false, false, false]);
});

Deno.test("what a label has no room for stands below by its number, in the order of the calls", () => {
  const label = ({ id }: Op) => `operation number ${id % 4} with many words`;
  const close = Array.from({ length: 6 }, (_, i) => op(i, i % 2, 2 * i, 2 * i + 3, i));
  const { bars, notes, width, height } = layOut([...close, op(6, 0, 98, 99)], {
    title: "Close",
    label,
  });
  const said = [0, 1, 2, 3].map((id) => label(close[id]!));
  assertEquals(notes.map(({ number, lines }) => [number, lines.join(" ")]), [
    ...said.map((words, i) => [i + 1, words]),
  ]);
  for (const bar of bars) {
    if (bar.rest === undefined) continue;
    const next = bars.find(({ y, x }) => y === bar.y && x > bar.x)?.x ?? width;
    assert(bar.rest.x >= bar.x && bar.rest.x + 17 <= next);
  }
  assertEquals(bars.filter(({ rest }) => rest !== undefined).length, 5);
  const roomy = layOut([op(0, 0, 0, 1, 1)], { title: "Close", label });
  assertEquals([roomy.notes, roomy.bars[0]!.rest], [[], undefined]);
  assert(height > roomy.height);
});

Deno.test("a legend explains each look that the bars have, and no other", () => {
  const legend = (history: Op[], options: object = {}) =>
    layOut(history, { title: "Marks", ...options }).legend.map(({ mark, words }) => [mark, words]);
  const plain = ["plain", "an operation, from its call to its answer"];
  assertEquals(legend([op(0, 0, 0, 1, 1)]), [plain]);
  const all = { highlight: [0], offending: 3, order: [0], legend: { highlight: "in a circle" } };
  assertEquals(legend(stale, all), [
    plain,
    ["highlight", "in a circle"],
    ["offending", "the operation that does not fit"],
    ["open", "has no answer"],
    ["point", "where it may take effect"],
  ]);
  const svg = timelineSvg(stale, { title: "Marks", ...all });
  assertEquals(svg.match(/stroke-dasharray="4 3"/g)?.length, 2, "a bar and its sample");
  assertEquals(svg.match(/ r="3" fill/g)?.length, 2, "a dot and its sample");
  const { legend: items, axis, height, width } = layOut(stale, { title: "Marks", ...all });
  const last = items.at(-1)!;
  assert(axis + 46 + 18 * (last.row + 1) <= height && last.x + 30 <= width);
});

Deno.test("words of a legend that say nothing are refused", () => {
  const legend = { highlight: " " };
  assertThrows(() => timeline(stale, { title: "t", legend }), TypeError, "highlight");
});

Deno.test("markup in labels is only text", () => {
  const svg = timelineSvg(stale, { title: "<b>", label: () => "<script>", words: ["a < b"] });
  assert(!svg.includes("<script>") && !svg.includes("<b>"));
});

Deno.test("there must be a title and something to draw", () => {
  assertThrows(() => timeline([], { title: "Nothing" }), RangeError, "given none");
  assertThrows(() => timeline(stale, { title: " " }), TypeError, "must be words");
});

Deno.test("not to scale: calls and returns stand at even distances, and no number is under the axis", () => {
  const about = { process: 0, input: "read", output: 1, outcome: "ok" } as const;
  const history = [
    { ...about, id: 0, invokedAt: 0, endedAt: 1 },
    { ...about, id: 1, process: 1, invokedAt: 1, endedAt: 70_000 },
  ];
  const svg = timelineSvg(history, { title: "Two reads that touch", isToScale: false });
  const bars = [...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="14"/g)]
    .map(([, x, width]) => [Number(x), Number(x) + Number(width)]).slice(-2);
  assert(bars[0]![1]! > bars[1]![0]!, "what touches overlaps");
  assert(!/text-anchor="middle"[^>]*>[\d,]+ ?(ms)?</.test(svg), "the axis has no numbers");
  assert(svg.includes("not to scale"));
});

Deno.test("not to scale: a call less than half a ms after a return stands behind it", () => {
  const about = { input: "read", output: 1, outcome: "ok" } as const;
  const history = [
    { ...about, id: 0, process: 0, invokedAt: 0, endedAt: 12.3 },
    { ...about, id: 1, process: 1, invokedAt: 12.5, endedAt: 20 },
  ];
  const svg = timelineSvg(history, { title: "One after the other", isToScale: false });
  const [first, second] = [
    ...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="14"/g),
  ]
    .map(([, x, width]) => [Number(x), Number(x) + Number(width)]).slice(-2);
  assert(first![1]! < second![0]!);
});
