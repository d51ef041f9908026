import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import { segments } from "./arrows.ts";
import { draw } from "./draw.ts";
import type { Drawing, Label } from "./drawing.ts";
import { layOut } from "./layout.ts";
import type { SpacetimeOptions } from "./options.ts";
import { type Box, crosses, overlap, type Segment } from "./place.ts";
import { pictureOf } from "./picture_of.ts";

/** Ten thousand characters of trouble are one word to a diagram. */
const name = fc.oneof(
  fc.constantFrom("ack", "store", "a rather long name of a message"),
  fc.string(),
);

/** A run of `nodes` nodes and two clients; every message is sent before its fate, and time runs on. */
const run: fc.Arbitrary<Trace> = fc.integer({ min: 1, max: 9 }).chain((nodes) =>
  fc.array(happening(nodes), { maxLength: 50, size: "max" }).map((parts) =>
    parts.flatMap((part, i) => part(i)).sort((a, b) => a.at - b.at)
  )
);

type Happening = (number: number) => TraceEvent[];

function happening(nodes: number): fc.Arbitrary<Happening> {
  const node = fc.nat(nodes - 1);
  const at = fc.oneof(fc.nat(60), fc.double({ min: 0, max: 500, noNaN: true }));
  const later = fc.oneof(fc.constant(0), fc.nat(30));
  const message = fc.record({
    at,
    later,
    from: node,
    to: node,
    name,
    fate: fc.constantFrom("deliver", "lost", "partitioned", "down", "full", "under way"),
  }).map(({ at, later, from, to, name, fate }): Happening => (message) => {
    const body = { type: name, round: message };
    const send: TraceEvent = { kind: "send", at, message, from, to, body, nth: 1, latencyMs: 8 };
    const base = { at: at + later, message, from, to };
    if (fate === "under way") return [send];
    if (fate === "deliver") return [send, { kind: "deliver", ...base, body }];
    return [send, { kind: "lose", ...base, why: fate as "lost" }];
  });
  const operation = fc.record({ at, later, process: fc.nat(1), to: node, input: name }).map(
    ({ at, later, process, to, input }): Happening => (operation) => [
      { kind: "invoke", at, process, address: 1000 + operation, operation, input },
      {
        kind: "send",
        at,
        message: operation,
        from: 1000 + operation,
        to,
        body: input,
        nth: 1,
        latencyMs: 8,
      },
      { kind: "ok", at: at + later, process, operation, output: input },
    ],
  );
  const mark = fc.record({ at, node, name, kind: fc.constantFrom("timer", "save", "state") }).map(
    ({ at, node, name, kind }): Happening => () => [
      { kind, at, node, timer: { type: name }, record: name, state: name } as never,
    ],
  );
  const life = fc.record({ at, later, node, down: fc.boolean() }).map((
    { at, later, node, down },
  ): Happening =>
  () => [
    { kind: down ? "crash" : "pause", at, node },
    down
      ? { kind: "start", at: at + later, node, recovered: true }
      : { kind: "resume", at: at + later, node },
  ]);
  const fault = fc.record({ at, later, node, name }).map(
    ({ at, later, node, name }): Happening => () => [
      { kind: "fault", at, words: name, nodes: [node], until: at + later },
      { kind: "violation", at, invariant: name, words: name, nodes: [node] },
    ],
  );
  return fc.oneof({ weight: 6, arbitrary: message }, operation, mark, life, {
    weight: 1,
    arbitrary: fault,
  });
}

const options: fc.Arbitrary<SpacetimeOptions> = fc.record({
  title: fc.constantFrom("A short title", "A long title that says much ".repeat(12)),
  scale: fc.constantFrom("even" as const, "proportional" as const),
  width: fc.integer({ min: 320, max: 1400 }),
}, { requiredKeys: ["title"] }).map((each) => ({ ...each, labels: { state: String } }));

function inPage(box: Box, { frame }: Drawing, what: string): void {
  const slack = 0.001;
  const fits = box.x >= -slack && box.y >= -slack && box.x + box.width <= frame.width + slack &&
    box.y + box.height <= frame.height + slack;
  assert(
    fits,
    `${what} leaves the page of ${frame.width} × ${frame.height}: ${JSON.stringify(box)}`,
  );
}

/** Numbers stand where labels of messages might. */
const messageLabel = { kind: "message" } as Label;

/** What may not strike a label: an operation covers its line, and the words of faults stand above all lines. */
function linesNear({ kind }: Label, { arrows, lanes, moments, frame }: Drawing): Segment[] {
  const upright = moments.map(({ x, from, to }) => ({ x1: x, y1: from, x2: x, y2: to }));
  if (kind === "fault" || kind === "operation") return upright;
  const level = lanes.map(({ y }) => ({ x1: frame.left, y1: y, x2: frame.right, y2: y }));
  return [...upright, ...level, ...arrows.flatMap(segments)];
}

