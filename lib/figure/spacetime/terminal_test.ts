import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import { World } from "../../sim/world.ts";
import { uniform } from "../../sim/latency.ts";
import { Canvas } from "./terminal_canvas.ts";
import { plan } from "./terminal_plan.ts";
import { rowsOf } from "./terminal_rows.ts";
import { type Script, scriptOf } from "./terminal_script.ts";
import { spacetimeLines } from "./terminal.ts";

function send(at: number, message: number, from: number, to: number): TraceEvent {
  const body = { type: "ask", n: message };
  return { at, kind: "send", message, from, to, body, nth: 1, latencyMs: 5 };
}

function deliver(at: number, message: number, from: number, to: number): TraceEvent {
  return { at, kind: "deliver", message, from, to, body: { type: "ask", n: message } };
}

function drawn(script: Script, columns = 60, rows?: number): string[] {
  const lines = spacetimeLines(script, { columns, ...(rows === undefined ? {} : { rows }) });
  return lines.map((line) => line.map(({ text }) => text).join("").trimEnd());
}

const start = (node: number): TraceEvent => ({ at: 0, kind: "start", node, recovered: false });

Deno.test("a message that overtakes another has a line of its own", () => {
  const trace: Trace = [
    send(0, 0, 0, 1),
    send(1, 1, 0, 1),
    deliver(3, 1, 0, 1),
    deliver(9, 0, 0, 1),
  ];
  assertEquals(drawn(scriptOf(trace)), [
    "ms   node 0 node 1",
    " 0     ●────╮ │    ask 0",
    " 1     ●──╮ │ │    ask 1",
    " 3     │  ╰─┼▶●    ask 1 arrives",
    " 9     │    ╰▶●    ask 0 arrives",
  ]);
});

Deno.test("a line to the left ends on the right side of its lane, and crosses those between", () => {
  const trace: Trace = [start(1), send(0, 0, 2, 0), send(0, 1, 1, 0), deliver(4, 0, 2, 0)];
  assertEquals(drawn(scriptOf(trace), 70), [
    "ms   node 0 node 1 node 2",
    " 0     │ ╭────┼──────●    ask 0",
    "       │ │ ╭──●      │    ask 1",
    " 4     ●◀╯ │  │      │    ask 0 arrives",
  ]);
});

Deno.test("losses, crashes, pauses, faults and violations are seen where they happen", () => {
  const trace: Trace = [
    send(0, 0, 0, 1),
    { at: 0, kind: "lose", message: 0, from: 0, to: 1, why: "lost" },
    send(1, 1, 0, 1),
    { at: 2, kind: "crash", node: 1 },
    { at: 3, kind: "lose", message: 1, from: 0, to: 1, why: "down" },
    { at: 4, kind: "start", node: 1, recovered: true },
    { at: 5, kind: "pause", node: 0 },
    { at: 6, kind: "timer", node: 1, timer: { type: "tick" } },
    { at: 7, kind: "resume", node: 0 },
    { at: 8, kind: "fault", words: "at 8 ms the clock of node 0 jumps by 5 ms", nodes: [0] },
    { at: 9, kind: "violation", invariant: "rule", words: "it broke", nodes: [1] },
  ];
  assertEquals(drawn(scriptOf(trace), 70), [
    "ms     node 0     node 1",
    " 0       ●────✗     │      ask 0: lost",
    " 1       ●────────╮ │      ask 1",
    " 2       │        │ ✗      node 1 crashes",
    " 3       │        ╰✗       ask 1: nobody is there",
    " 4       │          ●      node 1 restarts",
    " 5       ‖          │      node 0 pauses",
    " 6       ┊          ○      node 1 timer tick",
    " 7       ●          │      node 0 goes on",
    " 8       !          │      the clock of node 0 jumps by 5 ms",
    " 9       │          ✗      rule: it broke",
  ]);
});

Deno.test("a client asks and is answered on a line of its own", () => {
  const trace: Trace = [
    { at: 0, kind: "invoke", process: 3, address: 100, operation: 0, input: "read" },
    send(0, 0, 100, 0),
    deliver(5, 0, 100, 0),
    { at: 8, kind: "save", node: 0, record: { term: 1 } },
    { at: 9, kind: "ok", process: 3, operation: 0, output: 7 },
  ];
  const lines = drawn(scriptOf(trace), 70);
  assert(lines[0]!.includes("client 3") && lines[0]!.includes("node 0"), lines[0]);
  assert(lines[1]!.endsWith("client 3 asks read"));
  assert(lines.at(-2)!.endsWith("node 0 saves term=1"));
  assert(lines.at(-1)!.endsWith("client 3 is answered 7"));
  const ends = (["fail", "unknown"] as const).map((kind): TraceEvent => ({
    at: 9,
    kind,
    process: 3,
    operation: 0,
  }));
  const words = scriptOf([...trace.slice(0, 3), ...ends]).beats.map((beat) => beat.words);
  assertEquals(words.slice(-2), ["is refused", "gives up waiting"]);
});

Deno.test("of a long run the end is drawn, and messages from before come in from above", () => {
  const many = Array.from({ length: 20 }, (_, i) => send(i, i, 0, 1));
  const trace: Trace = [...many, deliver(30, 0, 0, 1)];
  const lines = drawn(scriptOf(trace), 60, 2);
  assertEquals(lines[0], "19 earlier events are not shown");
  assertEquals(lines.length, 4);
  assert(lines.at(-1)!.includes("▶●"), lines.join("\n"));
});

