/** The primary and its backups: what it sends them, and when enough of them have it. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Position } from "../../replicated/position.ts";
import type { NodeIo } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { Follower, Leading, Server } from "./state.ts";
import { sendState } from "./transfer.ts";
import { isSame } from "./view.ts";

/** A server begins to lead its view, or leads it on from the one before; some backups count from the start. */
export function lead(
  s: Server,
  before: Leading | null,
  counts: (backup: NodeId) => boolean,
  settings: Settings,
  io: NodeIo,
): void {
  const { view, copy: { position } } = s;
  const followers = new Map(view.backups.map((backup): [NodeId, Follower] => [backup, {
    asked: position,
    acked: before?.followers.get(backup)?.acked ?? null,
    follows: false,
    counts: counts(backup),
    round: 0,
    transfer: null,
  }]));
  s.leading = before === null
    ? { followers, log: [], since: position, committed: 0, waiting: new Map(), reads: [], round: 0 }
    : { ...before, followers };
  for (const backup of followers.keys()) resend(s, s.leading, backup, settings, io);
  commit(s, s.leading, settings, io);
  if (settings.retryMs < Infinity) io.wait(settings.retryMs, { type: "retry" });
}

/** Says once more what a backup has not answered. */
export function resend(
  s: Server,
  leading: Leading,
  backup: NodeId,
  settings: Settings,
  io: NodeIo,
): void {
  const follower = leading.followers.get(backup)!, { view: { number: view } } = s;
  if (follower.transfer !== null) sendState(s, backup, follower.transfer, settings, io);
  else if (!follower.follows) {
    io.send(backup, { type: "follow", view, position: follower.asked });
  } else update(s, leading, backup, io);
  if (leading.reads.length > 0) io.send(backup, { type: "confirm", view, round: leading.round });
}

/** Sends a backup that is in step all operations that it has not acknowledged, so that there never is a gap. */
export function update(s: Server, leading: Leading, backup: NodeId, io: NodeIo): void {
  const { acked, follows } = leading.followers.get(backup)!;
  if (!follows || acked === null || acked >= s.copy.position.index) return;
  const operations = leading.log.slice(acked - leading.since.index).map(({ operation }) =>
    operation
  );
  io.send(backup, { type: "update", view: s.view.number, after: acked, operations });
}

/** A backup has all up to `index`. */
export function hasUpTo(
  s: Server,
  leading: Leading,
  backup: NodeId,
  index: number,
  settings: Settings,
  io: NodeIo,
): void {
  const follower = leading.followers.get(backup);
  // It may have been in step with an earlier state of which this is late word.
  if (follower === undefined || index < leading.since.index) return;
  const isNew = !follower.follows;
  follower.follows = true;
  follower.acked = Math.max(follower.acked ?? 0, index);
  if (follower.transfer !== null && index >= follower.transfer.position.index) {
    follower.transfer = null;
  }
  follower.counts = true;
  if (isNew) update(s, leading, backup, io);
  commit(s, leading, settings, io);
}

/** Whether each backup has all that may have been answered without it. */
export function complete({ followers, committed }: Readonly<Leading>): boolean[] {
  return [...followers.values()].map(({ acked, follows }) =>
    follows && acked !== null && acked >= committed
  );
}

/** Answers what may be answered now. */
export function commit(s: Server, leading: Leading, settings: Settings, io: NodeIo): void {
  if (s.view.first && !s.settled) return;
  const { index } = s.copy.position, { waiting } = leading;
  const acked = agreed(s, leading, settings, ({ acked }) => acked ?? -1);
  leading.committed = Math.max(leading.committed, Math.min(index, acked));
  for (const [number, { client, answer }] of waiting) {
    if (number > leading.committed) continue;
    waiting.delete(number);
    io.answer(client, answer);
  }
  const confirmed = agreed(s, leading, settings, ({ round }) => round);
  leading.reads = leading.reads.filter(({ client, answer, index, round }) => {
    if (index > leading.committed || round > confirmed) return true;
    io.answer(client, answer);
    return false;
  });
  prune(leading);
}

/**
 * How far as many backups are as must be. Until the view service knows that all have the state, that is every one that
 * has it: whom it would choose as the next primary is among them, and it counts by those whom it knows.
 */
function agreed(
  { settled }: Server,
  { followers }: Leading,
  { acknowledgements }: Settings,
  far: (follower: Follower) => number,
): number {
  if (acknowledgements === 0) return Infinity;
  const counted = [...followers.values()].filter(({ counts }) => counts);
  const values = counted.map(far).sort((a, b) => b - a);
  const isWhole = settled && counted.length === followers.size;
  const needed = isWhole ? Math.min(acknowledgements, values.length) : values.length;
  return needed === 0 ? Infinity : values[needed - 1]!;
}

/** Forgets the operations that no backup needs. */
function prune(leading: Leading): void {
  const needed = [...leading.followers.values()].map(({ acked, follows, transfer, asked }) => {
    if (follows) return acked!;
    return transfer === null ? Math.min(acked ?? Infinity, asked.index) : transfer.position.index;
  });
  const { log, since } = leading;
  const count = Math.min(log.length, Math.max(0, Math.min(...needed) - since.index));
  if (count === 0) return;
  leading.since = { index: since.index + count, term: log[count - 1]!.view };
  leading.log = log.slice(count);
}

/** Whether a position is among those that a backup can be led on from. */
export function reaches({ log, since }: Readonly<Leading>, position: Position): boolean {
  if (isSame(position, since)) return true;
  return log[position.index - since.index - 1]?.view === position.term;
}
