import type { Trace } from "../../model/trace.ts";

const put = { type: "put", key: "x" };
const done = { type: "done" };

/** A small run with a bit of everything; the tests of this folder share it. */
export const sampleTrace: Trace = [
  { at: 0, kind: "start", node: 0, recovered: false },
  { at: 0, kind: "state", node: 0, state: { calls: 0 } },
  { at: 0, kind: "start", node: 1, recovered: false },
  { at: 0, kind: "state", node: 1, state: { log: [] } },
  { at: 1, kind: "invoke", process: 0, address: 9, operation: 0, input: "x", local: 0 },
  { at: 1, kind: "send", message: 0, from: 0, to: 1, body: put, nth: 1, latencyMs: 4 },
  { at: 1, kind: "state", node: 0, state: { calls: 1 } },
  { at: 5, kind: "deliver", message: 0, from: 0, to: 1, body: put },
  { at: 5, kind: "send", message: 1, from: 1, to: 0, body: done, nth: 1, latencyMs: 4 },
  { at: 5, kind: "state", node: 1, state: { log: ["x"] } },
  { at: 6, kind: "fault", words: "at 6 ms the link slows", nodes: [0, 1], until: 9 },
  { at: 9, kind: "deliver", message: 1, from: 1, to: 0, body: done },
  { at: 9, kind: "ok", process: 0, operation: 0, output: 1 },
  { at: 10, kind: "crash", node: 1 },
  { at: 11, kind: "lose", message: 0, from: 0, to: 1, why: "down" },
  { at: 12, kind: "start", node: 1, recovered: true },
  { at: 13, kind: "timer", node: 0, timer: { type: "tick" } },
  { at: 13, kind: "violation", invariant: "calm", words: "it was not", nodes: [1] },
];
