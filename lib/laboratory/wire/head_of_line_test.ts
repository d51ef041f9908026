import { assert, assertEquals } from "@std/assert";
import { percentile } from "../measured.ts";
import { type Layout, smallLatencies } from "./head_of_line.ts";

const calm = {
  seed: 1,
  messages: 4000,
  largePerThousand: 10,
  bytes: { small: 200, large: 1_000_000 },
  everyMs: 0.5,
  linkPerMs: 100_000,
  latencyMs: 1,
  lostPerThousand: 0,
  againMs: 50,
};
const alone = { ...calm, largePerThousand: 0 };
const lossy = { ...alone, lostPerThousand: 5 };

function tail(options: typeof calm, layout: Layout): number {
  const latencies = smallLatencies({ ...options, ...layout });
  assert(latencies.length > 3900);
  return percentile(latencies, 0.99);
}

const one: Layout = { connections: 1, turns: false };
const turns: Layout = { connections: 1, turns: true };
const many: Layout = { connections: 16, turns: false };
const both: Layout = { connections: 16, turns: true };

Deno.test("small messages alone wait for nobody", () => {
  for (const layout of [one, turns, many]) assert(tail(alone, layout) < 1.1);
});

Deno.test("behind a large message, small ones wait for all of it; taking turns, for a frame of each", () => {
  assert(tail(calm, one) > 10, `${tail(calm, one)}`);
  assert(tail(calm, turns) < 3, `${tail(calm, turns)}`);
  // More connections make it rarer: of four, one stands still.
  assert(tail(calm, { connections: 4, turns: false }) > 10);
  assert(tail(calm, many) < 3, `${tail(calm, many)}`);
});

Deno.test("behind a lost packet, turns do not help, and connections do", () => {
  assert(tail(lossy, turns) > 40, `${tail(lossy, turns)}`);
  const held = (layout: Layout) =>
    smallLatencies({ ...lossy, ...layout }).filter((latencyMs) => latencyMs > 2).length;
  assert(held(turns) > 5 * held(both), `${held(turns)} and ${held(both)}`);
});

Deno.test("a run depends on its seed alone", () => {
  assertEquals(smallLatencies({ ...calm, ...both }), smallLatencies({ ...calm, ...both }));
});
