/**
 * Raft (Ongaro and Ousterhout 2014; Ongaro's dissertation, 2014): a log that a leader replicates, and a
 * state machine that everybody makes of it. This file puts the parts together; each part is a file beside
 * it, and each decision one of the `rules`. To read it from the beginning:
 *
 * - `messages`, `state`, `entry`, `log`: who says what to whom, and what a server knows;
 * - `roles`, `election`: terms, timers, votes, and the first thing that a leader does;
 * - `replication`, `sending`, `progress`: the leader's work; `following`: the follower's;
 * - `apply`, `sessions`, `requests`, `client`: commands, executed once, and who asks for them;
 * - `journal`, `writing`, `snapshot`: what outlives a crash; `outgoing`, `chunks`, `partial`: large
 *   snapshots;
 * - `configuration`, `membership`, `quorum/`: who belongs to the cluster, and what it takes to decide;
 * - `rules/`: the decisions; `invariants/`: what must come of them.
 *
 * @module
 */

import { clone } from "../../model/clone.ts";
import { frozen, thawed } from "../../replicated/paging.ts";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import { type Install, uponSnapshotChunk, uponSnapshotChunkReply } from "./chunks.ts";
import { votersOnly } from "./configuration.ts";
import {
  afterElection,
  uponRequestVote,
  uponRequestVoteReply,
  uponTimeoutNow,
} from "./election.ts";
import { uponAppendEntries, uponInstallSnapshot } from "./follower.ts";
import { checkpoint, compact, type Remembered, type Saved, settle } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { afterPrepare } from "./sending.ts";
import { afterHeartbeat, afterQuorum, afterSend, uponAppendEntriesReply } from "./replication.ts";
import { serve, uponRequest } from "./requests.ts";
import { abandonTransfer, type RaftIo, resetElectionTimer, usesLease } from "./roles.ts";
import type { Options, Raft } from "./settings.ts";
import { firstSnapshot } from "./snapshot.ts";
import type { State } from "./state.ts";
import { decided } from "./steps.ts";
import { configurationsAfter } from "./writing.ts";

/**
 * Raft over a state machine.
 *
 * @example Three servers, one command
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { bare } from "hb/replicated/requests.ts";
 * import { keyValueMachine } from "hb/replicated/state_machine/key_value.ts";
 * import { raft } from "hb/consensus/raft/raft.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * const world = new World({
 *   protocol: raft({ machine: keyValueMachine, whenNotLeading: "forward" }),
 *   nodes: 3,
 *   seed: 1,
 *   clients: {
 *     workload: [[{ at: 500, input: { type: "put", key: "x", value: "1" } }]],
 *     ask: bare,
 *   },
 * });
 * world.run(1000);
 * assertEquals(world.history[0]!.outcome, "ok");
 * assertEquals(world.states.map((s) => s!.machine.get("x")), ["1", "1", "1"]);
 * ```
 */
export function raft<D, C, R>(
  options: Options<D, C, R>,
): Protocol<State<D>, Message, Timer, Saved> {
  return assembled(decided(options as Options)) as Protocol<State<D>, Message, Timer, Saved>;
}

/** Raft, completely decided. */
export function assembled(raft: Raft): Protocol<State, Message, Timer, Saved> {
  const request = (
    s: State,
    event: Message & { type: "request" | "register" | "change" | "transfer" } & { from: NodeId },
    io: RaftIo,
  ) => {
    const { from, ...request } = event;
    uponRequest(raft, s, request, from, io);
  };
  const install: Install = (s, message, io) => uponInstallSnapshot(raft, s, message, io);
  return {
    start: (io, journal) => startWith(start, raft, io, journal),
    compact,
    checkpoint: (s) => checkpoint(s, raft.savesChunks ? s.partial : undefined),
    upon: {
      request,
      register: request,
      change: request,
      transfer: request,
      forward: (s, { request, address }, io) => serve(raft, s, request, address, io),
      requestVote: (s, message, io) => uponRequestVote(raft, s, message, io),
      requestVoteReply: (s, message, io) => uponRequestVoteReply(raft, s, message, io),
      appendEntries: (s, message, io) => uponAppendEntries(raft, s, message, io),
      appendEntriesReply: (s, message, io) => uponAppendEntriesReply(raft, s, message, io),
      installSnapshot: install,
      snapshotChunk: (s, message, io) => uponSnapshotChunk(raft, s, message, install, io),
      snapshotChunkReply: (s, message, io) => uponSnapshotChunkReply(raft, s, message, io),
      timeoutNow: (s, message, io) => uponTimeoutNow(raft, s, message, io),
    },
    after: {
      election: (s, _, io) => afterElection(raft, s, io),
      heartbeat: (s, _, io) => afterHeartbeat(raft, s, io),
      send: (s, _, io) => afterSend(raft, s, io),
      prepare: (s, _, io) => afterPrepare(raft, s, io),
      quorum: (s, _, io) => afterQuorum(raft, s, io),
      transfer: (s, _, io) => abandonTransfer(s, io),
    },
  };
}

/** How a server starts: at its birth with an empty journal, after a crash with what it had saved. */
export type RaftStart = (raft: Raft, io: RaftIo, journal: readonly Remembered[]) => State;

/** A server that starts, and goes on with a snapshot of which it has a part. */
export function startWith(
  start: RaftStart,
  raft: Raft,
  io: RaftIo,
  journal: readonly Saved[],
): State {
  const { remembered, partial } = settle(journal);
  const s = start(raft, io, remembered);
  if (partial !== undefined && partial.last.index > s.commitIndex) s.partial = partial;
  return s;
}

/** A server as it first starts, or restarted with what it had saved before it crashed. */
function start(
  raft: Raft,
  io: RaftIo,
  journal: readonly Remembered[],
): State {
  const { term, votedFor, log, snapshot: recalled } = raft.rules.recall(journal);
  const members = raft.members ?? votersOnly([...io.peers]);
  const snapshot = recalled ?? firstSnapshot(members, frozen(raft.machine, raft.machine.init()));
  const { index } = snapshot.last;
  const s: State = {
    term,
    votedFor,
    log,
    snapshot,
    commitIndex: index,
    lastApplied: index,
    machine: thawed(raft.machine, snapshot.machine),
    sessions: clone(snapshot.sessions),
    configurations: configurationsAfter(snapshot, log),
    role: "follower",
    leader: null,
    // It may have heard from a leader just before it crashed, and does not remember.
    lease: term > 0 && usesLease(raft),
    votes: new Map(),
    leading: null,
    waiting: new Map(),
  };
  resetElectionTimer(raft, s, io);
  return s;
}
