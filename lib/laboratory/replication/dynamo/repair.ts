/** What read repair costs, and what it brings: how soon replicas agree that have missed writes. @module */

import type { NodeId } from "../../../model/protocol.ts";
import { dynamo } from "../../../replication/dynamo/dynamo.ts";
import type { Message, Saved, Timer } from "../../../replication/dynamo/messages.ts";
import type { State } from "../../../replication/dynamo/state.ts";
import { isSame, NOTHING } from "../../../replication/dynamo/versions/copy.ts";
import { uniform } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";

/** By what means copies become alike; besides gets that mend, all may compare each second. */
export interface Means {
  /** Whether gets mend. */
  readonly readRepair: boolean;
  /** From one comparison of a node to the next, in ms; null: none. */
  readonly repairMs: number | null;
}

/** What came of it. */
export interface RepairRun {
  /** After how long all copies were alike, in ms after the last write; null: not within the run. */
  readonly agreedMs: number | null;
  /** Messages between nodes from then until the end of the run. */
  readonly messages: number;
  /** How many of them were sent to mend. */
  readonly mends: number;
}

const KEYS = 20, GET_EVERY_MS = 20, FOR_MS = 8000;

/**
 * Three replicas; twenty keys are written while one replica is cut off and nobody keeps hints. Then it is back, and one
 * key after another is read, over and over, one every 20 ms.
 */
export function repairRun({ readRepair, repairMs }: Means, seed = 1): RepairRun {
  const counts = { messages: 0, mends: 0 };
  const world = new World<State, Message, Timer, Saved>({
    protocol: dynamo({
      ...{ readRepair, repairMs, hints: 0, handoffMs: 200, patienceMs: 50 },
      replicasOf: (_, nodes: readonly NodeId[]) => nodes,
    }),
    nodes: 3,
    network: { latency: uniform(1, 10) },
    seed,
    trace: "none",
    tap: ({ from, to, body }) => {
      if (from > 2 || to > 2) return;
      counts.messages++;
      if ((body as Message).type === "mend") counts.mends++;
    },
  });
  const cut = { kind: "partition", at: 0, forMs: Infinity, sides: [[0, 1], [2]] } as const;
  world.inject(cut);
  for (let key = 0; key < KEYS; key++) {
    world.tell(key % 2, { type: "put", key: `${key}`, value: `${key}`, context: new Map() });
  }
  world.run(300);
  world.lift(cut);
  counts.messages = counts.mends = 0;
  let agreedMs: number | null = null;
  for (let i = 0; i < FOR_MS / GET_EVERY_MS; i++) {
    world.tell(i % 3, { type: "get", key: `${i % KEYS}` });
    world.run(GET_EVERY_MS);
    if (agreedMs === null && areAlike(world.states)) agreedMs = (i + 1) * GET_EVERY_MS;
  }
  return { agreedMs, ...counts };
}

function areAlike(states: readonly (Readonly<State> | undefined)[]): boolean {
  return Array.from({ length: KEYS }, (_, key) => `${key}`).every((key) => {
    const [first, ...others] = states.map((s) => s!.store.get(key) ?? NOTHING);
    return others.every((copy) => isSame(copy, first!));
  });
}
