import { assertEquals } from "@std/assert";
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
