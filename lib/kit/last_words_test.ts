import { assertEquals } from "@std/assert";
import type { Labels } from "../model/labels.ts";
import type { TraceEvent } from "../model/trace.ts";
import { lastWords } from "./last_words.ts";

type Message = { readonly type: "beat" } | { readonly type: "vote"; readonly term: number };
const labels: Labels<unknown, Message> = {
  message: (message) => message.type === "vote" ? `vote in ${message.term}?` : "beat",
  routine: ({ type }) => type === "beat",
};
const send = (at: number, body: Message, latencyMs = 5): TraceEvent => (
  { kind: "send", at, message: at, from: 0, to: 1, body, nth: 1, latencyMs }
);

Deno.test("the last that was said is told in the words of the protocol, without what brings no news", () => {
  const votes = Array.from({ length: 20 }, (_, i) => send(i, { type: "vote", term: i }));
  const trace: TraceEvent[] = [
    ...votes,
    send(30, { type: "beat" }),
    { kind: "crash", at: 31, node: 1 } as TraceEvent,
    { kind: "start", at: 40, node: 1, recovered: true },
    send(41, { type: "vote", term: 99 }, Infinity),
  ];
  const lines = lastWords(trace, labels);
  assertEquals(lines.length, 13);
  assertEquals(lines.slice(-3), [
    "     31.0 ms  1 crashes",
    "     40.0 ms  1 restarts",
    "     41.0 ms  0 → 1  vote in 99?, which is lost",
  ]);
  assertEquals(lines[1], "     11.0 ms  0 → 1  vote in 11?");
  assertEquals(lastWords([send(1, { type: "beat" })], labels), ["Nothing was said at all."]);
});
