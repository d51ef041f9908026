import { assert, assertEquals } from "@std/assert";
import { percentile } from "../measured.ts";
import { type FlowOptions, simulateFlow } from "./flow.ts";

const link = { messageBytes: 1000, latencyMs: 2, linkPerMs: 100_000, durationMs: 1000 };
const slowDisk: FlowOptions = { ...link, streams: [{ writesPerMs: 1000, readsPerMs: 500 }] };
const windows = { stream: 20_000, connection: 40_000 };

Deno.test("without backpressure, bytes pile up at the server for as long as the disk is slower", () => {
  const { samples, mostBytes, streams: [stream] } = simulateFlow(slowDisk);
  // 1000 - 500 bytes each ms stay.
  assert(Math.abs(mostBytes - 500_000) < 5000, `${mostBytes}`);
  assert(samples.at(-1)!.server > 490_000);
  assert(percentile(stream!.latenciesMs, 0.99) > 400);
  assertEquals(stream!.accepted, 1000);
});

Deno.test("with credit the disk's pace reaches the client: bytes and latency are bounded", () => {
  const { mostBytes, streams: [stream], violations } = simulateFlow({ ...slowDisk, windows });
  assertEquals(violations, []);
  assert(mostBytes <= windows.stream + link.messageBytes, `${mostBytes}`);
  assert(percentile(stream!.latenciesMs, 0.99) <= mostBytes / 500 + 2 * link.latencyMs);
  // The disk is as busy as it would be without.
  const free = simulateFlow(slowDisk).streams[0]!.latenciesMs.length;
  assert(stream!.latenciesMs.length >= 0.98 * free, `${stream!.latenciesMs.length} of ${free}`);
});

Deno.test("a window below bandwidth times delay limits the pace; one above does not", () => {
  const fast = { ...link, latencyMs: 10, streams: [{ writesPerMs: 1000, readsPerMs: 5000 }] };
  const read = (bytes: number) =>
    simulateFlow({ ...fast, windows: { stream: bytes, connection: bytes } }).streams[0]!.latenciesMs
      .length;
  assert(read(5000) < 300, `${read(5000)}`);
  assert(read(60_000) > 950, `${read(60_000)}`);
});

/**
 * One reader stands still almost; the others are fast. The slowest and the fastest of what the fast ones
 * had.
 */
function besideASlowReader(options: Partial<FlowOptions>) {
  const streams = Array.from(
    { length: 4 },
    (_, i) => ({ writesPerMs: 500, readsPerMs: i === 0 ? 1 : 5000 }),
  );
  const run = simulateFlow({ ...link, streams, ...options });
  return { ...run, read: run.streams.slice(1).map(({ latenciesMs }) => latenciesMs.length) };
}

Deno.test("head of line: with a window for the connection alone, one slow reader stops all", () => {
  const { read, violations } = besideASlowReader({
    windows: { stream: 40_000, connection: 40_000 },
  });
  assertEquals(violations, []);
  assert(read.every((count) => count < 100), `${read}`);
});

Deno.test("with a window for each stream, the others do not notice it", () => {
  const { read, mostBytes, violations } = besideASlowReader({
    windows: { stream: 10_000, connection: 40_000 },
  });
  assertEquals(violations, []);
  assert(read.every((count) => count > 480), `${read}`);
  assert(mostBytes < 60_000, `${mostBytes}`);
});
