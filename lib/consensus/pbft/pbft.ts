/**
 * Practical Byzantine Fault Tolerance (Castro and Liskov 1999 OSDI; 2002 TOCS): a replicated state machine, f of whose
 * 3f + 1 replicas may do whatever they like, and so may its clients. To read it from the beginning:
 *
 * - `messages`, `statements`, `state`: who says what to whom, and what a replica knows;
 * - `requests`, `propose`, `order`, `execute`, and the proxy in `byzantine_client`: a request from its client through the three phases and back;
 * - `checkpoint`: when all that can be forgotten;
 * - `patience`, `view_change`, `choice`, `new_view`: another primary, and what it has to go on from;
 * - `status`, `transfer`: what was lost is sent again, and the state to whoever is far behind;
 * - `evidence`: what is looked at in what others say; `journal`: what outlives a crash; `rules`: the decisions.
 *
 * All that replicas say to each other is signed, so that each can show it to others; or it has the paper's codes (section
 * 5), which cost less and cannot be shown: see `claims`. Two things differ from the paper: a replica that has missed the votes is shown the commits of
 * a quorum in place of having all votes repeated, and a replica whose low water mark rises keeps what it needs to execute
 * up to there.
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import {
  afterRetry,
  type ProxySettings,
  startProxy,
  uponAsk,
  uponReply,
} from "../byzantine_client/proxy.ts";
import { restore, takeCheckpoint, uponCheckpoint, uponStable } from "./checkpoint.ts";
import { checkpointOf } from "./compaction.ts";
import { isReplica } from "./evidence.ts";
import { executeBatch } from "./execute.ts";
import { compact, recall, type Recalled, type Saved } from "./journal.ts";
import type { Incoming, Message, PbftIo, Timer } from "./messages.ts";
import { prepare, uponCommit, uponPrepare, uponPrePrepare } from "./order.ts";
import { propose } from "./propose.ts";
import { proxySettings } from "./proxies.ts";
import { uponRequest } from "./requests.ts";
import { hold, slotOf, tellReplicas } from "./say.ts";
import { type Options, type Pbft, withDefaults } from "./settings.ts";
import { lowOf, type Proxy, type Replica, type State } from "./state.ts";
import {
  afterStatus,
  awaitStatus,
  uponBatch,
  uponDecided,
  uponFetchBatch,
  uponStatus,
} from "./status.ts";
import { uponFetchPage, uponFetchPages, uponPage, uponPages } from "./transfer.ts";
import {
  adoptView,
  afterNewViewDue,
  afterSuspicion,
  uponNewView,
  uponViewChange,
} from "./view_change.ts";

/** PBFT over a state machine. */
export function pbft<D, C, R>(
  options: Options<D, C, R>,
): Protocol<State<D>, Message, Timer, Saved> {
  const settings = withDefaults(options as Options);
  return assembled(settings) as Protocol<State<D>, Message, Timer, Saved>;
}

/** What a replica does with an event, and then proposes what it can; a proxy has no use for it. */
function replica<E>(pbft: Pbft, does: (s: Replica, event: E, io: PbftIo) => void) {
  return (s: State, event: E, io: PbftIo): void => {
    if (s.role !== "replica") return;
    does(s, event, io);
    propose(pbft, s, io);
  };
}

/** What a proxy does with an event; a replica has no use for it. */
function proxy<E>(
  pbft: Pbft,
  does: (settings: ProxySettings, s: Proxy, event: E, io: PbftIo) => void,
) {
  const settings = proxySettings(pbft);
  return (s: State, event: E, io: PbftIo): void => {
    if (s.role === "proxy") does(settings, s, event, io);
  };
}

