/** A coordinator that commits: the primary first, and with it all; then the others, which nobody waits for. @module */

import { keeperOf } from "../places.ts";
import { abort } from "./aborting.ts";
import type { MessageOf, PercolatorIo } from "./messages.ts";
import type { Manner } from "./settings.ts";
import type { State, Transaction } from "./state.ts";
import { forget, keysByKeeper, tell, waitAgain } from "./under_way.ts";

/** Has the primary committed; it decides for all. */
export function commitPrimary(
  t: Transaction,
  commit: number,
  how: Manner,
  io: PercolatorIo,
): void {
  t.stage = "committing";
  t.commit = commit;
  const keepers = [...keysByKeeper(t, how).keys()], primary = keeperOf(how.splits, t.primary);
  const first = how.primaryFirst || keepers.length === 1
    ? [primary]
    : keepers.filter((node) => node !== primary);
  for (const node of first) t.waiting.add(node);
  askToCommit(t, how, io);
}

/** Asks whoever has not answered, maybe again. */
export function askToCommit(t: Transaction, how: Manner, io: PercolatorIo): void {
  const { start, commit } = t, keepers = keysByKeeper(t, how);
  for (const node of t.waiting) {
    io.send(node, { type: "commit", start, commit, keys: keepers.get(node)! });
  }
  waitAgain(t, how, io);
}

/** A participant has committed its keys, whoever asked it to. */
export function uponCommitted(
  s: State,
  { start, commit, from }: MessageOf<"committed"> & { from: number },
  how: Manner,
  io: PercolatorIo,
): void {
  const t = s.coordinator!.transactions.get(start);
  if (t === undefined || t.stage === "reading") return;
  if (t.stage === "spreading") {
    t.waiting.delete(from);
    if (t.waiting.size === 0) forget(s.coordinator!, t, io);
    return;
  }
  // By then it is decided, also where somebody else came first, or where one step was enough.
  isCommitted(s, t, commit, how, io, from);
}

/** All is decided: the application may know, and the other participants are told. */
export function isCommitted(
  s: State,
  t: Transaction,
  commit: number,
  how: Manner,
  io: PercolatorIo,
  told?: number,
): void {
  tell(t, { ok: true, results: t.results }, io);
  t.stage = "spreading";
  t.commit = commit;
  t.waiting.clear();
  for (const node of keysByKeeper(t, how).keys()) {
    if (node !== told) t.waiting.add(node);
  }
  io.cancel("alive", t.start);
  if (t.waiting.size === 0) return forget(s.coordinator!, t, io);
  askToCommit(t, how, io);
}

/** The primary was rolled back by somebody who took the transaction for dead. */
export function uponGone(
  s: State,
  { start }: MessageOf<"gone">,
  how: Manner,
  io: PercolatorIo,
): void {
  const t = s.coordinator!.transactions.get(start);
  if (t === undefined || t.stage !== "committing") return;
  abort(t, `${t.primary} has been rolled back by somebody who met it`, how, io);
}
