import { assert, assertEquals } from "@std/assert";
import { endlessMs } from "../model/latency.ts";
import { failureWords, usualWords } from "./failure_words.ts";

const violation = { at: 30, invariant: "one", words: "two are", nodes: [] };
const failure = { seed: 7, violation, schedule: [], workload: [[{ input: "x" }]], usualMs: 5 };

Deno.test("a failure is told by its seed, what clients ask, the schedule, and how long messages take", () => {
  assertEquals(failureWords(failure), [
    "at 30 ms of seed 7; it takes no more than",
    '  client 0 asks "x"',
    "  no faults",
    "  (a message takes 5 ms where nothing else is said)",
  ]);
});

Deno.test("nothing is said of messages where there are none, and no time of those that do not arrive", () => {
  assertEquals(usualWords({ ...failure, isSilent: true }), undefined);
  assertEquals(failureWords({ ...failure, isSilent: true }).at(-1), "  no faults");
  assertEquals(
    usualWords({ usualMs: endlessMs }),
    "a message has not arrived where nothing else is said",
  );
});

Deno.test("of what is too much to be read, as much is told as can be, and how much there is", () => {
  const lines = failureWords({
    ...failure,
    workload: [Array.from({ length: 400 }, (_, i) => ({ input: i }))],
    schedule: Array.from(
      { length: 1300 },
      (_, i) => ({ kind: "delay", from: 0, to: 1, nth: i + 1, latencyMs: 100 }) as const,
    ),
  });
  assert(lines[1]!.endsWith("58,59 … and 340 more"), lines[1]);
  assert(lines.includes("   … and 1240 more"), lines.at(-2));
  assert(lines.length < 70);
});
