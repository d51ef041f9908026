import { assert, assertEquals } from "@std/assert";
import type { Trace } from "../model/trace.ts";
import { lastPart } from "./last_part.ts";

/** Ten messages from node 0 to node 1, 10 ms apart, each a ms on its way; every second is routine. */
const trace: Trace = [
  { at: 0, kind: "start", node: 0, recovered: false },
  { at: 0, kind: "start", node: 1, recovered: false },
  { at: 1, kind: "state", node: 1, state: "old" },
  { at: 2, kind: "state", node: 1, state: "new" },
  { at: 3, kind: "fault", words: "parted", nodes: [0, 1], until: 200 },
  { at: 4, kind: "fault", words: "slow", nodes: [0], until: 5 },
  ...Array.from({ length: 10 }, (_, message) => {
    const body = { type: message % 2 === 0 ? "news" : "routine" }, from = 0, to = 1;
    const at = 10 * (message + 1), base = { message, from, to, body };
    return [
      { at, kind: "send", nth: message + 1, latencyMs: 1, ...base } as const,
      { at: at + 1, kind: "deliver", ...base } as const,
    ];
  }).flat(),
];
const labels = { routine: (event: unknown) => (event as { type: string }).type === "routine" };

Deno.test("last part: begins with who is up, in its latest state, and what is not over", () => {
  const last = lastPart(trace, labels, 2);
  assertEquals(last.slice(0, 4), [
    { at: 51, kind: "start", node: 0, recovered: false },
    { at: 51, kind: "start", node: 1, recovered: false },
    { at: 51, kind: "state", node: 1, state: "new" },
    { at: 51, kind: "fault", words: "parted", nodes: [0, 1], until: 200 },
  ]);
});

Deno.test("last part: has so many messages with news, and no arrival of what was sent before", () => {
  const last = lastPart(trace, labels, 2);
  const news = last.filter((event) => event.kind === "send" && !labels.routine(event.body));
  assertEquals(news.length, 2);
  const sent = new Set(last.flatMap((event) => event.kind === "send" ? [event.message] : []));
  assert(last.every((event) => event.kind !== "deliver" || sent.has(event.message)));
});

Deno.test("last part: of a short run it is all of it, and labels may know nothing of what is said", () => {
  assertEquals(lastPart(trace, labels, 100), trace);
  const blind = {
    routine() {
      throw new Error("unknown");
    },
  };
  assertEquals(lastPart(trace, blind, 100), trace);
});
