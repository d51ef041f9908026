/** How long a follower takes to catch up. @module */

import { bare } from "../../../consensus/raft/client.ts";
import { raft } from "../../../consensus/raft/raft.ts";
import {
  type KeyValueCommand,
  keyValueMachine,
} from "../../../replicated/state_machine/key_value.ts";
import type { Fault } from "../../../sim/fault.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";

/**
 * How long a follower that was away while a store of ten keys was written to `count` times takes to have it all,
 * in ms. Messages take 10 ms and hold 2,000 bytes, four at a time; links have no bandwidth, so what counts is
 * round trips.
 */
export function catchUpMs(count: number, snapshotEvery: number): number {
  const world = new World({
    protocol: raft({
      machine: keyValueMachine,
      snapshotEvery,
      maxEntryBytesPerMessage: 2000,
      maxInflight: 4,
    }),
    nodes: 3,
    seed: 2,
    network: { latency: constant(10) },
    trace: "none",
    strict: false,
  });
  world.run(2000);
  const leader = world.states.findIndex((s) => s!.role === "leader"), away = (leader + 1) % 3;
  const others = [0, 1, 2].filter((node) => node !== away);
  const sides = [[away], others] as const;
  const cut: Fault = { kind: "partition", at: world.now, forMs: Infinity, sides };
  world.inject(cut);
  for (let i = 0; i < count; i++) {
    const write: KeyValueCommand = { type: "put", key: `key ${i % 10}`, value: `value ${i}` };
    world.tell(leader, bare(write));
    world.run(1);
  }
  world.run(200);
  world.lift(cut);
  const begun = world.now, target = world.states[leader]!.lastApplied;
  world.run(60_000, () => world.states[away]!.lastApplied >= target);
  return world.now - begun;
}
