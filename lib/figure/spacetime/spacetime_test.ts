import { assert, assertEquals, assertThrows } from "@std/assert";
import type { Labels } from "../../model/labels.ts";
import type { Trace } from "../../model/trace.ts";
import { display } from "../figure.ts";
import { usableColours } from "../message_colours.ts";
import { colours } from "./arrows.ts";
import { spacetime, spacetimeSvg } from "./spacetime.ts";
import { pictureOf } from "./picture_of.ts";

const evil = `<script>alert("1")</script>`;

/** A client asks a counter; the answer is lost; the counter crashes and comes back. */
const trace: Trace = [
  { kind: "start", at: 0, node: 0, recovered: false },
  { kind: "invoke", at: 1, process: 0, address: 7, operation: 0, input: { type: "add", by: evil } },
  {
    kind: "send",
    at: 1,
    message: 0,
    from: 7,
    to: 0,
    body: { type: "request", id: 1 },
    nth: 1,
    latencyMs: 8,
  },
  { kind: "deliver", at: 9, message: 0, from: 7, to: 0, body: { type: "request", id: 1 } },
  { kind: "save", at: 9, node: 0, record: { total: 1 } },
  {
    kind: "send",
    at: 9,
    message: 1,
    from: 0,
    to: 7,
    body: { type: "answer" },
    nth: 1,
    latencyMs: 8,
  },
  { kind: "lose", at: 14, message: 1, from: 0, to: 7, why: "lost" },
  { kind: "crash", at: 20, node: 0 },
  { kind: "start", at: 30, node: 0, recovered: true },
  { kind: "unknown", at: 40, process: 0, operation: 0 },
  { kind: "violation", at: 40, invariant: "answered", words: evil, nodes: [0] },
];
const options = { title: `No answer & ${evil}` };

Deno.test("a diagram has an HTML form, an SVG and one line of text", async () => {
  const bundle = await spacetime(trace, options)[display]();
  assertEquals(Object.keys(bundle), ["text/html", "image/svg+xml", "text/plain"]);
  assertEquals(
    bundle["text/plain"],
    `${options.title} (space-time diagram: 1 client and 1 node; 2 messages, 1 lost; ` +
      "answered is violated)",
  );
});

Deno.test("no text of a trace becomes markup", () => {
  const svg = spacetimeSvg(trace, {
    ...options,
    labels: { node: () => evil, client: () => evil, message: () => evil },
  });
  assert(!svg.includes("<script"));
  assert(!/https?:\/\/(?!www\.w3\.org\/2000\/svg)/.test(svg), "a picture needs no network");
});

Deno.test("the picture joins sends with their fates, crashes with restarts, questions with ends", () => {
  const picture = pictureOf(trace, options);
  assertEquals(picture.lanes.map((lane) => lane.name), ["client 0", "node 0"]);
  assertEquals(picture.arrows.map(({ from, to, fate }) => [from.name, to.name, fate]), [
    ["client 0", "node 0", "delivered"],
    ["node 0", "client 0", "lost"],
  ]);
  assertEquals(picture.outages.map(({ kind, from, to }) => [kind, from, to]), [["down", 20, 30]]);
  assertEquals(picture.operations.map(({ outcome, from, to }) => [outcome, from, to]), [[
    "unknown",
    1,
    40,
  ]]);
  assertEquals(picture.marks.map((mark) => mark.kind), ["save", "crash", "restart"]);
});

Deno.test("a message says its type and fields, but not its sender, whom the arrow shows", () => {
  const body = { type: "add", amount: 5, from: 7 };
  const picture = pictureOf(
    [{ kind: "send", at: 0, message: 0, from: 0, to: 1, body, nth: 1, latencyMs: 8 }],
    options,
  );
  assertEquals(picture.arrows.map((arrow) => arrow.label), ["add 5"]);
});

Deno.test("faults and violations call nodes what their lines are called", () => {
  const faulty: Trace = [
    { kind: "fault", at: 0, words: "nodes {0} and {1,2} are parted", nodes: [0, 1, 2] },
    { kind: "violation", at: 40, invariant: "calm", words: "nodes 0 and 1 shout", nodes: [0, 1] },
    { kind: "violation", at: 41, invariant: "calm", words: "call 5 of node 2 ends", nodes: [2] },
  ];
  const said = (labels: Labels) => {
    const { faults, violations } = pictureOf(faulty, { ...options, labels });
    return [...faults, ...violations].map(({ words }) => words);
  };
  assertEquals(said({}), [
    "nodes {0} and {1,2} are parted",
    "nodes 0 and 1 shout",
    "call 5 of node 2 ends",
  ]);
  assertEquals(said({ node: (id) => `server ${id}` }), [
    "server 0 and {server 1, server 2} are parted",
    "servers 0 and 1 shout",
    "call 5 of server 2 ends",
  ]);
  assertEquals(said({ node: (id) => ["Ada", "Bob", "Cleo"][id]! }), [
    "Ada and {Bob, Cleo} are parted",
    "Ada and Bob shout",
    "call 5 of Cleo ends",
  ]);
});

