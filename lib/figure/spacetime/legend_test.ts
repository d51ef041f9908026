import { assert, assertEquals } from "@std/assert";
import type { Trace } from "../../model/trace.ts";
import { textWidth } from "../text.ts";
import { layOut } from "./layout.ts";
import { legendType } from "./legend.ts";
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

Deno.test("a diagram whose labels name no types has no legend", () => {
  const { legend: _, ...silent } = labels;
  assert(spacetimeSvg(trace, { title: "t", labels }).includes("here the property no longer holds"));
  assert(!spacetimeSvg(trace, { title: "t", labels: silent }).includes("no longer holds"));
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