Deno.test("every message has an arrow, nothing leaves the page, no two labels overlap", () => {
  fc.assert(
    fc.property(run, options, (trace, chosen) => {
      const drawing = layOut(pictureOf(trace, chosen), chosen);
      assertEquals(drawing.arrows.length, trace.filter((event) => event.kind === "send").length);
      for (const arrow of drawing.arrows) {
        assert(arrow.points.length >= 2);
        for (const [x, y] of arrow.points) {
          inPage({ x, y, width: 0, height: 0 }, drawing, "an arrow");
        }
      }
      for (const { box } of [...drawing.operations, ...drawing.outages, ...drawing.reaches]) {
        inPage(box, drawing, "a box");
        assert(box.width >= 0 && box.height >= 0);
      }
      for (const { x, y } of drawing.marks) {
        inPage({ x, y, width: 0, height: 0 }, drawing, "a mark");
      }
      for (const { box } of drawing.numbers) {
        inPage(box, drawing, "a number");
        const other = drawing.labels.find(({ place }) => overlap(box, place));
        assert(other === undefined, `a number lies on "${other?.text}"`);
        const struck = linesNear(messageLabel, drawing).find((line) => crosses(line, box));
        assert(struck === undefined, "a number is struck by a line");
      }
      assertEquals(
        new Set(drawing.numbers.map(({ number }) => number)),
        new Set(drawing.notes.map(({ number }) => number)),
      );
      drawing.labels.forEach((label, i) => {
        inPage(label.place, drawing, `"${label.text}"`);
        const struck = linesNear(label, drawing).find((line) => crosses(line, label.place));
        assert(struck === undefined, `"${label.text}" is struck by a line`);
        if (label.kind !== "operation" && label.kind !== "fault") {
          for (const { x, y } of drawing.marks) {
            const mark = { x: x - 4, y: y - 4, width: 8, height: 8 };
            assert(!overlap(label.place, mark), `"${label.text}" lies on a mark`);
          }
        }
        for (const other of drawing.labels.slice(0, i)) {
          assert(
            !overlap(label.place, other.place),
            `"${label.text}" and "${other.text}" overlap`,
          );
        }
      });
    }),
    { numRuns: 300 },
  );
});

Deno.test("the same trace is the same picture, and its numbers are numbers", () => {
  fc.assert(
    fc.property(run, options, (trace, chosen) => {
      const once = draw(layOut(pictureOf(trace, chosen), chosen), "a run");
      assertEquals(draw(layOut(pictureOf(trace, chosen), chosen), "a run"), once);
      for (const [, value] of once.matchAll(/ (?:x|y|d|width|height|cx|cy)="([^"]*)"/g)) {
        assert(!/NaN|undefined|Infinity|\.\d{3}/.test(value ?? ""), value);
      }
    }),
    { numRuns: 50 },
  );
});

Deno.test("a quiet run leaves room for every label", () => {
  const trace: Trace = [0, 1, 2].flatMap((message): TraceEvent[] => {
    const link = { message, from: message % 2, to: (message + 1) % 2 };
    const body = { type: "ping", round: message };
    return [
      { kind: "send", at: message * 10, ...link, body, nth: 1, latencyMs: 8 },
      { kind: "deliver", at: message * 10 + 10, ...link, body },
    ];
  });
  const { labels } = layOut(pictureOf(trace, { title: "Ping" }), { title: "Ping" });
  assertEquals(labels.map((label) => label.text), ["ping 0", "ping 1", "ping 2"]);
});

Deno.test("where arrows leave no room in a bar, its words stand beside it, struck by nothing", () => {
  const asked: TraceEvent = {
    kind: "invoke",
    at: 20,
    process: 0,
    address: 1000,
    operation: 0,
    input: "x←1",
    local: 0,
  };
  const crossing = [24, 30, 36].flatMap((at, i): TraceEvent[] => {
    const each = { message: i, from: 0, to: 1, body: { type: "ask" } };
    return [
      { kind: "send", at, ...each, nth: 1, latencyMs: 2 },
      { kind: "deliver", at: at + 2, ...each },
    ];
  });
  const trace: Trace = [
    { kind: "start", at: 0, node: 0, recovered: false },
    { kind: "start", at: 0, node: 1, recovered: false },
    asked,
    ...crossing,
    { kind: "ok", at: 40, process: 0, operation: 0, output: "done" },
    { kind: "timer", at: 100, node: 1, timer: { type: "end" } } as never,
  ];
  const shown = { title: "Three cross" };
  const drawing = layOut(pictureOf(trace, shown), shown);
  const words = drawing.labels.find(({ kind }) => kind === "operation")!;
  const bar = drawing.operations[0]!.box;
  const slanted = drawing.arrows.flatMap(segments);
  assert(slanted.filter((line) => crosses(line, bar)).length >= 3, "no arrow goes through the bar");
  assert(!overlap(words.place, bar));
  assert(!slanted.some((line) => crosses(line, words.place)));
});
