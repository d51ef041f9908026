/** A coordinator that gives up a transaction. @module */

import { keeperOf } from "../places.ts";
import type { MessageOf, PercolatorIo } from "./messages.ts";
import type { Manner } from "./settings.ts";
import type { State, Transaction } from "./state.ts";
import { forget, keysByKeeper, tell, waitAgain } from "./under_way.ts";

/**
 * Rolls a transaction back. Without its coordinator's commit of the primary it is never committed, and so the application
 * may know at once. An asynchronous commit is committed when all is locked, and prewrites that are on their way may
 * still do that: the application knows when the primary can no longer be locked.
 */
export function abort(
  t: Transaction,
  why: string,
  how: Manner,
  io: PercolatorIo,
): void {
  t.stage = "aborting";
  t.why = why;
  if (!t.isAsync || !how.awaitsRollback) sayAborted(t, io);
  t.waiting.clear();
  for (const node of keysByKeeper(t, how).keys()) t.waiting.add(node);
  io.cancel("alive", t.start);
  askToRollBack(t, how, io);
}

function sayAborted(t: Transaction, io: PercolatorIo): void {
  tell(t, { ok: false, why: "aborted", words: t.why }, io);
}

/** Asks whoever has not answered, maybe again. */
export function askToRollBack(t: Transaction, how: Manner, io: PercolatorIo): void {
  const { start, primary, isAsync } = t, keepers = keysByKeeper(t, how);
  for (const node of t.waiting) {
    io.send(node, { type: "rollback", start, primary, keys: keepers.get(node)!, isAsync });
  }
  waitAgain(t, how, io);
}

/**
 * A participant does not know any more what has become of a transaction from long ago. Where that matters to its
 * application, nobody can say.
 */
export function uponForgotten(
  s: State,
  { start, from }: MessageOf<"forgotten"> & { from: number },
  io: PercolatorIo,
): void {
  const t = s.coordinator!.transactions.get(start);
  if (t === undefined || !t.waiting.delete(from)) return;
  const words = "it began so long ago that its participants do not know what has become of it";
  tell(t, { ok: false, why: "unknown", words }, io);
  if (t.waiting.size === 0) forget(s.coordinator!, t, io);
}

/** A participant has unlocked its keys, and will not lock them again. */
export function uponRolledBack(
  s: State,
  { start, from }: MessageOf<"rolledBack"> & { from: number },
  how: Manner,
  io: PercolatorIo,
): void {
  const t = s.coordinator!.transactions.get(start);
  if (t === undefined || t.stage !== "aborting" || !t.waiting.delete(from)) return;
  if (from === keeperOf(how.splits, t.primary)) sayAborted(t, io);
  if (t.waiting.size === 0) forget(s.coordinator!, t, io);
}
