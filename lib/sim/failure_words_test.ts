import { assert, assertEquals } from "@std/assert";
import { endlessMs } from "../model/latency.ts";
import { failureWords, faultLines, usualWords } from "./failure_words.ts";

const violation = { at: 30, invariant: "one", words: "two are", nodes: [] };
const failure = { seed: 7, violation, schedule: [], workload: [[{ input: "x" }]], usualMs: 5 };

Deno.test("a failure is told by its seed, what clients ask, the schedule, and how long messages take", () => {
  assertEquals(failureWords(failure), [
    "at 30 ms of seed 7; it takes no more than",
    "  client 0 asks x",
    "  no faults",
    "  (a message takes 5 ms where nothing else is said)",
  ]);
});

Deno.test("a message of a client is told by who asked, and not by the address of the request", () => {
  const schedule = [
    { kind: "delay", from: 4, to: 1, nth: 1, latencyMs: 11 },
    { kind: "lose", from: 1, to: 0, nth: 2 },
  ] as const;
  const lines = failureWords({ ...failure, schedule, askers: { 4: { client: 1, request: 2 } } });
  assert(
    lines.includes("  message 1 from client 1 (request 2) to 1 takes 11 ms"),
    lines.join("\n"),
  );
  assert(lines.includes("  message 2 from 1 to 0 is lost"), lines.join("\n"));
});

Deno.test("nothing is said of messages where there are none, and no time of those that do not arrive", () => {
  assertEquals(usualWords({ ...failure, isSilent: true }), undefined);
  assertEquals(failureWords({ ...failure, isSilent: true }).at(-1), "  no faults");
  assertEquals(
    usualWords({ usualMs: endlessMs }),
    "a message has not arrived where nothing else is said",
  );
});

const delays = Array.from(
  { length: 1300 },
  (_, i) => ({ kind: "delay", from: 0, to: 1, nth: i + 1, latencyMs: 100 }) as const,
);
const crash = { kind: "crash", at: 7, node: 2 } as const;
const lost = { kind: "lose", from: 1, to: 0, nth: 2 } as const;
const twice = { kind: "duplicate", from: 1, to: 0, nth: 3, latencyMs: 58.898 } as const;

Deno.test("of what is too much to be read, a dozen lines are told, those of nodes first, and how much more there is of what", () => {
  const lines = failureWords({
    ...failure,
    workload: Array.from(
      { length: 60 },
      () => Array.from({ length: 400 }, (_, i) => ({ input: i })),
    ),
    schedule: [...delays, lost, crash, twice],
  });
  assertEquals(lines[1], "  client 0 asks 0; 1; 2; 3; 4; 5; 6; 7 … and 392 more");
  assertEquals(lines[8], "  … and 53 more clients ask");
  assertEquals(lines[9], "  at 7 ms node 2 crashes and stays down");
  assertEquals(
    lines[20],
    "  … and more: lost messages (1), messages that come twice (1), messages that take a time of their own (1290)",
  );
  assertEquals(lines.length, 22);
});

Deno.test("where shrinking was cut short, how long messages take need not matter, and is not told one by one", () => {
  const lines = faultLines({ ...failure, cutShort: true, schedule: [...delays, lost, crash] });
  assertEquals(lines, [
    "at 7 ms node 2 crashes and stays down",
    "message 2 from 1 to 0 is lost",
    "(and 1300 messages take a time of their own)",
  ]);
});

Deno.test("a run that was not shrunk is told by what befell nodes and links, and one that no seed decided by nothing more", () => {
  const happened = ["at 3 ms node 1 crashes"];
  assertEquals(failureWords({ ...failure, workload: [], schedule: delays, happened }), [
    "at 30 ms of seed 7; before that",
    "  at 3 ms node 1 crashes",
  ]);
  assertEquals(failureWords({ ...failure, usualMs: 0, workload: [], unseeded: true }), []);
});