Deno.test("only the moments asked for are shown, and what lasts into them is cut", () => {
  const picture = pictureOf(trace, { ...options, from: 12, to: 25 });
  assertEquals(picture.arrows.length, 1);
  assertEquals(picture.violations.length, 0);
  assertEquals(picture.span, [12, 25]);
  spacetimeSvg(trace, { ...options, from: 12, to: 25 });
});

Deno.test("of a very long run the last events are shown, and the axis says so", () => {
  const long: Trace = Array.from(
    { length: 3000 },
    (_, i) => ({ kind: "save", at: i, node: 0, record: i }),
  );
  assertEquals(pictureOf(long, options).marks.length, 400);
  assert(spacetimeSvg(long, options).includes("2600 earlier events are not shown"));
});

Deno.test("what does not touch the highlighted nodes fades", () => {
  const two: Trace = [
    ...trace,
    { kind: "send", at: 41, message: 2, from: 1, to: 2, body: "hello", nth: 1, latencyMs: 8 },
  ];
  assert(!spacetimeSvg(two, options).includes('opacity="0.22"'));
  assert(spacetimeSvg(two, { ...options, highlight: "violation" }).includes('opacity="0.22"'));
});

Deno.test("a state is written on its line when its label changes", () => {
  const states: Trace = ["follower", "follower", "leader"].map((state, at) => ({
    kind: "state",
    at,
    node: 0,
    state,
  }));
  assertEquals(pictureOf(states, options).marks.length, 0);
  const labels = pictureOf(states, { ...options, labels: { state: String } }).marks.map((mark) =>
    mark.label
  );
  assertEquals(labels, ["follower", "leader"]);
});

Deno.test("the text under the pointer tells all fields in words, and the sender once", () => {
  const body = { type: "append", from: 0, last: { index: 1, term: 2 }, entries: [{ term: 2 }] };
  const told = pictureOf([
    { at: 0, kind: "state", node: 0, state: { votes: new Set([0, 1]) } },
    { at: 1, kind: "save", node: 0, record: { vote: null } },
    { at: 2, kind: "send", message: 0, from: 0, to: 1, body, nth: 1, latencyMs: 5 },
    { at: 7, kind: "timer", node: 1, timer: { type: "retry", round: 3 } },
  ], { title: "Fields", labels: { state: () => "leads" } });
  assertEquals([...told.marks, ...told.arrows].map(({ detail }) => detail), [
    "node 0: its state: votes (0, 1)",
    "node 0: saved vote nothing",
    "node 1: timer retry: round 3",
    "node 0 → node 1: append: last (index 1, term 2), entries [term 2]",
  ]);
});

Deno.test("labels are said in place of types and fields, and all fields stay under the pointer", () => {
  const labels: Labels = {
    message: () => "hello",
    timer: () => "the bell",
    record: (record) => `L2 [${(record as { total: number }).total}]`,
    request: () => "buy x",
    answer: (output) => `sold ${output}`,
    colours: { answer: 2 },
  };
  const picture = pictureOf([
    ...trace.slice(0, -2),
    { kind: "timer", at: 35, node: 0, timer: { type: "tick" } },
    { kind: "ok", at: 40, process: 0, operation: 0, output: 7 },
  ], { ...options, labels });
  assertEquals(picture.arrows.map(({ label }) => label), ["hello", "hello"]);
  assertEquals(picture.arrows[1]!.detail, "node 0 → client 0: answer");
  assertEquals(picture.operations.map(({ label }) => label), ["buy x → sold 7"]);
  assertEquals(picture.marks.map(({ kind, label, detail }) => [kind, label, detail]), [
    ["save", "", "node 0: saved L2 [1]"],
    ["crash", "crash", "node 0: crash"],
    ["restart", "restart", "node 0: restart"],
    ["timer", "the bell", "node 0: timer: the bell"],
  ]);
  assertEquals([...colours(picture, labels).keys()], ["request", "answer"]);
  assertEquals(colours(picture, labels).get("answer"), usableColours[2]);
});

Deno.test("an empty trace is an empty diagram, and wrong options are refused", () => {
  assert(spacetimeSvg([], options).startsWith("<svg"));
  assertThrows(() => spacetime(trace, { title: "" }), TypeError, "title");
  assertThrows(() => spacetime(trace, { ...options, from: 5, to: 4 }), RangeError, "5 to 4");
  assertThrows(() => spacetime(trace, { ...options, width: 10 }), RangeError, "given 10");
});
