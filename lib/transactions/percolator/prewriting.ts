/** A coordinator that has the writes of a transaction locked, and gives way where others have locked or written. @module */

import { keeperOf } from "../places.ts";
import { wish } from "./clock.ts";
import { commitPrimary, isCommitted } from "./committing.ts";
import { abort } from "./aborting.ts";
import type { MessageOf, PercolatorIo } from "./messages.ts";
import type { Manner } from "./settings.ts";
import type { State, Transaction } from "./state.ts";
import { finish, keysByKeeper, waitAgain } from "./under_way.ts";

/** Has all keys locked, at all participants at once. */
export function prewrite(t: Transaction, how: Manner, io: PercolatorIo): void {
  t.stage = "prewriting";
  const keepers = keysByKeeper(t, how);
  t.isAsync = how.isAsync || (how.isOnePhase && keepers.size === 1);
  t.minCommit = t.isAsync ? t.start + 1 : 0;
  for (const node of keepers.keys()) t.waiting.add(node);
  askForLocks(t, how, io);
  if (how.aliveMs !== Infinity) io.wait(how.aliveMs, { type: "alive", key: t.start });
}

/** Asks whoever has not answered, maybe again. */
export function askForLocks(t: Transaction, how: Manner, io: PercolatorIo): void {
  const { start, primary } = t, keepers = keysByKeeper(t, how);
  const others = [...t.writes.keys()].filter((key) => key !== primary).sort();
  for (const node of t.waiting) {
    const writes = keepers.get(node)!.map((key) => [key, t.writes.get(key)!] as const);
    io.send(node, {
      type: "prewrite",
      start,
      primary,
      writes,
      ttlMs: how.ttlMs,
      ...(how.isAsync ? { secondaries: others } : {}),
      ...(how.isOnePhase && keepers.size === 1 ? { isAll: true } : {}),
    });
  }
  waitAgain(t, how, io);
}

/** A participant has locked its keys. */
export function uponPrewritten(
  s: State,
  { start, minCommit, from }: MessageOf<"prewritten"> & { from: number },
  how: Manner,
  io: PercolatorIo,
): void {
  const t = s.coordinator!.transactions.get(start);
  if (t === undefined || t.stage !== "prewriting" || !t.waiting.delete(from)) return;
  // One ordinary lock, and the primary decides.
  t.minCommit = minCommit === 0 || t.minCommit === 0 ? 0 : Math.max(t.minCommit, minCommit);
  if (t.waiting.size > 0) return;
  if (t.minCommit > 0) return isCommitted(s, t, t.minCommit, how, io);
  if (t.commit > 0) return commitPrimary(t, t.commit, how, io);
  t.stage = "timing";
  io.cancel("again", start);
  wish(s, { for: "commit", start }, how, io);
}

/** The oracle has said when a transaction commits: after all of its keys were locked. */
export function timed(
  s: State,
  start: number,
  commit: number,
  how: Manner,
  io: PercolatorIo,
): void {
  const t = s.coordinator!.transactions.get(start);
  if (t === undefined || t.stage !== "timing") return;
  if (how.timesAfterLocking) return commitPrimary(t, commit, how, io);
  t.commit = commit;
  prewrite(t, how, io);
}

/** A participant refuses: it will not lock a key of this transaction any more. */
export function uponConflict(
  s: State,
  { start, words }: MessageOf<"conflict">,
  how: Manner,
  io: PercolatorIo,
): void {
  const t = s.coordinator!.transactions.get(start);
  if (t?.stage === "prewriting") abort(t, words, how, io);
  else if (t?.stage === "reading") finish(s, t, { ok: false, why: "aborted", words }, io);
}

/** It is time to say that a transaction lives; how old it is the oracle knows. */
export function afterAlive(s: State, start: number, how: Manner, io: PercolatorIo): void {
  if (!s.coordinator!.transactions.has(start)) return;
  wish(s, { for: "alive", start }, how, io);
}

/** Its primary hears that it lives, and until when. */
export function sayAlive(
  s: State,
  start: number,
  ageMs: number,
  how: Manner,
  io: PercolatorIo,
): void {
  const t = s.coordinator!.transactions.get(start);
  if (t === undefined || !["prewriting", "timing", "committing"].includes(t.stage)) return;
  const { primary } = t, ttlMs = ageMs + how.ttlMs;
  io.send(keeperOf(how.splits, primary), { type: "heartbeat", start, primary, ttlMs });
  io.wait(how.aliveMs, { type: "alive", key: start });
}
