/**
 * Collecting what nobody reads any more, as TiKV does it (its safe point). Versions may go when no snapshot that is in
 * use sees them; but what a primary has committed also decides for locks elsewhere, and what was rolled back bars late
 * prewrites. So a coordinator first has all participants *close* the time before a safe point, where nobody may read or
 * lock from then on, and resolves the locks that are left there; when there are none, all participants collect.
 *
 * @module
 */

import { PER_MS } from "../oracle/oracle.ts";
import { wish } from "./clock.ts";
import { collectBelow } from "./journal.ts";
import type { MessageOf, PercolatorIo } from "./messages.ts";
import { met } from "./reading.ts";
import { resolve } from "./resolving.ts";
import type { Manner } from "./settings.ts";
import type { Participant, State } from "./state.ts";

/** A coordinator collects now and then; what has not come to an end until then begins anew. */
export function collectLater(how: Manner, io: PercolatorIo): void {
  if (how.keepMs !== Infinity) io.wait(how.keepMs, { type: "collect" });
}

/** It is time. */
export function afterCollect(s: State, how: Manner, io: PercolatorIo): void {
  if (!s.clock.next.some((each) => each.for === "collect")) wish(s, { for: "collect" }, how, io);
  collectLater(how, io);
}

/** The oracle has said what time it is. */
export function closeBefore(s: State, now: number, how: Manner, io: PercolatorIo): void {
  const below = now - how.keepMs * PER_MS;
  if (below <= 0) return;
  s.coordinator!.collection = { below, waiting: new Set(), blockedBy: new Set() };
  close(s, how, io);
}

function close(s: State, how: Manner, io: PercolatorIo): void {
  const { below, waiting } = s.coordinator!.collection!;
  for (let node = 0; node <= how.splits.length; node++) {
    waiting.add(node);
    io.send(node, { type: how.closesFirst ? "close" : "collect", below });
  }
}

/** A participant closes the time before a safe point, and tells which locks are left there. */
export function uponClose(
  p: Participant,
  { below }: MessageOf<"close">,
  from: number,
  io: PercolatorIo,
): void {
  if (below > p.closed) {
    p.closed = below;
    io.save({ type: "closed", below });
  }
  const locks = [...p.locks].filter(([, { start }]) => start < below).map(met);
  io.send(from, { type: "closed", below, locks });
}

/** A participant has closed. */
export function uponClosed(
  s: State,
  { below, locks, from }: MessageOf<"closed"> & { from: number },
  how: Manner,
  io: PercolatorIo,
): void {
  const { collection } = s.coordinator!;
  if (collection?.below !== below || !collection.waiting.delete(from)) return;
  for (const lock of locks) {
    collection.blockedBy.add(lock.start);
    resolve(s, lock, how, io);
  }
  if (collection.waiting.size > 0 || collection.blockedBy.size > 0) return;
  for (let node = 0; node <= how.splits.length; node++) io.send(node, { type: "collect", below });
  delete s.coordinator!.collection;
}

/** Locks of a transaction were resolved, or it is alive: then all is left as it is until the next time. */
export function unblocked(
  s: State,
  of: number,
  locks: "alive" | "gone",
  how: Manner,
  io: PercolatorIo,
): void {
  const { collection } = s.coordinator!;
  if (collection === undefined || !collection.blockedBy.delete(of)) return;
  if (locks === "alive") return void delete s.coordinator!.collection;
  if (collection.waiting.size === 0 && collection.blockedBy.size === 0) close(s, how, io);
}

/** No lock from before is left anywhere, and there will be none: a participant collects. */
export function uponCollect(
  p: Participant,
  { below }: MessageOf<"collect">,
  io: PercolatorIo,
): void {
  if (below <= p.collected) return;
  collectBelow(p, below);
  io.save({ type: "collected", below });
}
