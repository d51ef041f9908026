import { assert, assertEquals } from "@std/assert";
import type { Fault } from "../../sim/fault.ts";
import { World } from "../../sim/world.ts";
import { localReads } from "./local_reads.ts";
import { type State, totalOrder } from "./total_order.ts";
import { calm, harsh, heard, transcript } from "./users_test.ts";
import { read, write } from "./storms.ts";
import { asStore } from "./stores.ts";

Deno.test("total order: whoever asked answers when the operation comes back with its number", () => {
  const world = calm(totalOrder, [[], [{ input: write("x", 1) }], []]);
  assertEquals(transcript(world.trace), [
    "0 user 1 asks x=1",
    "0 1 → 0 x=1",
    "5 0 → 1 1: x=1",
    "5 0 → 2 1: x=1",
    "10 user 1 hears –",
  ]);
});

Deno.test("total order: an entry that comes before its turn waits", () => {
  const faults: Fault[] = [{ kind: "delay", from: 0, to: 1, nth: 1, latencyMs: 20 }];
  const asks = [[{ input: write("x", 1) }, { input: write("y", 2) }], [
    { input: read("y"), at: 10 },
    { input: read("y"), at: 30 },
  ]];
  assertEquals(heard(calm(localReads, asks, { faults })), ["y=null", "y=2"]);
});

Deno.test("total order: what a link has lost is asked for again", () => {
  const faults: Fault[] = [{ kind: "lose", from: 0, to: 1, nth: 1 }];
  const asks = [[{ input: write("x", 1) }], [
    { input: read("x"), at: 90 },
    { input: read("x"), at: 120 },
  ]];
  assertEquals(heard(calm(localReads, asks, { faults })), ["x=null", "x=1"]);
});

Deno.test("total order: of two logs, one is a prefix of the other, at any time", () => {
  for (let seed = 1; seed <= 50; seed++) {
    const world = harsh(asStore(totalOrder), seed);
    for (let steps = 0; steps < 40; steps++) {
      world.run(10);
      const states = world.states as State[];
      for (const { log, early } of states) {
        assert([...early.keys()].every((number) => number > log.length), `seed ${seed}`);
      }
      const logs = states.map(({ log }) => log);
      const longest = logs.reduce((a, b) => a.length >= b.length ? a : b);
      for (const log of logs) assertEquals(log, longest.slice(0, log.length), `seed ${seed}`);
    }
  }
});

Deno.test("local reads: reads cost nothing, and may miss what is long written", () => {
  const world = calm(localReads, [
    [{ input: write("x", 1) }],
    [{ input: read("x"), at: 1 }, { input: read("x"), at: 6 }],
  ]);
  assertEquals(heard(world), ["x=null", "x=1"]);
  assertEquals(world.history.map(({ invokedAt, endedAt }) => endedAt - invokedAt), [0, 0, 0]);
});

Deno.test("total order: a sequencer that is alone is its own majority", () => {
  const world = new World({ protocol: totalOrder, nodes: 1, seed: 1 });
  world.run(1000);
  assertEquals(world.messages, 0);
});
