/**
 * Percolator (Peng and Dabek 2010, *Large-scale incremental processing using distributed transactions and
 * notifications*, sections 2.2 and 2.3): transactions that are isolated by snapshots, on participants that know nothing
 * of each other. To read it from the beginning:
 *
 * - `messages`, `state`, `settings`: who says what to whom, and what each knows; `rules`: the decisions;
 * - `clock`: timestamps of the oracle, of which a transaction has two: that of its snapshot, and that of its commit;
 * - `transaction`: a coordinator reads the snapshot, and does the operations; `reading`: a participant answers;
 * - `prewriting`, `committing`, `aborting`: two phases, of which the second is decided by the primary key;
 *   `locking`: what participants do then;
 * - `blocked`, `resolving`: the locks of others, dead or alive; `checking`: what participants say of them;
 * - `collecting`: versions that nobody reads any more; `journal`: what outlives a crash.
 *
 * As in TiKV, a transaction may also be committed as soon as all of its keys are locked (asynchronous commit), or in one
 * step where one participant keeps them all. Then no oracle is asked for the timestamp of the commit: each participant
 * remembers the latest snapshot that it has served, and lets nobody commit before it.
 *
 * Isolation is strong: a transaction that begins after another has ended sees it. Snapshots begin with timestamps that
 * are later than all given before, and a commit that was computed is at most one later than one of those. Write skew
 * is possible.
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import { msOf, take } from "../oracle/oracle.ts";
import { isParticipant, serviceOf } from "../places.ts";
import { askToRollBack, uponForgotten, uponRolledBack } from "./aborting.ts";
import { resolved, uponLocked } from "./blocked.ts";
import { uponCheck, uponCheckSecondaries } from "./checking.ts";
import { askAgain, granted, wish } from "./clock.ts";
import {
  afterCollect,
  closeBefore,
  collectLater,
  uponClose,
  uponClosed,
  uponCollect,
} from "./collecting.ts";
import { askToCommit, uponCommitted, uponGone } from "./committing.ts";
import { checkpoint, compacted, recall } from "./journal.ts";
import { uponCommit, uponHeartbeat, uponPrewrite, uponRollback } from "./locking.ts";
import type { Message, PercolatorIo, Saved, Timer } from "./messages.ts";
import {
  afterAlive,
  askForLocks,
  sayAlive,
  timed,
  uponConflict,
  uponPrewritten,
} from "./prewriting.ts";
import { uponRead } from "./reading.ts";
import { cleaned, proceed, timeKnown, uponSecondaries, uponStatus } from "./resolving.ts";
import { type Rules, rules as asInThePaper } from "./rules.ts";
import { type Manner, type Settings, settingsWith } from "./settings.ts";
import type { State, Transaction, Wish } from "./state.ts";
import { begin, fetch, uponRows } from "./transaction.ts";

/** What a node runs. */
export type Percolator = Protocol<State, Message, Timer, Saved>;

