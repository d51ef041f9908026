/** The store as a cluster runs it, with leases and transactions, in the simulator. */

import type { Ask } from "hb/model/clients.ts";
import type { Operation } from "hb/model/history.ts";
import type { NodeId, Protocol, Tagged } from "hb/model/protocol.ts";
import { type Answer, bare } from "hb/replicated/requests.ts";
import { type Entry, isRefused } from "hb/replicated/store/commands.ts";
import type { Store } from "hb/replicated/store/state.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { uniform } from "hb/sim/latency.ts";
import { World } from "hb/sim/world.ts";
import { type StoreKind, storeOf } from "../../tools/cluster/store.ts";

/** Each way in which the log is replicated and read that decides or executes something of its own. */
export const kinds: readonly StoreKind[] = [
  { protocol: "raft", reads: "log" },
  { protocol: "raft", reads: "follower" },
  { protocol: "multipaxos", reads: "pqr" },
  { protocol: "multipaxos", reads: "quorum-lease" },
  { protocol: "multipaxos", reads: "bodega" },
];

export function nameOf({ protocol, reads }: StoreKind): string {
  return `${protocol}, read by ${reads}`;
}

/** A node, whichever protocol it runs. */
export interface Server {
  readonly leader: NodeId | null;
  readonly leading: object | null;
  readonly machine: Store | { readonly inner: Store };
}

/** The store of a node. */
export function storeIn({ machine }: Server): Store {
  return "inner" in machine ? machine.inner : machine;
}

/** What a client asked and was answered. */
export type Asked = Operation<Entry, Extract<Answer, { ok: true }>>;

/** Three nodes, and clients who ask whoever leads; those from number `readers` on ask one node after another. */
export function leaseWorld(
  kind: StoreKind,
  { workload, faults, seed, readers = Infinity }: {
    readonly workload: readonly (readonly Ask[])[];
    readonly faults: Schedule;
    readonly seed: number;
    readonly readers?: number;
  },
) {
  return new World<Server, Tagged, Tagged, unknown>({
    protocol: storeOf(3, kind).protocol as unknown as Protocol<Server, Tagged, Tagged, unknown>,
    nodes: 3,
    seed,
    trace: "none",
    // The states are large, and what handlers do with plain data is looked at elsewhere.
    strict: false,
    network: { latency: uniform(1, 5) },
    clocks: { maxOffsetMs: 3000 },
    faults,
    clients: {
      workload,
      ask: (input) =>
        (input as Entry).type === "get" ? { type: "read", command: input } as Tagged : bare(input),
      to({ client, attempt, sequence }, nodes, seen) {
        const states = (seen?.states ?? []) as (Server | undefined)[];
        const leader = states.findLastIndex((s) => s !== undefined && s.leading !== null);
        const anyone = client >= readers || attempt > 0 || leader < 0;
        return anyone ? (client + attempt + sequence) % nodes : leader;
      },
      timeoutMs: 400,
      retries: 3,
      outcome(result) {
        const answer = result as Answer;
        return answer.ok && !isRefused(answer.result) ? "ok" : "fail";
      },
    },
  });
}
