/**
 * A coordinator at work: it does the operations one after the other, each under a lock; then it has all locked that is to
 * be written. When it has that, it has every lock that it will ever have, everywhere, and asks nobody to prepare before:
 * a participant that lets go of what was only read when it votes would otherwise break the two phases of locking
 * (Eswaran, Gray, Lorie and Traiger 1976; Mohan, Lindsay and Obermarck 1986, section 4).
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { onlyKey } from "../locking/interval.ts";
import {
  doneOn,
  looks,
  type Operation,
  type Operations,
  type Rows,
  type Value,
  writes,
} from "../operation.ts";
import { keeperOf, keepersOf } from "../places.ts";
import { aborted, collectVotes } from "./commit.ts";
import { later, type Manner } from "./manner.ts";
import type { Message, TwoPhaseIo, Wanted } from "./messages.ts";
import { type Age, type Name, nameOf } from "./names.ts";
import type { State, Task, Try } from "./state.ts";

/** An application asks for a transaction. */
export function begin(
  s: State,
  client: NodeId,
  operations: Operations,
  how: Manner,
  io: TwoPhaseIo,
): void {
  attempt(s, { client, age: ageNow(s, io), operations, attempt: 0 }, how, io);
}

/** Tries a transaction again, under another name, and as old as it was. */
export function retry(s: State, name: Name, how: Manner, io: TwoPhaseIo): void {
  const task = s.resting.get(name);
  if (task === undefined) return;
  s.resting.delete(name);
  attempt(s, { ...task, age: how.ageOfRetry(task.age, ageNow(s, io)) }, how, io);
}

function ageNow(s: State, io: TwoPhaseIo): Age {
  return [io.now(), io.self, s.life, s.count + 1];
}

function attempt(s: State, task: Task, how: Manner, io: TwoPhaseIo): void {
  const name = nameOf(io.self, s.life, ++s.count);
  const trying: Try = {
    task,
    stage: "working",
    step: 0,
    asked: new Map(),
    rows: [],
    results: [],
    writes: new Map(),
    sessions: new Map(),
    votes: new Map(),
  };
  s.tries.set(name, trying);
  later(how.againMs, "again", name, io);
  work(s, name, trying, how, io);
}

/** Goes on until somebody has to be asked. */
function work(s: State, name: Name, trying: Try, how: Manner, io: TwoPhaseIo): void {
  const { operations } = trying.task;
  while (trying.step < operations.length) {
    const operation = operations[trying.step]!;
    if (!isKnown(operation, trying)) {
      for (const node of keepersOf(how.splits, operation)) {
        trying.asked.set(node, [wantedBy(operation)]);
      }
      if (trying.asked.size > 0) return askAll(name, trying, io);
    }
    const refused = done(operation, trying);
    if (refused !== undefined) return aborted(s, name, { why: "refused", words: refused }, how, io);
  }
  lockWrites(s, name, trying, how, io);
}

/** Whether an operation looks at nothing, or at what this transaction has written itself. */
function isKnown(operation: Operation, trying: Try): boolean {
  return !looks(operation) || (operation.type !== "scan" && trying.writes.has(operation.key));
}

/** Who looks at what it is going to write keeps others from doing the same. */
function wantedBy(operation: Operation): Wanted {
  const interval = operation.type === "scan"
    ? { from: operation.from, to: operation.to }
    : onlyKey(operation.key);
  return { interval, mode: writes(operation) ? "update" : "shared" };
}

/** Does an operation on what has been found, and on what was written before. Says why it is refused, if it is. */
function done(operation: Operation, trying: Try): string | undefined {
  if (operation.type === "scan") {
    trying.results.push(scanned(operation, trying));
  } else {
    const held = heldBy(operation.key, trying), does = doneOn(operation, held);
    if ("refused" in does) return does.refused;
    if (writes(operation)) trying.writes.set(operation.key, does.value);
    trying.results.push(does.result);
  }
  trying.rows.length = 0;
  trying.step++;
  return undefined;
}

function heldBy(key: string, { writes, rows }: Try): Value {
  return writes.has(key) ? writes.get(key)! : rows.find(([each]) => each === key)?.[1] ?? null;
}

function scanned({ from, to }: Operation & { type: "scan" }, { writes, rows }: Try): Rows {
  const found = new Map(rows);
  for (const [key, value] of writes) if (key >= from && key < to) found.set(key, value);
  return [...found].filter(([, value]) => value !== null).sort(([a], [b]) => a < b ? -1 : 1);
}

/** All at once: each place says by its policy who goes first. */
function lockWrites(s: State, name: Name, trying: Try, how: Manner, io: TwoPhaseIo): void {
  trying.stage = "locking";
  for (const key of [...trying.writes.keys()].sort()) {
    const node = keeperOf(how.splits, key), wanted = trying.asked.get(node) ?? [];
    trying.asked.set(node, [...wanted, { interval: onlyKey(key), mode: how.modeOfWrites }]);
  }
  if (trying.asked.size > 0) askAll(name, trying, io);
  else collectVotes(s, name, trying, how, io);
}

/** Asks all who have not granted what this step needs. */
export function askAll(name: Name, trying: Try, io: TwoPhaseIo): void {
  const { step, task: { age } } = trying;
  for (const [node, wanted] of trying.asked) {
    const session = trying.sessions.get(node) ?? null;
    io.send(node, { type: "lock", name, session, age, step, wanted });
  }
}

/** A participant has locked what it was asked to lock. */
export function granted(
  s: State,
  from: NodeId,
  { name, session, step, rows }: Extract<Message, { type: "granted" }>,
  how: Manner,
  io: TwoPhaseIo,
): void {
  const trying = s.tries.get(name);
  if (trying === undefined || trying.step !== step || !trying.asked.has(from)) return;
  if ((trying.sessions.get(from) ?? session) !== session) return;
  trying.sessions.set(from, session);
  trying.asked.delete(from);
  if (trying.stage === "working") trying.rows.push(...rows);
  if (trying.asked.size > 0) return;
  if (trying.stage === "locking") return collectVotes(s, name, trying, how, io);
  const refused = done(trying.task.operations[step]!, trying);
  if (refused !== undefined) return aborted(s, name, { why: "refused", words: refused }, how, io);
  work(s, name, trying, how, io);
}