Deno.test("scripts of very long runs are cut to their end, which says so", () => {
  const trace = Array.from({ length: 1000 }, (_, i): TraceEvent => send(i, i, 0, 1));
  const script = scriptOf(trace);
  assertEquals([script.beats.length, script.leftOut], [400, 600]);
  assertEquals(rowsOf(script, 10).leftOut, 990);
});

Deno.test("a script is the same after it has been written as JSON", () => {
  const script = scriptOf(randomTrace(1));
  assertEquals(JSON.parse(JSON.stringify(script)), script);
});

Deno.test("where lanes do not fit, clients go first, and messages name who has no line", () => {
  const trace: Trace = [
    { at: 0, kind: "invoke", process: 0, address: 100, operation: 0, input: "read" },
    send(0, 0, 100, 0),
    ...[1, 2, 3, 4].map((node) => send(1, node, 0, node)),
  ];
  const lines = drawn(scriptOf(trace), 66);
  assertEquals(lines[0], "1 without a line of their own");
  assert(lines.some((line) => line.endsWith("to node 0: ask 0")), lines.join("\n"));
});

Deno.test("clients that no message goes to have no line where that would take room from words", () => {
  const asks = [0, 1, 2].map((process): TraceEvent => ({
    at: 0,
    kind: "invoke",
    process,
    address: 100 + process,
    operation: process,
    input: "read",
    local: 0,
  }));
  const trace: Trace = [...asks, send(0, 0, 0, 1), send(0, 1, 1, 2)];
  const narrow = drawn(scriptOf(trace), 66);
  assertEquals(narrow[0], "3 without a line of their own");
  assert(narrow.some((line) => line.endsWith("client 2 asks read")), narrow.join("\n"));
  const wide = drawn(scriptOf(trace), 82);
  assert(wide.every((line) => !line.includes("without a line")), wide.join("\n"));
});

Deno.test("names that do not fit stand in two rows, numbers below", () => {
  const asks = [0, 1].map((process): TraceEvent => ({
    at: 0,
    kind: "invoke",
    process,
    address: 100 + process,
    operation: process,
    input: "read",
  }));
  const lines = drawn(scriptOf([...asks, send(0, 0, 0, 1), send(0, 1, 1, 2)]), 72);
  assertEquals(lines.slice(0, 2), [
    "     client client",
    "ms     0      1    node 0 node 1 node 2",
  ]);
});

Deno.test("lines turn and cross as they must", () => {
  const canvas = new Canvas(3, 5);
  canvas.through(1, 2, "soft");
  canvas.across(1, 0, 4, 0);
  canvas.down(0, 1, 4, 0);
  canvas.down(1, 2, 0, 0);
  const text = (row: number) => canvas.pieces(row).map((piece) => piece.text).join("");
  assertEquals([text(0), text(1), text(2)], ["    ╷", "╭─┼─╯", "╵    "]);
});

const sizes = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  columns: fc.integer({ min: 58, max: 140 }),
});

Deno.test("no line is wider than it may be, and every arrival ends in an arrow or has its words", () => {
  fc.assert(
    fc.property(sizes, ({ seed, columns }) => {
      const script = scriptOf(randomTrace(seed));
      const rows = rowsOf(script, 60);
      for (const line of drawn(script, columns)) assert([...line].length <= columns, line);
      const { tracks } = plan(script, rows, columns);
      const arrived = [...tracks.keys()].filter(({ fate }) => fate === "arrived");
      const heads = drawn(script, columns).join("\n").match(/[▶◀]/g)?.length ?? 0;
      assertEquals(heads, arrived.length);
    }),
    { numRuns: 60 },
  );
});

Deno.test("no two messages go down through the same cell", () => {
  fc.assert(
    fc.property(sizes, ({ seed, columns }) => {
      const script = scriptOf(randomTrace(seed));
      const rows = rowsOf(script, 60);
      const { tracks, lanes } = plan(script, rows, columns);
      const cells = [...tracks].flatMap(([{ leaves, ends }, column]) =>
        Array.from({ length: ends - leaves + 1 }, (_, i) => `${leaves + i}:${column}`)
      );
      assertEquals(new Set(cells).size, cells.length);
      for (const column of tracks.values()) assert(![...lanes.values()].includes(column));
    }),
    { numRuns: 60 },
  );
});

/** Three nodes that answer whatever they hear, on a bad network. */
function randomTrace(seed: number): Trace {
  const world = new World<{ n: number }, { type: "ping"; n: number }>({
    seed,
    nodes: 3,
    network: { latency: uniform(1, 30), loss: 0.2, duplication: 0.2 },
    faults: [{ kind: "crash", at: 20, node: 1, downMs: 10 }],
    protocol: {
      start(io) {
        for (const to of io.peers) if (to !== io.self) io.send(to, { type: "ping", n: io.self });
        return { n: 0 };
      },
      upon: {
        ping(s, { from, n }, io) {
          if (++s.n < 6) io.send(from, { type: "ping", n: n + 1 });
        },
      },
    },
  });
  world.run(100);
  return world.trace;
}
