/** How long a follower takes to catch up. @module */

import { bare } from "../../../replicated/requests.ts";
import { raft } from "../../../consensus/raft/raft.ts";
import {
  type KeyValueCommand,
  keyValueMachine,
} from "../../../replicated/state_machine/key_value.ts";
import type { Fault } from "../../../sim/fault.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";

/** What a follower missed, and how it may catch up. */
export interface Absence {
  /** How many writes it missed. */
  readonly writes: number;
  /** To how many keys in turn; all have been written before. */
  readonly keys: number;
  /** How many entries lie between two snapshots; default: there are none. */
  readonly snapshotEvery?: number;
}

/** What a link carries, in bytes a ms. */
const BANDWIDTH = 50;
/** How long a leader goes on trying before the follower is back, in ms: longer than it waits between two tries. */
const AWAY_MS = 500;

/**
 * How long a follower that was away takes to have all that its leader had when it came back, in ms from when it
 * hears of its leader again: how long that takes is a matter of heartbeats. Messages take 10 ms besides the time
 * that the link needs for their bytes; those with entries hold 2,000 bytes, and at most four are under way.
 */
export function catchUpMs({ writes, keys, snapshotEvery = Infinity }: Absence): number {
  const world = new World({
    protocol: raft({
      machine: keyValueMachine,
      snapshotEvery,
      maxEntryBytesPerMessage: 2000,
      maxInflight: 4,
    }),
    nodes: 3,
    seed: 2,
    network: { latency: constant(10), bandwidth: BANDWIDTH },
    trace: "none",
    strict: false,
  });
  world.run(2000);
  const leader = world.states.findIndex((s) => s!.role === "leader"), away = (leader + 1) % 3;
  const write = (count: number) => {
    for (let i = 0; i < count; i++) {
      const put: KeyValueCommand = { type: "put", key: `key ${i % keys}`, value: `value ${i}` };
      world.tell(leader, bare(put));
      world.run(4);
    }
  };
  write(keys);
  world.run(1000);
  const others = [0, 1, 2].filter((node) => node !== away);
  const sides = [[away], others] as const;
  const cut: Fault = { kind: "partition", at: world.now, forMs: Infinity, sides };
  world.inject(cut);
  write(writes);
  world.run(AWAY_MS);
  world.lift(cut);
  const target = world.states[leader]!.lastApplied;
  world.run(60_000, () => world.states[away]!.leader === leader);
  const begun = world.now;
  world.run(60_000, () => world.states[away]!.lastApplied >= target);
  return Math.round(world.now - begun);
}