/** The protocol of a node. Throws `RangeError` for settings that cannot be. */
export function percolator(
  settings: Partial<Settings> = {},
  rules: Partial<Rules> = {},
): Percolator {
  const how: Manner = { ...settingsWith(settings), ...asInThePaper, ...rules };
  return {
    start: (io, journal) => start(how, io, journal),
    compact: (journal) => compacted(recall(journal, how.collapses)),
    checkpoint,
    upon: {
      transact(s, { from: client, operations }, io) {
        wish(s, { for: "begin", client, operations }, how, io);
      },
      clock(s, { from, life, request, count }, io) {
        const { first, bound } = take(s.oracle!, io.now(), count, how.aheadMs);
        if (bound !== undefined) io.save({ type: "bound", bound });
        io.send(from, { type: "timestamps", life, request, first });
      },
      timestamps(s, message, io) {
        for (const [wanted, at] of granted(s, message, how, io)) grant(s, wanted, at, how, io);
      },
      read: (s, message, io) => uponRead(s.participant!, message, message.from, how, io),
      rows: (s, message, io) => uponRows(s, message, how, io),
      prewrite: (s, message, io) => uponPrewrite(s.participant!, message, message.from, how, io),
      prewritten: (s, message, io) => uponPrewritten(s, message, how, io),
      locked: (s, message, io) => uponLocked(s, message, how, io),
      conflict: (s, message, io) => uponConflict(s, message, how, io),
      commit: (s, message, io) => uponCommit(s.participant!, message, message.from, how, io),
      committed(s, message, io) {
        uponCommitted(s, message, how, io);
        resolved(s, message.start, cleaned(s, message, io), how, io);
      },
      gone: (s, message, io) => uponGone(s, message, how, io),
      rollback: (s, message, io) => uponRollback(s.participant!, message, message.from, how, io),
      rolledBack(s, message, io) {
        uponRolledBack(s, message, how, io);
        resolved(s, message.start, cleaned(s, message, io), how, io);
      },
      heartbeat: (s, message, io) => uponHeartbeat(s.participant!, message, how, io),
      check: (s, message, io) => uponCheck(s.participant!, message, message.from, how, io),
      status(s, message, io) {
        resolved(s, message.start, uponStatus(s, message, how, io), how, io);
      },
      checkSecondaries(s, message, io) {
        uponCheckSecondaries(s.participant!, message, message.from, how, io);
      },
      secondaries: (s, message, io) => uponSecondaries(s, message, how, io),
      forgotten(s, message, io) {
        uponForgotten(s, message, io);
        resolved(s, message.start, cleaned(s, message, io), how, io);
      },
      close: (s, message, io) => uponClose(s.participant!, message, message.from, io),
      closed: (s, message, io) => uponClosed(s, message, how, io),
      collect: (s, message, io) => uponCollect(s.participant!, message, io),
    },
    after: {
      clockAgain: (s, _, io) => askAgain(s, how, io),
      collect: (s, _, io) => afterCollect(s, how, io),
      again(s, { key }, io) {
        const t = s.coordinator!.transactions.get(key);
        if (t !== undefined) goOn(t, how, io);
      },
      alive: (s, { key }, io) => afterAlive(s, key, how, io),
      resolveAgain(s, { key }, io) {
        const r = s.coordinator!.resolutions.get(key);
        if (r !== undefined) proceed(r, how, io);
      },
    },
  };
}

/** Asks those again who have not answered. */
function goOn(t: Transaction, how: Manner, io: PercolatorIo): void {
  switch (t.stage) {
    case "reading":
      return fetch(t, how, io);
    case "prewriting":
      return askForLocks(t, how, io);
    case "committing":
    case "spreading":
      return askToCommit(t, how, io);
    case "aborting":
      return askToRollBack(t, how, io);
    case "timing":
      // The clock asks by itself.
  }
}

function grant(s: State, wanted: Wish, at: number, how: Manner, io: PercolatorIo): void {
  switch (wanted.for) {
    case "begin":
      return begin(s, wanted.client, wanted.operations, at, how, io);
    case "commit":
      return timed(s, wanted.start, at, how, io);
    case "alive":
      return sayAlive(s, wanted.start, msOf(at) - msOf(wanted.start), how, io);
    case "resolve":
      return timeKnown(s, wanted.start, at, how, io);
    case "collect":
      return closeBefore(s, at, how, io);
    case "maxRead": {
      const p = s.participant!;
      p.maxRead = Math.max(p.maxRead, at);
      p.isSynced = true;
    }
  }
}

/** A node as it first starts, or with what it had saved before it crashed. */
function start(how: Manner, io: PercolatorIo, journal: readonly Saved[]): State {
  const { life: before, bound, ...kept } = recall(journal, how.collapses);
  const life = before + 1, isSynced = how.isSynced(life);
  io.save({ type: "life", life });
  const node = { life, clock: { requests: 0, asking: [], next: [] } };
  if (io.self === serviceOf(how.splits)) return { ...node, oracle: how.oracleFrom(bound) };
  if (!isParticipant(how.splits, io.self)) {
    collectLater(how, io);
    return { ...node, coordinator: { transactions: new Map(), resolutions: new Map() } };
  }
  const s: State = { ...node, participant: { ...kept, maxRead: 0, isSynced } };
  if (!isSynced) wish(s, { for: "maxRead" }, how, io);
  return s;
}
