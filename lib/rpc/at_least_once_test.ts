import { assertEquals } from "@std/assert";
import { uniform } from "../sim/latency.ts";
import { atLeastOnce } from "./at_least_once.ts";
import { assertFails, bank, hunt, quiet, run, transcript } from "./bank_test.ts";
import { acknowledgedStays } from "./invariants.ts";

const lossy = { network: { latency: uniform(1, 20), loss: 0.2 } };

Deno.test("at least once: a lost request is asked again, and there it ends", () => {
  const faults = [{ kind: "lose", from: 1, to: 0, nth: 1 }] as const;
  const world = run(quiet(atLeastOnce, { faults }));
  world.run(1000);
  assertEquals(transcript(world.trace), [
    "0 user asks 10",
    "0 1 → 0 request 1: +10",
    "0 1 → 0 lost",
    "50 1 has waited long enough",
    "50 1 → 0 request 1: +10",
    "55 0 → 1 reply 1: 10",
    "60 user hears 10",
  ]);
});

Deno.test("at least once: every call ends, and what was acknowledged stays, on 2,000 seeds", () => {
  const scenario = bank(atLeastOnce, { invariants: [acknowledgedStays] });
  assertEquals(hunt(scenario, 2000), { passed: 2000 });
});

Deno.test("at least once: a lost reply is a call that is executed twice", () => {
  const failure = assertFails(
    bank(atLeastOnce, lossy),
    "at most once",
    "message 1 from 0 to 1 is lost",
  );
  assertEquals(transcript(failure.trace), [
    "0 user asks 10",
    "0 1 → 0 request 1: +10",
    "9 0 → 1 reply 1: 10",
    "9 0 → 1 lost",
    "50 1 has waited long enough",
    "50 1 → 0 request 1: +10",
    "59 0 → 1 reply 1: 20",
    "59 call 1 of node 1, a deposit of 10, was executed twice",
  ]);
});
