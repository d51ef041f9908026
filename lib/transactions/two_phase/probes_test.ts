import { assertEquals } from "@std/assert";
import type { Latency } from "../../model/latency.ts";
import { constant, uniform } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import type { Operations } from "../operation.ts";
import { applications } from "./storms/work.ts";
import { twoPhase } from "./two_phase.ts";

/** Neighbours in this circle are kept by different participants. */
const KEYS = ["a", "x", "b", "y"];

/**
 * Each of some applications appends to its own list and then to that of the next one, all at once, so that they wait in
 * a circle. Says how often each was tried, and how many probes were sent.
 */
function circle(size: number, latency: Latency, seed: number) {
  const transactions = Array.from({ length: size }, (_, i): Operations => [
    { type: "append", key: KEYS[i]!, value: i },
    { type: "append", key: KEYS[(i + 1) % size]!, value: i },
  ]);
  let probes = 0;
  const world = new World({
    protocol: twoPhase({ policy: "detection" }),
    nodes: 2 + size,
    network: { latency },
    clients: applications(transactions.map((input) => [{ input }]), 2 + size),
    seed,
    tap: ({ body }) => {
      if (["probe", "chase"].includes((body as { type: string }).type)) probes++;
    },
  });
  world.run(3000);
  assertEquals(world.history.map(({ outcome }) => outcome), Array(size).fill("ok"));
  return { tries: world.snapshot().states.slice(2).map((s) => s!.count), probes };
}

for (const size of [2, 4]) {
  Deno.test(`of ${size} that wait in a circle through two participants one finds it, and is tried again`, () => {
    const { tries, probes } = circle(size, constant(1), 1);
    assertEquals([...tries].sort(), [...Array(size - 1).fill(1), 2]);
    // The youngest, which is the last where all clocks show the same.
    assertEquals(tries.at(-1), 2);
    // A probe follows an edge by two messages, and each waits until one that is younger than its initiator is in its way.
    assertEquals(probes <= size * size, true, `${probes}`);
  });
}

Deno.test("whenever messages come, all are done in the end", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const { tries } = circle(4, uniform(1, 30), seed);
    assertEquals(tries.every((count) => count <= 3), true, `seed ${seed}: ${tries}`);
  }
});
