/** A participant at which transactions lock keys and read them, until they are asked to prepare. @module */

import type { NodeId } from "../../model/protocol.ts";
import { keyIn } from "../locking/interval.ts";
import { orderOf, type Owners, victimOf } from "../locking/policy.ts";
import { ask, grant, isWaiting, release } from "../locking/table.ts";
import type { Rows, Value } from "../operation.ts";
import { later, type Manner } from "./manner.ts";
import type { Message, TwoPhaseIo, Wanted } from "./messages.ts";
import { coordinatorOf, isOlder, type Name } from "./names.ts";
import type { State, Visit } from "./state.ts";

/** How often a coordinator is asked about a transaction that is not prepared before its participant aborts it. */
const PATIENCE = 3;

/** A transaction wants to lock something. */
export function lock(
  s: State,
  from: NodeId,
  message: Extract<Message, { type: "lock" }>,
  how: Manner,
  io: TwoPhaseIo,
): void {
  const { name, session, age, step, wanted } = message;
  const before = s.visits.get(name);
  if (session !== null && (before === undefined || !how.isOf(session, before))) {
    io.send(from, { type: "lost", name, session });
    return;
  }
  const visit = before ?? arrives(s, name, age);
  if (visit.promise !== null || step < visit.step) return;
  visit.step = step;
  visit.wanted = wanted;
  visit.silent = 0;
  const owners = ownersOf(s, how), precedes = orderOf(how.policy, owners);
  for (const { interval, mode } of wanted) {
    const found = rowsIn(s.values, wanted).map(([key]) => key);
    for (const each of how.lockedOf(interval, found)) {
      ask(s.table, { owner: name, interval: each, mode }, precedes);
    }
  }
  later(how.inquireMs, "inquire", name, io);
  settle(s, how, io);
  if (how.policy === "detection" && isWaiting(s.table, name)) {
    later(how.chaseMs, "chase", name, io);
  }
}

function arrives(s: State, name: Name, age: Visit["age"]): Visit {
  const session = `${s.life}.${++s.visited}`;
  const visit = { session, age, step: 0, wanted: null, silent: 0, promise: null };
  s.visits.set(name, visit);
  return visit;
}

/** What the policy against deadlocks knows of those who are here. */
export function ownersOf({ visits }: Readonly<State>, how: Manner): Owners {
  return {
    isOlder: (owner, other) => isOlder(visits.get(owner)!.age, visits.get(other)!.age),
    isPromised: (owner) => !how.mayBeWounded(visits.get(owner)!),
  };
}

/** After locks were asked for or released: those who stand in the way have to go, and all that can be granted is. */
export function settle(s: State, how: Manner, io: TwoPhaseIo): void {
  grant(s.table);
  for (;;) {
    const victim = victimOf(s.table, how.policy, ownersOf(s, how));
    if (victim === undefined) break;
    giveUp(s, victim, io);
    grant(s.table);
  }
  for (const [name, visit] of s.visits) {
    if (visit.wanted !== null && !isWaiting(s.table, name)) tell(s, name, visit, how, io);
  }
}

function tell(s: State, name: Name, visit: Visit, how: Manner, io: TwoPhaseIo): void {
  const { session, step, wanted } = visit;
  const rows = rowsIn(s.values, wanted!.filter(({ mode }) => mode !== "exclusive"));
  io.send(coordinatorOf(name), { type: "granted", name, session, step, rows });
  visit.wanted = null;
  io.cancel("chase", name);
  release(s.table, name, (lock) => !how.isKeptAfterReading(lock));
}

/** What keys hold of which somebody wants to know. */
function rowsIn(values: ReadonlyMap<string, Value>, wanted: readonly Wanted[]): Rows {
  return wanted.flatMap(({ interval }): Rows => {
    const only = keyIn(interval);
    if (only !== undefined) return values.has(only) ? [[only, values.get(only)!]] : [];
    return [...values].filter(([key]) => interval.from <= key && key < interval.to)
      .sort(([a], [b]) => a < b ? -1 : 1);
  });
}

/** This participant aborts a transaction, which it may as long as it has not promised anything, and says so. */
export function giveUp(s: State, name: Name, io: TwoPhaseIo): void {
  const { session } = s.visits.get(name)!;
  leave(s, name, io);
  io.send(coordinatorOf(name), { type: "lost", name, session });
}

/** It is over here, and its locks are free. */
export function leave(s: State, name: Name, io: TwoPhaseIo): void {
  s.visits.delete(name);
  release(s.table, name);
  io.cancel("inquire", name);
  io.cancel("chase", name);
}

/**
 * Nothing has been heard of a transaction for long. Its coordinator is asked, and those that it visits as well if this
 * one must not end it. One that is not prepared is ended when its coordinator does not answer.
 */
export function inquire(s: State, name: Name, how: Manner, io: TwoPhaseIo): void {
  const visit = s.visits.get(name);
  if (visit === undefined) return;
  const { session, promise } = visit;
  if (how.mayAbort(visit) && visit.silent++ >= PATIENCE) {
    giveUp(s, name, io);
    settle(s, how, io);
    return;
  }
  const isPrepared = promise !== null;
  io.send(coordinatorOf(name), { type: "inquire", name, session, isPrepared });
  if (promise !== null && how.isCooperative) {
    for (const [node, visited] of promise.others) {
      io.send(node, { type: "consult", name, session: visited, asking: session });
    }
  }
  later(how.inquireMs, "inquire", name, io);
}

/** The coordinator has not forgotten it. */
export function undecided(s: State, name: Name, session: string, how: Manner): void {
  const visit = s.visits.get(name);
  if (visit !== undefined && how.isOf(session, visit)) visit.silent = 0;
}
