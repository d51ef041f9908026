import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import type { Labels } from "../../model/labels.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import { textWidth } from "../text.ts";
import type { Note } from "./drawing.ts";
import { layOut } from "./layout.ts";
import { pictureOf } from "./picture_of.ts";
import { spacetimeSvg } from "./spacetime.ts";

/** So many messages at once, each with words of its own, that they have no room side by side. */
function crowd(count: number, words: (i: number) => string): Trace {
  return Array.from({ length: count }, (_, i): TraceEvent[] => {
    const message = {
      message: i,
      from: 0,
      to: 1,
      body: { type: `the type of ${words(i)}`, text: words(i) },
    };
    return [
      { kind: "send", at: 10 + 3 * i, ...message, nth: i + 1, latencyMs: 2 },
      { kind: "deliver", at: 12 + 3 * i, ...message },
    ];
  }).flat();
}

/** The legend says the types, which are longer than the words. */
const labels: Labels = { message: (body) => (body as { text: string }).text };
const options = { title: "A crowd", scale: "proportional" as const, width: 400, labels };
const drawn = (trace: Trace, chosen = options) => layOut(pictureOf(trace, chosen), chosen);
const wordsOf = ({ lines }: Note) => lines.join(" ");
const long = (i: number) => `the message with the number ${i + 1}`;

Deno.test("what finds no room stands under the picture, by numbers in the order of time", () => {
  const { labels, numbers, notes } = drawn(crowd(7, long));
  assert(notes.length > 0);
  assertEquals(notes.map(({ number }) => number), notes.map((_, i) => i + 1));
  const said = [...labels.map(({ text }) => text), ...notes.map(wordsOf)];
  assertEquals(said.toSorted(), Array.from({ length: 7 }, (_, i) => long(i)));
  assertEquals(numbers.map(({ number }) => number), notes.map(({ number }) => number));
  const order = notes.map(wordsOf);
  assertEquals(order, order.toSorted());
});

Deno.test("numbers and notes are on the picture, and nothing is added where there is room for all", () => {
  const svg = spacetimeSvg(crowd(7, long), options);
  const { notes, frame } = drawn(crowd(7, long));
  for (const note of notes) assertStringIncludes(svg, `>${wordsOf(note)}</text>`);
  const roomy = drawn(crowd(2, (i) => `m${i}`));
  assertEquals([roomy.numbers, roomy.notes], [[], []]);
  assert(frame.height > roomy.frame.height);
});

Deno.test("the same words have one number, however often they find no room", () => {
  const { numbers, notes } = drawn(crowd(7, (i) => long(i % 2)));
  const texts = notes.map(wordsOf);
  assertEquals(new Set(texts).size, texts.length);
  assert(numbers.length > notes.length);
});

Deno.test("a message to several at once has no number where one of its arrows has the words", () => {
  const body = { type: "the type of a question", text: "a question" };
  const sends = [1, 2].map((to, i): TraceEvent => (
    { kind: "send", at: 20, message: 90 + i, from: 0, to, body, nth: 1, latencyMs: 8 }
  ));
  const ends = [1, 2].map((to, i): TraceEvent => (
    { kind: "deliver", at: 24 + 6 * i, message: 90 + i, from: 0, to, body }
  ));
  const said = (trace: Trace) => {
    const { labels, notes } = drawn([...crowd(7, long), ...trace]);
    return [labels.some(({ text }) => text === body.text), notes.map(wordsOf).includes(body.text)];
  };
  assertEquals(said([sends[0]!, ends[0]!]), [false, true]);
  assertEquals(said([...sends, ...ends]), [true, false]);
});

Deno.test("a fault whose words are cut is told in full below, in as many lines as it takes", () => {
  const words = "the nodes 0 and 1 do not hear of each other for as long as this diagram lasts";
  const trace: Trace = [
    { kind: "fault", at: 0, words, nodes: [0, 1] },
    { kind: "timer", at: 50, node: 0, timer: "tick" },
  ];
  const { notes, labels, frame } = drawn(trace);
  assert(labels.some(({ kind, text }) => kind === "fault" && text.endsWith("…")));
  assertEquals(notes.map(wordsOf), [words]);
  assert(notes[0]!.lines.length > 1);
  for (const line of notes[0]!.lines) assert(textWidth(line, 11.5) < frame.width);
});
