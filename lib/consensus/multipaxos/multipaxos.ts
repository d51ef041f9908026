/**
 * Multi-Paxos (Lamport 2001, section 3): a replicated state machine, whose n-th step is decided by the n-th
 * instance of Paxos, the one of slot n. A server that stands for leader runs phase 1 once, for all slots at once;
 * then each command costs one round of phase 2, and many may be under way. To read it from the beginning:
 *
 * - `messages`, `state`, `log`, `value`: who says what to whom, and what a server knows;
 * - `election`, `roles`: phase 1, and who stands when; `leader`: phase 2; `acceptor`: the votes;
 * - `behind`: what a leader does that has missed decisions; `transfer`: how a leader lets another server lead;
 * - `execute`, `requests`: commands, executed once, and who asks for them;
 * - `catch_up`, `snapshots`, `journal`: what was missed, and what outlives a crash; `outgoing`, `chunks`, `partial`:
 *   large snapshots;
 * - `configuration`: who belongs to the cluster; `rules`: the decisions.
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import { frozen } from "../../replicated/paging.ts";
import { uponAccept } from "./acceptor.ts";
import { uponSnapshotChunk } from "./chunks.ts";
import { uponFetch, uponInstallSnapshot, uponLearn, uponNews } from "./catch_up.ts";
import {
  afterElection,
  uponCanvass,
  uponConsent,
  uponNack,
  uponPrepare,
  uponPromise,
  uponStandNow,
} from "./election.ts";
import { executeSlot } from "./execute.ts";
import { checkpoint, compact, recall, type Saved } from "./journal.ts";
import { afterBatch, afterHeartbeat, afterQuorum, uponAccepted } from "./leader.ts";
import type { Message, MultiPaxosIo, Request, Timer } from "./messages.ts";
import { afterHandout, afterPrepare, uponSnapshotChunkReply } from "./outgoing.ts";
import { serve, uponRequest } from "./requests.ts";
import { resetElectionTimer } from "./roles.ts";
import { type MultiPaxos, type Options, withDefaults } from "./settings.ts";
import { becomeAsIn } from "./snapshots.ts";
import type { State } from "./state.ts";
import { abandonTransfer } from "./transfer.ts";

/** Multi-Paxos over a state machine. */
export function multiPaxos<D, C, R>(
  options: Options<D, C, R>,
): Protocol<State<D>, Message, Timer, Saved> {
  const paxos = withDefaults(options as Options);
  return assembled(paxos) as Protocol<State<D>, Message, Timer, Saved>;
}

function assembled(paxos: MultiPaxos): Protocol<State, Message, Timer, Saved> {
  const request = (s: State, event: Request & { from: number }, io: MultiPaxosIo) => {
    const { from, ...request } = event;
    uponRequest(paxos, s, request, from, io);
  };
  return {
    start: (io, journal) => start(paxos, io, journal),
    compact,
    checkpoint({ promised, log, snapshot, partial }) {
      const known = paxos.savesChunks && partial !== undefined ? { partial } : {};
      return checkpoint({ promised, log, snapshot, ...known });
    },
    upon: {
      request,
      register: request,
      change: request,
      transfer: request,
      forward: (s, { request, address }, io) => serve(paxos, s, request, address, io),
      canvass: (s, message, io) => uponCanvass(paxos, s, message, io),
      consent: (s, message, io) => uponConsent(paxos, s, message, io),
      prepare: (s, message, io) => uponPrepare(paxos, s, message, io),
      promise: (s, message, io) => uponPromise(paxos, s, message, io),
      accept: (s, message, io) => uponAccept(paxos, s, message, io),
      accepted: (s, message, io) => uponAccepted(paxos, s, message, io),
      nack: (s, message, io) => uponNack(paxos, s, message, io),
      standNow: (s, message, io) => uponStandNow(paxos, s, message, io),
      news: (s, message, io) => uponNews(s, message, io),
      fetch: (s, message, io) => uponFetch(paxos, s, message, io),
      learn: (s, message, io) => uponLearn(paxos, s, message, io),
      installSnapshot: (s, message, io) => uponInstallSnapshot(paxos, s, message, io),
      snapshotChunk: (s, message, io) => uponSnapshotChunk(paxos, s, message, io),
      snapshotChunkReply: (s, message, io) => uponSnapshotChunkReply(paxos, s, message, io),
    },
    after: {
      election: (s, _, io) => afterElection(paxos, s, io),
      heartbeat: (s, _, io) => afterHeartbeat(paxos, s, io),
      batch: (s, _, io) => afterBatch(paxos, s, io),
      quorum: (s, _, io) => afterQuorum(paxos, s, io),
      transfer: (s, _, io) => abandonTransfer(s, io),
      prepare: (s, _, io) => afterPrepare(paxos, s, io),
      handout: (s, _, io) => afterHandout(paxos, s, io),
    },
  };
}

/** A server as it first starts, or restarted with what it had saved before it crashed. */
function start(paxos: MultiPaxos, io: MultiPaxosIo, journal: readonly Saved[]): State {
  const { promised, log, snapshot, partial } = paxos.rules.remembers(recall(journal));
  const s: State = {
    promised,
    log,
    snapshot: snapshot ?? {
      slot: 0,
      commands: 0,
      configurations: [{ from: 1, members: paxos.members ?? [...io.peers] }],
      machine: frozen(paxos.machine, paxos.machine.init()),
      sessions: new Map(),
    },
    executed: 0,
    commands: 0,
    machine: undefined,
    sessions: new Map(),
    configurations: [],
    leader: null,
    // It may have heard from a leader just before it crashed, and does not remember.
    loyal: promised.round > 0 && paxos.loyal,
    round: promised.round,
    canvass: null,
    mandate: null,
    leading: null,
    waiting: new Map(),
  };
  becomeAsIn(paxos, s, s.snapshot);
  for (;;) {
    const slot = s.executed + 1, entry = s.log.entries.get(slot);
    if (entry === undefined || !entry.chosen) break;
    executeSlot(paxos, s, slot, entry);
  }
  if (partial !== undefined && partial.slot > s.executed) s.partial = partial;
  resetElectionTimer(paxos, s, io);
  return s;
}
