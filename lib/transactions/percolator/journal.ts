/** What outlives a crash of a node. @module */

import { clone } from "../../model/clone.ts";
import { collect, put, writtenBy } from "../mvcc/versions.ts";
import type { Rollback, Saved } from "./messages.ts";
import type { Participant, State } from "./state.ts";

/** What a journal adds up to. */
export interface Recalled
  extends Pick<Participant, "versions" | "locks" | "rollbacks" | "closed" | "collected"> {
  /** How often the node has started. */
  life: number;
  /** The oracle's bound. */
  bound: number;
}

/** Adds up a journal. */
export function recall(journal: readonly Saved[], collapses: boolean): Recalled {
  const all: Recalled = {
    life: 0,
    bound: 0,
    closed: 0,
    collected: 0,
    versions: new Map(),
    locks: new Map(),
    rollbacks: new Map(),
  };
  for (const saved of journal) {
    if (saved.type === "life") all.life = saved.life;
    else if (saved.type === "bound") all.bound = saved.bound;
    else if (saved.type === "closed") {
      all.closed = Math.max(all.closed, saved.below);
    } else if (saved.type === "collected") collectBelow(all, saved.below);
    else if (saved.type === "versions") {
      for (const [key, version] of saved.all) {
        add(all, { type: "version", key, version }, collapses);
      }
    } else add(all, saved, collapses);
  }
  return all;
}

/** A change of what a participant keeps of one key. */
export type Kept = Extract<Saved, { readonly key: string }>;

/** Makes a change; so it is done when it is saved, and when it is recalled. */
export function add(
  all: Pick<Recalled, "versions" | "locks" | "rollbacks">,
  saved: Kept,
  collapses: boolean,
): void {
  const { versions, locks, rollbacks } = all, { key } = saved;
  if (saved.type === "lock") return void locks.set(key, clone(saved.lock));
  const start = saved.type === "version" ? saved.version.by : saved.rollback.start;
  if (locks.get(key)?.start === start) locks.delete(key);
  if (saved.type === "version") return put(versions, key, clone(saved.version));
  rollbacks.set(key, withRollback(rollbacks.get(key) ?? [], saved.rollback, collapses));
}

/** Of those that need not stay, a key keeps the latest alone if they collapse. */
function withRollback(
  all: readonly Rollback[],
  rollback: Rollback,
  collapses: boolean,
): Rollback[] {
  const others = all.filter(({ start }) => start !== rollback.start);
  const isProtected = rollback.isProtected ||
    all.some((each) => each.start === rollback.start && each.isProtected);
  const sorted = [...others, { start: rollback.start, isProtected }]
    .sort((a, b) => a.start - b.start);
  if (!collapses) return sorted;
  return sorted.filter((each) => each.isProtected || each.start >= rollback.start);
}

/** Whether a transaction has been rolled back at a key. */
export function isRolledBack(
  { rollbacks }: Pick<Participant, "rollbacks">,
  key: string,
  start: number,
): boolean {
  return (rollbacks.get(key) ?? []).some((each) => each.start === start);
}

/** The shortest journal that adds up to the same. */
export function compacted(all: Readonly<Recalled>): Saved[] {
  const short: Saved[] = [];
  if (all.life > 0) short.push({ type: "life", life: all.life });
  if (all.bound > 0) short.push({ type: "bound", bound: all.bound });
  if (all.collected > 0) short.push({ type: "collected", below: all.collected });
  if (all.closed > all.collected) short.push({ type: "closed", below: all.closed });
  for (const [key, versions] of sorted(all.versions)) {
    for (const version of versions) short.push({ type: "version", key, version });
  }
  for (const [key, rollbacks] of sorted(all.rollbacks)) {
    // In this order none of them collapses another.
    const order = rollbacks.toSorted((a, b) =>
      Number(b.isProtected) - Number(a.isProtected) || b.start - a.start
    );
    for (const rollback of order) short.push({ type: "rollback", key, rollback });
  }
  for (const [key, lock] of sorted(all.locks)) short.push({ type: "lock", key, lock });
  return short;
}

function sorted<V>(map: ReadonlyMap<string, V>): (readonly [string, V])[] {
  return [...map].sort(([a], [b]) => a < b ? -1 : 1);
}

/** The journal of a node in this state. */
export function checkpoint({ life, participant, oracle }: Readonly<State>): Saved[] {
  return compacted(clone({
    life,
    bound: oracle?.bound ?? 0,
    closed: participant?.closed ?? 0,
    collected: participant?.collected ?? 0,
    versions: participant?.versions ?? new Map(),
    locks: participant?.locks ?? new Map(),
    rollbacks: participant?.rollbacks ?? new Map(),
  }));
}

/** The timestamp at which a transaction has committed a key, if it has. */
export function committedAt(
  { versions }: Pick<Participant, "versions">,
  key: string,
  start: number,
): number | undefined {
  return writtenBy(versions, key, start)?.at;
}

/** Forgets versions that nobody sees who reads from there on, and rollbacks of those who may not come any more. */
export function collectBelow(
  all: Pick<Recalled, "versions" | "rollbacks" | "collected" | "closed">,
  below: number,
): void {
  all.closed = Math.max(all.closed, below);
  all.collected = Math.max(all.collected, below);
  collect(all.versions, below);
  for (const [key, rollbacks] of all.rollbacks) {
    const left = rollbacks.filter(({ start }) => start >= below);
    if (left.length > 0) all.rollbacks.set(key, left);
    else all.rollbacks.delete(key);
  }
}
