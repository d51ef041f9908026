/**
 * A lock table: who holds which locks, and who waits for which, in what order (Gray and Reuter 1993, chapter 8). It is
 * plain data, and knows neither time nor messages: whoever keeps it asks it after each change who was granted what.
 *
 * Nobody starves: a request waits for all that conflict with it and were asked before, so others cannot pass it for
 * ever. One of somebody who holds a lock there already, an upgrade, goes before all who hold none: they wait for that
 * lock anyway, and would wait in a circle with it.
 *
 * @module
 */

import { covers, type Interval, keyIn, meet, onlyKey } from "./interval.ts";
import { excludes, isAtLeast, type Mode } from "./mode.ts";

/** Who holds or asks for locks: the name of a transaction. */
export type Owner = string;

/** A lock that somebody holds or asks for. */
export interface Lock {
  /** Who. */
  readonly owner: Owner;
  /** On which keys. */
  readonly interval: Interval;
  /** In which mode. */
  readonly mode: Mode;
}

/** A lock that somebody waits for. */
export interface Request extends Lock {
  /** Whether its owner held a lock there when it was asked for. */
  readonly isUpgrade: boolean;
}

/** All locks of one place. */
export interface LockTable {
  /** Held on one key, by the key and then by who holds it. */
  readonly keys: Map<string, Map<Owner, Mode>>;
  /** Held on intervals. */
  readonly intervals: Lock[];
  /** Asked for and not granted, in the order in which they are to be. Invariant: upgrades come first. */
  readonly waiting: Request[];
}

/** Whether one owner's requests go before another's that have been asked for already. */
export type Precedes = (owner: Owner, other: Owner) => boolean;

/** As they come. */
const first: Precedes = () => false;

/** A table without locks. */
export function noLocks(): LockTable {
  return { keys: new Map(), intervals: [], waiting: [] };
}

/** All that are held, in no particular order. */
export function* heldIn(table: Readonly<LockTable>): Generator<Lock> {
  for (const [key, owners] of table.keys) {
    for (const [owner, mode] of owners) yield { owner, interval: onlyKey(key), mode };
  }
  yield* table.intervals;
}

/**
 * Asks for a lock, which is granted by the next `grant`, now or later. Nothing happens when it is held already, or asked
 * for. `precedes` says whose requests go before whose; default: they are granted as they come.
 */
export function ask(table: LockTable, lock: Lock, precedes: Precedes = first): void {
  if (lock.interval.from >= lock.interval.to) return;
  if (holds(table, lock) || table.waiting.some((request) => isSame(request, lock))) return;
  const isUpgrade = [...metBy(table, lock.interval)].some(({ owner }) => owner === lock.owner);
  const goesBefore = (request: Request) =>
    isUpgrade === request.isUpgrade ? precedes(lock.owner, request.owner) : isUpgrade;
  const place = table.waiting.findIndex(goesBefore);
  table.waiting.splice(place < 0 ? table.waiting.length : place, 0, { ...lock, isUpgrade });
}

/** Grants all that can be granted, and says which. */
export function grant(table: LockTable): Lock[] {
  const granted: Lock[] = [];
  for (let place = 0; place < table.waiting.length;) {
    if (blockersAt(table, place).next().done !== true) {
      place++;
      continue;
    }
    const [{ isUpgrade: _, ...lock }] = table.waiting.splice(place, 1) as [Request];
    hold(table, lock);
    granted.push(lock);
  }
  return granted;
}

/** Takes from an owner the locks that it holds, or those of them that are chosen, and all that it waits for. */
export function release(
  table: LockTable,
  owner: Owner,
  chosen: (lock: Lock) => boolean = () => true,
): void {
  for (const [key, owners] of table.keys) {
    const mode = owners.get(owner);
    if (mode === undefined || !chosen({ owner, interval: onlyKey(key), mode })) continue;
    owners.delete(owner);
    if (owners.size === 0) table.keys.delete(key);
  }
  removeFrom(table.intervals, (lock) => lock.owner === owner && chosen(lock));
  removeFrom(table.waiting, (request) => request.owner === owner);
}

/** Whether an owner waits for something. */
export function isWaiting(table: Readonly<LockTable>, owner: Owner): boolean {
  return table.waiting.some((request) => request.owner === owner);
}

/** For whom an owner waits: who holds what it asks for, or is to have it before. */
export function blockersOf(table: Readonly<LockTable>, owner: Owner): Owner[] {
  const all = new Set<Owner>();
  for (const [place, request] of table.waiting.entries()) {
    if (request.owner === owner) { for (const each of blockersAt(table, place)) all.add(each); }
  }
  return [...all].sort();
}

/**
 * Who stands in the way of a request. Of two that both wait the later one must let the earlier one pass if either would
 * keep the other out: else requests to update the keys of an interval, one after the other, could keep out for ever
 * whoever waits to read it.
 */
function* blockersAt(table: Readonly<LockTable>, place: number): Generator<Owner> {
  const { owner, interval, mode } = table.waiting[place]!;
  for (const held of metBy(table, interval)) {
    if (held.owner !== owner && excludes(held.mode, mode)) yield held.owner;
  }
  for (let i = 0; i < place; i++) {
    const earlier = table.waiting[i]!;
    if (earlier.owner === owner || !meet(earlier.interval, interval)) continue;
    if (excludes(earlier.mode, mode) || excludes(mode, earlier.mode)) yield earlier.owner;
  }
}

/** The locks that are held on keys of an interval. */
function* metBy(table: Readonly<LockTable>, interval: Interval): Generator<Lock> {
  const only = keyIn(interval);
  const keys = only === undefined ? table.keys.keys() : [only];
  for (const key of keys) {
    const itself = onlyKey(key);
    if (!meet(itself, interval)) continue;
    for (const [owner, mode] of table.keys.get(key) ?? []) yield { owner, interval: itself, mode };
  }
  for (const lock of table.intervals) if (meet(lock.interval, interval)) yield lock;
}

function holds(table: Readonly<LockTable>, { owner, interval, mode }: Lock): boolean {
  return [...metBy(table, interval)].some((held) =>
    held.owner === owner && covers(held.interval, interval) && isAtLeast(held.mode, mode)
  );
}

function hold(table: LockTable, lock: Lock): void {
  const key = keyIn(lock.interval);
  if (key === undefined) {
    const weaker = (held: Lock) =>
      held.owner === lock.owner && isAtLeast(lock.mode, held.mode) &&
      covers(lock.interval, held.interval);
    removeFrom(table.intervals, weaker);
    table.intervals.push(lock);
    return;
  }
  const owners = table.keys.get(key) ?? new Map<Owner, Mode>();
  const before = owners.get(lock.owner);
  if (before === undefined || isAtLeast(lock.mode, before)) owners.set(lock.owner, lock.mode);
  table.keys.set(key, owners);
}

function isSame(a: Lock, b: Lock): boolean {
  return a.owner === b.owner && a.mode === b.mode && a.interval.from === b.interval.from &&
    a.interval.to === b.interval.to;
}

function removeFrom<T>(list: T[], isGone: (item: T) => boolean): void {
  for (let i = list.length; i-- > 0;) if (isGone(list[i]!)) list.splice(i, 1);
}
