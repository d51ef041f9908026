import { assertEquals } from "@std/assert";
import { uniform } from "../sim/latency.ts";
import { assertFails, bank, quiet, run, transcript } from "./bank_test.ts";
import { maybe } from "./maybe.ts";

const lossy = { network: { latency: uniform(1, 20), loss: 0.2 } };
const duplicating = { network: { latency: uniform(1, 20), duplication: 0.2 } };

Deno.test("maybe: on a quiet network a call is one request and one reply", () => {
  assertEquals(transcript(run(quiet(maybe)).trace), [
    "0 user asks 10",
    "0 1 → 0 request 1: +10",
    "5 0 → 1 reply 1: 10",
    "10 user hears 10",
  ]);
});

Deno.test("maybe: one lost message is a call that never ends", () => {
  assertFails(bank(maybe, lossy), "progress", "message 1 from 1 to 0 is lost");
});

Deno.test("maybe: one duplicated request is a call that is executed twice", () => {
  const failure = assertFails(
    bank(maybe, duplicating),
    "at most once",
    "message 1 from 1 to 0 is duplicated; the copy takes 10 ms",
  );
  assertEquals(
    failure.violation.words,
    "call 1 of node 1, a deposit of 10, was executed twice",
  );
});

Deno.test("maybe: a second reply answers nobody, not even the next call", () => {
  const clients = { ...quiet(maybe).clients!, workload: [[{ input: 10 }, { input: 11 }]] };
  const faults = [{ kind: "duplicate", from: 0, to: 1, nth: 1, latencyMs: 7 }] as const;
  assertEquals(transcript(run(quiet(maybe, { clients, faults })).trace), [
    "0 user asks 10",
    "0 1 → 0 request 1: +10",
    "5 0 → 1 reply 1: 10",
    "5 0 → 1 reply 1: 10",
    "10 user hears 10",
    "11 user asks 11",
    "11 1 → 0 request 2: +11",
    "16 0 → 1 reply 2: 21",
    "21 user hears 21",
  ]);
});
