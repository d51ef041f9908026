import { assert, assertEquals } from "@std/assert";
import type { Labels } from "../../model/labels.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import { textWidth } from "../text.ts";
import { layOut } from "./layout.ts";
import { legendOf, legendType } from "./legend.ts";
import { overlap } from "./place.ts";
import { pictureOf } from "./picture_of.ts";
import { spacetimeSvg } from "./spacetime.ts";

const send = (message: number, type: string, from: number, to: number, at: number) => [
  { at, kind: "send", message, from, to, body: { type }, nth: 1, latencyMs: 5 },
  { at: at + 5, kind: "deliver", message, from, to, body: { type } },
];
const trace = [
  ...send(0, "ask", 0, 1, 1),
  ...send(1, "beg", 0, 1, 20),
  ...send(2, "reply", 1, 0, 30),
  { at: 40, kind: "crash", node: 1 },
  { at: 45, kind: "timer", node: 0, timer: { type: "tick" } },
  { at: 45, kind: "violation", invariant: "calm", words: "node 0 is upset", nodes: [0] },
] as unknown as Trace;
const labels = {
  state: () => "calm",
  replies: ["reply"],
  colours: { ask: 0, beg: 0, reply: 0 },
  legend: { ask: "asks", beg: "asks", reply: "answers", never: "is never said" },
};

Deno.test("a legend names what there is in the picture, once, and nothing else", () => {
  const { frame } = layOut(pictureOf(trace, { title: "t", labels }), { title: "t", labels });
  assertEquals(frame.legend.map(({ words }) => words), [
    "asks",
    "answers",
    "a timer goes off",
    "crash",
    "down",
    "here the property no longer holds",
  ]);
  for (const { words, x } of frame.legend) {
    assert(frame.left + x + 30 + textWidth(words, legendType) <= frame.width, words);
  }
});

Deno.test("types that the labels do not name have their own names in the legend", () => {
  const { legend: _, ...silent } = labels;
  const words = (labels: Labels) => legendOf(pictureOf(trace, { title: "t", labels }), labels, 600);
  assertEquals(words(silent).slice(0, 3).map(({ words }) => words), ["ask", "beg", "reply"]);
  assertEquals(words({ ...labels, legend: { reply: "answers" } }).map(({ words }) => words), [
    "answers",
    "ask",
    "beg",
    "a timer goes off",
    "crash",
    "down",
    "here the property no longer holds",
  ]);
});

Deno.test("what shows at no node is a line in the picture and in the legend", () => {
  const nowhere = { ...trace.at(-1)!, nodes: [] } as TraceEvent;
  const sampleOf = (trace: Trace) =>
    legendOf(pictureOf(trace, { title: "t", labels }), labels, 600).at(-1)!;
  assertEquals(sampleOf(trace).sample, { kind: "mark", mark: "halo" });
  const { words, sample } = sampleOf([...trace.slice(0, -1), nowhere]);
  assertEquals([words, sample.kind], ["here the property no longer holds", "violation"]);
});

Deno.test("an operation that nobody answered is told apart from one that was", () => {
  const asked: TraceEvent = {
    at: 2,
    kind: "invoke",
    process: 0,
    address: 9,
    operation: 0,
    input: "x",
  };
  const words = (...events: TraceEvent[]) =>
    legendOf(pictureOf(events, { title: "t" }), {}, 600).map(({ words }) => words);
  assertEquals(words(asked), ["not answered"]);
  const ok: TraceEvent = { at: 3, kind: "ok", process: 0, operation: 0, output: 1 };
  assertEquals(words(asked, ok), ["asked and answered"]);
  assertEquals(words(asked, { at: 3, kind: "fail", process: 0, operation: 0 }), ["refused"]);
  const another = { ...asked, at: 4, operation: 1 };
  assertEquals(words(asked, ok, another), ["asked and answered", "not answered"]);
});

Deno.test("a save that a crash undid has a mark and words of its own", () => {
  const saves = (...undone: number[]): Trace => [
    ...[1, 2, 3].map((at): TraceEvent => ({ at, kind: "save", node: 0, record: at })),
    { at: 4, kind: "save", node: 1, record: 4 },
    ...undone.map((undone, i): TraceEvent => ({ at: 5 + i, kind: "crash", node: 0, undone })),
  ];
  const kinds = (trace: Trace) =>
    pictureOf(trace, { title: "t" }).marks.filter(({ kind }) => kind !== "crash")
      .map(({ kind }) => kind);
  const legend = (trace: Trace) =>
    legendOf(pictureOf(trace, { title: "t" }), {}, 600).map(({ words }) => words);
  assertEquals(kinds(saves()), ["save", "save", "save", "save"]);
  assertEquals(kinds(saves(2)), ["save", "undone", "undone", "save"]);
  assertEquals(kinds(saves(1, 1)), ["save", "undone", "undone", "save"]);
  const undone = "not yet on the disk, and undone by the crash";
  assertEquals(legend(saves(1)), ["saved to disk", undone, "crash", "down"]);
  const alone = saves(3).filter((event) => !("node" in event) || event.node === 0);
  assertEquals(legend(alone), [undone, "crash", "down"]);
  assertEquals(
    pictureOf(alone, { title: "t" }).marks[0]!.detail,
    "node 0: saved 1, and a crash undid it",
  );
  assertEquals(spacetimeSvg(alone, { title: "t" }).split("m-4.5 4.5l9 -9").length - 1, 4);
});

Deno.test("no words lie on the ring around a violation", () => {
  const drawing = layOut(pictureOf(trace, { title: "t", labels }), { title: "t", labels });
  const rings = drawing.marks.filter(({ kind }) => kind === "halo");
  assertEquals(rings.length, 1);
  for (const { x, y } of rings) {
    const ring = { x: x - 12, y: y - 12, width: 24, height: 24 };
    for (const { place, text } of drawing.labels) assert(!overlap(place, ring), text);
  }
});
