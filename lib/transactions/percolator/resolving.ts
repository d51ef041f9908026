/**
 * What whoever meets a lock does about it (Peng and Dabek 2010, section 2.2): it asks the primary what has become of the
 * transaction, which rolls it back if it is dead, and rolls its locks forward or back accordingly. An asynchronous
 * commit whose coordinator is gone is committed if all of its keys are locked: whoever asks them bars those that are
 * not, and so all who ask come to the same.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { keeperOf } from "../places.ts";
import { wish } from "./clock.ts";
import type { Found, MessageOf, Met, PercolatorIo, Status } from "./messages.ts";
import type { Manner } from "./settings.ts";
import type { Resolution, State } from "./state.ts";

/** A lock is in the way. */
export function resolve(
  s: State,
  { start, primary, ttlMs, key }: Met,
  how: Manner,
  io: PercolatorIo,
): void {
  const { resolutions } = s.coordinator!, known = resolutions.get(start);
  if (known !== undefined) {
    const isNew = !known.keys.has(key);
    known.keys.add(key);
    if (isNew && known.stage === "cleaning") {
      known.waiting.add(keeperOf(how.splits, key));
      proceed(known, how, io);
    }
    return;
  }
  const r: Resolution = {
    start,
    primary,
    ttlMs,
    keys: new Set([key]),
    stage: "clock",
    current: 0,
    isForced: false,
    isAsync: false,
    minCommit: 0,
    found: new Map(),
    secondaries: [],
    commit: null,
    waiting: new Set(),
  };
  resolutions.set(start, r);
  wish(s, { for: "resolve", start }, how, io);
}

/** The oracle has said what time it is. */
export function timeKnown(
  s: State,
  start: number,
  current: number,
  how: Manner,
  io: PercolatorIo,
): void {
  const r = s.coordinator!.resolutions.get(start);
  if (r === undefined || r.stage !== "clock") return;
  r.stage = "primary";
  r.current = how.timeOf(current, io.now());
  proceed(r, how, io);
}

/** Asks what is to be asked in a stage, maybe again. */
export function proceed(r: Resolution, how: Manner, io: PercolatorIo): void {
  const { start, primary, ttlMs, current, isForced, isAsync, commit } = r;
  if (r.stage === "primary") {
    const to = keeperOf(how.splits, primary);
    io.send(to, { type: "check", start, primary, ttlMs, current, isForced });
  }
  for (const node of r.waiting) {
    const own = (keys: Iterable<string>) =>
      [...keys].filter((key) => keeperOf(how.splits, key) === node).sort();
    if (r.stage === "secondaries") {
      io.send(node, { type: "checkSecondaries", start, primary, keys: own(r.secondaries) });
    } else if (r.stage === "cleaning" && commit !== null) {
      io.send(node, { type: "commit", start, commit, keys: own(r.keys) });
    } else if (r.stage === "cleaning") {
      io.send(node, { type: "rollback", start, primary, keys: own(r.keys), isAsync });
    }
  }
  if (how.againMs !== Infinity) io.wait(how.againMs, { type: "resolveAgain", key: start });
}

/**
 * The primary has said what has become of its transaction. Returns "alive" if that is all that can be done about it now;
 * undefined if the resolution goes on.
 */
export function uponStatus(
  s: State,
  { start, status }: MessageOf<"status">,
  how: Manner,
  io: PercolatorIo,
): "alive" | undefined {
  const r = s.coordinator!.resolutions.get(start);
  if (r === undefined || r.stage !== "primary") return undefined;
  if (status.is === "alive") {
    end(s, r, io);
    return "alive";
  }
  if (status.is === "committed") clean(r, status.commit, how, io);
  else if (status.is === "rolled back") clean(r, null, how, io);
  else doubt(r, status, how, io);
  return undefined;
}

function doubt(
  r: Resolution,
  { minCommit, secondaries }: Extract<Status, { is: "in doubt" }>,
  how: Manner,
  io: PercolatorIo,
): void {
  r.isAsync = true;
  r.minCommit = minCommit;
  r.secondaries = secondaries;
  if (secondaries.length === 0) return decide(r, how, io);
  r.stage = "secondaries";
  for (const key of secondaries) r.waiting.add(keeperOf(how.splits, key));
  proceed(r, how, io);
}

/** The other keys of an asynchronous commit have been looked at. */
export function uponSecondaries(
  s: State,
  { start, found, from }: MessageOf<"secondaries"> & { from: NodeId },
  how: Manner,
  io: PercolatorIo,
): void {
  const r = s.coordinator!.resolutions.get(start);
  if (r === undefined || r.stage !== "secondaries" || !r.waiting.delete(from)) return;
  for (const [key, what] of found) r.found.set(key, what);
  if (r.waiting.size === 0) decide(r, how, io);
}

function decide(r: Resolution, how: Manner, io: PercolatorIo): void {
  const all: Found[] = [...r.found.values()];
  r.keys.add(r.primary);
  for (const key of r.secondaries) r.keys.add(key);
  const committed = all.find((found) => found.is === "committed");
  if (committed?.is === "committed") return clean(r, committed.commit, how, io);
  if (all.some((found) => found.is === "rolled back")) return clean(r, null, how, io);
  const least = all.map((found) => found.is === "locked" ? found.minCommit : 0);
  if (!least.includes(0)) return clean(r, Math.max(r.minCommit, ...least), how, io);
  // One of its keys has an ordinary lock: its primary decides.
  r.stage = "primary";
  r.isForced = true;
  proceed(r, how, io);
}

/** It is decided: its locks are rolled forward, or back. */
function clean(
  r: Resolution,
  commit: number | null,
  how: Manner,
  io: PercolatorIo,
): void {
  r.stage = "cleaning";
  r.commit = commit;
  for (const key of r.keys) r.waiting.add(keeperOf(how.splits, key));
  proceed(r, how, io);
}

/** A participant has cleaned up. Returns "gone" if no lock of the transaction is left that somebody has met. */
export function cleaned(
  s: State,
  { start, from }: { readonly start: number; readonly from: NodeId },
  io: PercolatorIo,
): "gone" | undefined {
  const r = s.coordinator!.resolutions.get(start);
  if (r === undefined || r.stage !== "cleaning" || !r.waiting.delete(from)) return undefined;
  if (r.waiting.size > 0) return undefined;
  end(s, r, io);
  return "gone";
}

function end(s: State, { start }: Resolution, io: PercolatorIo): void {
  s.coordinator!.resolutions.delete(start);
  io.cancel("resolveAgain", start);
}