function assembled(pbft: Pbft): Protocol<State, Message, Timer, Saved> {
  /** The same for handlers that want the settings first. */
  const of = <K extends Message["type"]>(
    does: (pbft: Pbft, s: Replica, message: Incoming<K>, io: PbftIo) => void,
  ) => replica<Incoming<K>>(pbft, (s, message, io) => does(pbft, s, message, io));
  return {
    start: (io, journal) => start(pbft, io, journal),
    compact: (journal) => compact(journal, pbft.authentication),
    checkpoint: (s) => checkpointOf(pbft, s),
    upon: {
      ask: proxy(pbft, uponAsk),
      reply: proxy(pbft, uponReply),
      request: of<"request">(uponRequest),
      prePrepare: of<"prePrepare">(uponPrePrepare),
      prepare: of<"prepare">(uponPrepare),
      commit: of<"commit">(uponCommit),
      checkpoint: of<"checkpoint">(uponCheckpoint),
      viewChange: of<"viewChange">(uponViewChange),
      newView: of<"newView">(uponNewView),
      status: of<"status">(uponStatus),
      decided: of<"decided">(uponDecided),
      stable: of<"stable">(uponStable),
      fetchBatch: replica(pbft, uponFetchBatch),
      batch: of<"batch">(uponBatch),
      fetchPages: replica(pbft, uponFetchPages),
      pages: of<"pages">(uponPages),
      fetchPage: replica(pbft, uponFetchPage),
      page: of<"page">(uponPage),
    },
    after: {
      suspicion: replica(pbft, (s, _, io) => afterSuspicion(pbft, s, io)),
      newViewDue: replica(pbft, (s, _, io) => afterNewViewDue(pbft, s, io)),
      status: replica(pbft, (s, _, io) => afterStatus(pbft, s, io)),
      retry: proxy(pbft, (settings, s, _, io) => afterRetry(settings, s, io)),
    },
  };
}

/** A node as it first starts, or with what it had saved before it crashed. */
function start(pbft: Pbft, io: PbftIo, journal: readonly Saved[]): State {
  const recalled = recall(journal);
  if (!isReplica(pbft, io.self)) return startProxy(recalled.timestamp);
  const s: Replica = {
    role: "replica",
    view: recalled.view,
    changing: recalled.viewChange !== null,
    newView: null,
    ownViewChange: recalled.viewChange,
    viewChanges: new Map(),
    failedViews: 0,
    stable: recalled.stable,
    checkpoints: new Map(),
    snapshots: new Map(),
    slots: new Map(),
    prepared: new Map(recalled.prepared),
    accepted: new Map(pbft.authentication === "codes" ? recalled.claims : []),
    told: new Map(),
    decided: new Map(),
    batches: new Map(),
    assigned: recalled.stable?.statement.sequence ?? 0,
    executed: 0,
    machine: pbft.machine.init(),
    sessions: new Map(),
    waiting: [],
    timed: null,
    proposed: new Map(),
  };
  remember(pbft, s, recalled, io);
  awaitStatus(pbft, io);
  return s;
}

/** Goes on from what was saved: executes once more, and says again what it may not have said. */
function remember(pbft: Pbft, s: Replica, recalled: Recalled, io: PbftIo): void {
  const { snapshot, newView, viewChange, accepted, decided } = recalled;
  if (snapshot !== null) {
    restore(pbft, s, snapshot);
    s.snapshots.set(snapshot.sequence, snapshot);
  }
  if (viewChange !== null) {
    s.viewChanges.set(io.self, viewChange);
    tellReplicas(pbft, { type: "viewChange", viewChange }, io);
  }
  for (const { prePrepare: { statement }, batch } of accepted.values()) {
    hold(s, statement.digest, batch, statement.sequence);
  }
  for (const { batch, sequence } of recalled.held) {
    hold(s, pbft.digest(batch), batch, sequence);
  }
  if (newView !== null) adoptView(pbft, s, newView);
  for (const { prePrepare } of accepted.values()) {
    const { view, sequence } = prePrepare.statement;
    if (s.changing || view !== s.view || sequence <= lowOf(s)) continue;
    slotOf(s, sequence).prePrepare = prePrepare;
    s.assigned = Math.max(s.assigned, sequence);
  }
  for (const { commits, batch } of [...decided.values()]) {
    const { sequence, digest } = commits.statement;
    s.decided.set(sequence, commits);
    hold(s, digest, batch, sequence);
  }
  for (;;) {
    const next = decided.get(s.executed + 1);
    if (next === undefined) break;
    executeBatch(pbft, s, s.executed + 1, next.batch);
    if (s.executed % pbft.checkpointEvery === 0) takeCheckpoint(pbft, s, io);
  }
  for (const sequence of [...s.slots.keys()]) prepare(pbft, s, sequence, io);
}
