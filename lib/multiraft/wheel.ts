/**
 * The timers of all groups of a node on one wheel (Varghese and Lauck 1987): the node has one timer, for the next
 * tick at which anything is due. A timer that is set anew before it ends, as those of elections are at each
 * heartbeat, costs an entry in a table; the replica is looked at when its time had been, and waits on.
 *
 * @module
 */

import type { Timer as RaftTimer } from "../consensus/raft/messages.ts";
import type { Timer } from "./messages.ts";
import type { GroupId } from "./range/interval.ts";
import type { Replica, Wheel } from "./state.ts";

/** What the wheel needs of its node. */
export interface WheelIo {
  /** The node's clock. */
  now(): number;
  /** The node's timer. */
  wait(delayMs: number, timer: Timer): void;
}

/** A wheel that stands. */
export function newWheel(shown: number): Wheel {
  return { time: 0, shown, wakeAt: null, groups: new Map() };
}

/** What time it is on the wheel: it follows the node's clock, but never back, and not beyond its next tick. */
export function timeOn(wheel: Readonly<Wheel>, io: Pick<WheelIo, "now">, tickMs: number): number {
  const room = wheel.wakeAt === null ? Infinity : wheel.wakeAt * tickMs - wheel.time;
  return wheel.time + Math.min(Math.max(0, io.now() - wheel.shown), Math.max(0, room));
}

/** A replica's timer begins, in place of the one of its type. */
export function setTimer(
  wheel: Wheel,
  group: GroupId,
  replica: Pick<Replica, "timers" | "lookAt">,
  timer: { readonly type: RaftTimer["type"]; readonly deadline: number },
  tickMs: number,
  io: WheelIo,
): void {
  const { type, deadline } = timer;
  replica.timers.set(type, deadline);
  // What is due at once does not wait for the next tick.
  const isDue = deadline <= timeOn(wheel, io, tickMs);
  const tick = isDue ? Math.floor(deadline / tickMs) : tickAfter(wheel, deadline, tickMs);
  lookAt(wheel, group, replica, tick, tickMs, io);
}

/** What is due at a tick. */
export function turn(wheel: Wheel, tickMs: number, io: WheelIo): GroupId[] {
  const tick = wheel.wakeAt ?? 0;
  wheel.time = Math.max(wheel.time, tick * tickMs);
  wheel.shown = io.now();
  wheel.wakeAt = null;
  const due: GroupId[] = [];
  for (const at of [...wheel.groups.keys()].sort((a, b) => a - b)) {
    if (at > tick) break;
    due.push(...wheel.groups.get(at)!);
    wheel.groups.delete(at);
  }
  return due;
}

/** The types of a replica's timers that are due; they are taken from it. */
export function dueOf(wheel: Wheel, replica: Pick<Replica, "timers">): RaftTimer["type"][] {
  const due = [...replica.timers].filter(([, deadline]) => deadline <= wheel.time)
    .sort((a, b) => a[1] - b[1]).map(([type]) => type);
  for (const type of due) replica.timers.delete(type);
  return due;
}

/** A replica is looked at again when its next timer ends. */
export function lookAgain(
  wheel: Wheel,
  group: GroupId,
  replica: Pick<Replica, "timers" | "lookAt">,
  tickMs: number,
  io: WheelIo,
): void {
  if (replica.timers.size === 0) return;
  const tick = tickAfter(wheel, Math.min(...replica.timers.values()), tickMs);
  lookAt(wheel, group, replica, tick, tickMs, io);
}

/** After a tick, the wheel is to turn again. */
export function arm(wheel: Wheel, tickMs: number, io: WheelIo): void {
  if (wheel.groups.size === 0) return;
  wakeAt(wheel, Math.min(...wheel.groups.keys()), tickMs, io);
}

/** The tick by which a deadline has come: not the present one, which may be over. */
function tickAfter({ time }: Wheel, deadline: number, tickMs: number): number {
  return Math.max(Math.ceil(deadline / tickMs), Math.floor(time / tickMs) + 1);
}

function lookAt(
  wheel: Wheel,
  group: GroupId,
  replica: Pick<Replica, "lookAt">,
  tick: number,
  tickMs: number,
  io: WheelIo,
): void {
  if (replica.lookAt !== null && replica.lookAt <= tick) return;
  replica.lookAt = tick;
  const there = wheel.groups.get(tick);
  if (there === undefined) wheel.groups.set(tick, [group]);
  else there.push(group);
  wakeAt(wheel, tick, tickMs, io);
}

function wakeAt(wheel: Wheel, tick: number, tickMs: number, io: WheelIo): void {
  if (wheel.wakeAt !== null && wheel.wakeAt <= tick) return;
  wheel.time = timeOn(wheel, io, tickMs);
  wheel.shown = io.now();
  wheel.wakeAt = tick;
  io.wait(Math.max(0, tick * tickMs - wheel.time), { type: "tick" });
}
