import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { type BatchingOptions, simulateBatching } from "./batching.ts";

const base: BatchingOptions = {
  seed: 1,
  messages: 5000,
  messageBytes: 100,
  perSecond: Infinity,
  writeUs: 10,
  byteUs: 0.001,
  bytes: 100,
};

Deno.test("when all wait, throughput is n messages for one write and n times their bytes", () => {
  for (const messageBytes of [10, 100, 1000]) {
    for (const n of [1, 2, 10, 50]) {
      const run = simulateBatching({ ...base, messageBytes, bytes: n * messageBytes });
      assertAlmostEquals(run.perSecond, 1e6 * n / (10 + n * messageBytes * 0.001), 1);
      assertEquals(run.writes, 5000 / n);
    }
  }
});

Deno.test("batches are worth much for small messages, and little for large ones", () => {
  const gain = (messageBytes: number) =>
    simulateBatching({ ...base, messageBytes, bytes: 65_536 }).perSecond /
    simulateBatching({ ...base, messageBytes, bytes: 1 }).perSecond;
  assert(gain(100) > 40, `${gain(100)}`);
  assert(gain(30_000) < 1.5, `${gain(30_000)}`);
});

Deno.test("Nagle's rule costs no latency at a low load, and at a high one nothing else keeps up", () => {
  const at = (perSecond: number, rules: { bytes: number; lingerMs?: number }) =>
    simulateBatching({ ...base, perSecond, ...rules });
  const calm = at(1000, { bytes: 65_536 }), single = at(1000, { bytes: 1 });
  assertAlmostEquals(calm.latencyMs.mean, single.latencyMs.mean, 0.001);
  // A single write in 10.1 µs: 99,000 in a second are the most.
  const busy = at(150_000, { bytes: 65_536 }), drowns = at(150_000, { bytes: 1 });
  assert(busy.latencyMs.p99 < 0.05, `${busy.latencyMs.p99}`);
  assert(drowns.latencyMs.p99 > 10, `${drowns.latencyMs.p99}`);
});

Deno.test("who lingers writes less often, and every message pays for it at a low load", () => {
  const rules = { perSecond: 1000, bytes: 65_536 };
  const eager = simulateBatching({ ...base, ...rules });
  const lingers = simulateBatching({ ...base, ...rules, lingerMs: 5 });
  assert(lingers.writes < eager.writes / 4, `${lingers.writes} of ${eager.writes}`);
  assert(lingers.latencyMs.p99 < 5.1, `${lingers.latencyMs.p99}`);
  assert(lingers.latencyMs.mean > 2 && eager.latencyMs.mean < 0.1);
});
