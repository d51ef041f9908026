import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Trace } from "../model/trace.ts";
import { scheduleOf } from "./chance.ts";
import { constant } from "./latency.ts";
import { SPAN_MS, worlds } from "./world_arbitrary_test.ts";
import { World } from "./world.ts";

/** What the nodes and clients could see, without the numbers and words of the faults behind it. */
function seen(trace: Trace): unknown[] {
  return trace.flatMap((event) => {
    if (event.kind === "fault" || event.kind === "send" || event.kind === "lose") return [];
    return [event];
  });
}

Deno.test("the schedule of a random run replays it: the same events at the same times", () => {
  let chances = 0;
  fc.assert(
    fc.property(worlds, fc.integer({ min: 1, max: 20 }), (options, usualMs) => {
      const random = new World(options);
      random.run(SPAN_MS * 2);
      const faults = scheduleOf(random.trace, usualMs, options.faults);
      const replay = new World({ ...options, network: { latency: constant(usualMs) }, faults });
      replay.run(SPAN_MS * 2);
      assertEquals(seen(replay.trace), seen(random.trace));
      assertEquals(replay.history, random.history);
      chances += faults.filter((fault) =>
        fault.kind === "lose" || fault.kind === "duplicate"
      ).length;
    }),
    { seed: 1, numRuns: 150 },
  );
  assert(chances > 100, "the random runs lose and duplicate messages");
});

Deno.test("each thing that chance did is one fault, and what was usual is none", () => {
  const send = { kind: "send", at: 0, from: 0, to: 1, body: null } as const;
  const trace: Trace = [
    { ...send, message: 0, nth: 1, latencyMs: 1 },
    { ...send, message: 1, nth: 2, latencyMs: 5 },
    { ...send, message: 2, nth: 2, latencyMs: 3, copyOf: 1 },
    { ...send, message: 3, nth: 3, latencyMs: Infinity },
    { kind: "lose", at: 0, message: 3, from: 0, to: 1, why: "lost" },
    { ...send, message: 4, nth: 4, latencyMs: Infinity },
    { kind: "lose", at: 0, message: 4, from: 0, to: 1, why: "partitioned" },
  ];
  assertEquals(scheduleOf(trace, 1), [
    { kind: "delay", from: 0, to: 1, nth: 2, latencyMs: 5 },
    { kind: "duplicate", from: 0, to: 1, nth: 2, latencyMs: 3 },
    { kind: "lose", from: 0, to: 1, nth: 3 },
  ]);
});

Deno.test("planned faults stay, but for those that show in the fate of messages", () => {
  const crash = { kind: "crash", at: 1, node: 0 } as const;
  const slow = { kind: "slow", at: 1, forMs: 1, from: 0, to: 1, byMs: 1 } as const;
  const lose = { kind: "lose", from: 0, to: 1, nth: 1 } as const;
  assertEquals(scheduleOf([], 1, [crash, slow, lose]), [crash]);
});
