import { assertEquals } from "@std/assert";
import type { Labels } from "../../model/labels.ts";
import { rowsOf } from "./terminal_rows.ts";
import { scriptOf } from "./terminal_script.ts";

Deno.test("labels are said in place of types and fields, and keep the colours of messages", () => {
  const labels: Labels = {
    node: (id) => `L${id}`,
    client: () => "Ada",
    message: () => "hello",
    timer: () => "the bell",
    record: (record) => `L2 [${record}]`,
    request: (input) => `buy ${input}`,
    answer: (output) => `sold ${output}`,
    colours: { ping: 3 },
  };
  const body = { type: "ping" };
  const script = scriptOf([
    { at: 0, kind: "invoke", process: 0, address: 9, operation: 0, input: "x" },
    { at: 1, kind: "send", message: 0, from: 9, to: 1, body, nth: 1, latencyMs: 5 },
    { at: 2, kind: "timer", node: 1, timer: { type: "tick" } },
    { at: 3, kind: "save", node: 1, record: "1|3" },
    { at: 4, kind: "ok", process: 0, operation: 0, output: 7 },
  ], labels);
  assertEquals(script.lanes.map(({ name }) => name), ["Ada", "L1"]);
  assertEquals(script.beats.map(({ words }) => words), [
    "asks buy x",
    "hello",
    "timer: the bell",
    "saves L2 [1|3]",
    "is answered sold 7",
  ]);
  assertEquals(rowsOf(script, 60).flights.map(({ type }) => type), [3]);
});
