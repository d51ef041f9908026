/** The store as each node of the cluster runs it. @module */

import type { Saved } from "hb/consensus/raft/journal.ts";
import type { Message, Timer } from "hb/consensus/raft/messages.ts";
import { raft } from "hb/consensus/raft/raft.ts";
import type { State } from "hb/consensus/raft/state.ts";
import type { PagedMap } from "hb/replicated/state_machine/paged_map.ts";
import type { HostOptions } from "hb/host/host.ts";
import { upToDate } from "./old_logs.ts";
import { raftMessage, storeSnapshot } from "./raft_schema.ts";
import { storeMachine } from "./store_machine.ts";

/** One server of the store. */
export type StoreState = State<PagedMap>;

/** What a host must know of the store, besides where it is. */
export type Store = Pick<
  HostOptions<StoreState, Message, Timer, Saved>,
  "protocol" | "requests" | "isMessage"
>;

/** The store on `nodes` nodes. */
export function storeOf(nodes: number): Store {
  const protocol = raft({
    machine: storeMachine,
    // A process that shares its machine with others may be kept waiting for a while.
    electionTimeoutMs: [300, 600],
    heartbeatMs: 60,
    sendsAhead: true,
    // The log of a node that is behind by less is enough for it; beyond, it takes a snapshot.
    snapshotEvery: 5_000,
    keepEntries: 1_000,
    keepBytes: 2 ** 24,
    isSnapshot: storeSnapshot(nodes),
    // A chunk is made, taken apart and saved in a few ms each; a follower that restarts goes on with the next.
    snapshotChunkBytes: 2 ** 17,
    savesChunks: true,
    // The state machine is kept in memory, in a process that has some gigabytes.
    maxMachineBytes: 2 ** 28,
    // The host makes checkpoints, piece by piece; a snapshot of one's own would be written in one go.
    savesSnapshots: false,
  });
  return {
    // Logs of earlier versions are taken too.
    protocol: { ...protocol, start: (io, journal) => protocol.start(io, journal.map(upToDate)) },
    requests: ["request", "register"],
    isMessage: raftMessage(nodes),
  };
}
