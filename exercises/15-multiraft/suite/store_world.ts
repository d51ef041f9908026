/** Five nodes with a store of ranges, and its clients. @module */

import type { Ask, Clients } from "hb/model/clients.ts";
import type { Protocol, Tagged } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { World } from "hb/sim/world.ts";
import type { RunningStore, StoreOptions } from "../given.ts";
import { raftGroups } from "./raft_groups.ts";
import { isReplicated, onePlace } from "./store_rules.ts";

type AnyProtocol = Protocol<unknown, Tagged, Tagged, unknown>;

/** The reader's store; without options, with those of most runs. */
export type Begin = (chosen?: StoreOptions) => RunningStore;

export const NODES = 5;

export const options: StoreOptions = {
  ranges: [
    { group: 1, start: "", end: "m", members: [0, 1, 2] },
    { group: 2, start: "m", end: null, members: [2, 3, 4] },
  ],
  retryMs: 150,
  groups: raftGroups,
};

export function worldOf(
  store: RunningStore,
  workload: readonly (readonly Ask[])[],
  { ranges }: StoreOptions = options,
): Scenario<unknown, Tagged, Tagged, unknown> {
  return {
    // Journals are kept whole.
    protocol: { ...store, compact: (journal: readonly unknown[]) => [...journal] } as AnyProtocol,
    nodes: NODES,
    network: { latency: uniform(1, 6) },
    clients: clientsFor(workload),
    invariants: [onePlace(store, ranges)],
  };
}

export function clientsFor(workload: readonly (readonly Ask[])[]): Clients<Tagged> {
  return {
    workload,
    ask: (input) => isSplit(input) ? input : { type: "ask", operation: input } as Tagged,
    to: ({ client, sequence }) => (client + sequence) % NODES,
    // What is asked of a gateway twice is done twice: so clients sit at theirs.
    link: "local",
    timeoutMs: 2500,
    think: uniform(1, 140),
    outcome: (answer) => (answer as { readonly ok: boolean }).ok ? "ok" : "fail",
  };
}

const isSplit = (input: unknown): input is Tagged => (input as Tagged).type === "askSplit";

/** Requires that all replicas are there, some time later. */
export function everybodyHas(
  store: RunningStore,
  world: World<unknown, Tagged, Tagged, unknown>,
): void {
  world.requireProgress(
    3000,
    "each range has a replica on each of its three nodes",
    ({ states }) => isReplicated(store, states),
  );
}
