import { assert, assertEquals, assertGreater } from "@std/assert";
import { uniform } from "../sim/latency.ts";
import { World } from "../sim/world.ts";
import { atLeastOnce } from "./at_least_once.ts";
import { assertFails, bank, hunt, quiet, run, transcript } from "./bank_test.ts";
import { type Message, RETRY_MS, SERVER } from "./call.ts";
import { acknowledgedStays } from "./invariants.ts";
import { labels } from "./labels.ts";

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

Deno.test("at least once: a link that loses each reply once is fair-lossy, and the call never ends", () => {
  const faults = Array.from(
    { length: 200 },
    (_, i) => ({ kind: "lose", from: 0, to: 1, nth: i + 1 }) as const,
  );
  const world = new World({ ...quiet(atLeastOnce, { faults, invariants: [] }), seed: 1 });
  world.run(190 * RETRY_MS);
  const replies = world.trace.flatMap((event) =>
    event.kind === "send" && event.from === SERVER ? [labels.message!(event.body as Message)] : []
  );
  assertEquals(new Set(replies).size, replies.length, "each tells another balance");
  assertGreater(replies.length, 180);
  assert(world.clientsBusy);
});
