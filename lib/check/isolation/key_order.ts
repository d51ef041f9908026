/**
 * More of the order of a register's versions, from the order of time: what a transaction leaves in a key is
 * not after what a later transaction of the same process, or any that began when it had ended, finds there.
 *
 * Strong session levels keep to the order of each process and strong levels to that of real time, and so
 * does each key by itself. There these orders may always be used; that is enough to tell every single
 * key that is not linearizable, as clusters of a write and its reads cannot be put in a row (Gibbons and
 * Korach 1997). At weaker levels a key may do as it likes, unless it is known to be consistent by itself
 * (Elle's `sequential-keys?` and `linearizable-keys?`): that is an assumption, and what follows from it is
 * only as true as it is.
 *
 * @module
 */

import type { Evidence } from "./evidence.ts";
import { kind } from "./graph.ts";
import { group, Ints } from "./ints.ts";
import { cyclicKeys, isAcyclic } from "./key_cycles.ts";
import type { AnomalyLog } from "./log.ts";
import { Orders } from "./orders.ts";
import { type Step, stepsOf } from "./transaction.ts";
import { atStart } from "./versions.ts";

/** What is known of each key by itself. */
export type KeyConsistency = "none" | "sequential" | "linearizable";

/** Adds to the order of versions what the orders of time tell, as far as no key contradicts them. */
export function orderKeys(
  evidence: Evidence<Step>,
  keys: KeyConsistency,
  log: AnomalyLog,
  moment: (at: number) => string,
): void {
  const visits = new Visits(evidence);
  const found = [
    { orders: visits.byProcess(), basis: kind.process, known: keys !== "none" },
    { orders: visits.byTime(), basis: kind.realtime, known: keys === "linearizable" },
  ];
  // Most histories contradict nothing, and one look shows it.
  const fine = isAcyclic(evidence, found.map(({ orders }) => orders));
  const told = new Set<number>();
  for (const { orders, basis, known } of found) {
    // What one process did one after the other is in the order of real time, too.
    const all = basis === kind.realtime ? found.map(({ orders }) => orders) : [orders];
    const cyclic = fine ? undefined : cyclicKeys(evidence, all, basis, moment);
    for (const [key, { name, tell }] of cyclic ?? []) {
      if (!told.has(key)) log.add(name, tell);
      told.add(key);
    }
    const sound = cyclic === undefined || cyclic.size === 0
      ? orders
      : orders.filter(({ later }) => !cyclic.has(evidence.versions.key.at(later)));
    evidence.timed.push({ bits: known ? 0 : basis, orders: sound });
  }
}

/** What each transaction found in a key, and what it left there; key by key, in the order of their calls. */
class Visits {
  readonly #transaction: Int32Array;
  readonly #found: Int32Array;
  readonly #left: Int32Array;
  /** The visits of key `k` are those from `start[k]` to `start[k + 1]`. */
  readonly #start: Int32Array;
  readonly #invokedAt: Float64Array;
  readonly #endedAt: Float64Array;
  /** What is known to come directly before each version. */
  readonly #known: Predecessors;

  constructor(readonly evidence: Evidence<Step>) {
    const { history, versions, earlier, later } = evidence;
    const keys = new Ints(), transaction = new Ints(), found = new Ints(), left = new Ints();
    this.#walk(keys, transaction, found, left);
    const { start, order } = group(keys.view(), versions.keys.length);
    const sorted = (list: Ints) => Int32Array.from(order, (visit) => list.at(visit));
    this.#start = start;
    this.#transaction = sorted(transaction);
    this.#found = sorted(found);
    this.#left = sorted(left);
    this.#invokedAt = Float64Array.from(history, ({ invokedAt }) => invokedAt);
    this.#endedAt = Float64Array.from(history, ({ endedAt }) => endedAt);
    this.#known = new Predecessors(versions.value.length);
    for (let i = 0; i < later.length; i++) this.#known.add(earlier.at(i), later.at(i));
  }

  /** Of an unknown transaction that committed only the writes are known. */
  #walk(keys: Ints, transaction: Ints, found: Ints, left: Ints): void {
    const { history, versions, committed } = this.evidence;
    const latest = new Int32Array(versions.keys.length).fill(-1);
    for (let t = 0; t < history.length; t++) {
      if (committed[t] === 0) continue;
      for (const { key, value } of stepsOf(history[t]!)) {
        if (value === undefined || typeof value === "object" && value !== null) continue;
        const number = versions.number(key);
        const version = value === null ? versions.start.at(number) : versions.find(number, value)!;
        const visit = latest[number]!;
        if (versions.writer.at(version) !== atStart && !this.evidence.isCommitted(version)) {
          continue;
        }
        if (visit >= 0 && transaction.at(visit) === t) left.set(visit, version);
        else {
          keys.push(number);
          found.push(version);
          left.push(version);
          latest[number] = transaction.push(t);
        }
      }
    }
  }

  /** From each visit to the next one by the same process. */
  byProcess(): Orders {
    const orders = new Orders();
    const { history, versions } = this.evidence;
    const latest = new Map<number, number>();
    for (let key = 0; key < versions.keys.length; key++) {
      latest.clear();
      for (let visit = this.#start[key]!; visit < this.#start[key + 1]!; visit++) {
        const t = this.#transaction[visit]!;
        const { process } = history[t]!;
        const previous = latest.get(process);
        latest.set(process, visit);
        if (previous === undefined) continue;
        if (this.#endedAt[this.#transaction[previous]!]! > this.#invokedAt[t]!) continue;
        this.#add(orders, previous, visit);
      }
    }
    return orders;
  }

  /** From those that had ended, but for those after which another of them began. */
  byTime(): Orders {
    const orders = new Orders();
    const end = (visit: number) => this.#endedAt[this.#transaction[visit]!]!;
    const begin = (visit: number) => this.#invokedAt[this.#transaction[visit]!]!;
    for (let key = 0; key < this.evidence.versions.keys.length; key++) {
      const [from, to] = [this.#start[key]!, this.#start[key + 1]!];
      const ending = Int32Array.from({ length: to - from }, (_, i) => from + i)
        .sort((a, b) => end(a) - end(b));
      let ended = 0;
      let frontier: number[] = [];
      for (let visit = from; visit < to; visit++) {
        for (; ended < ending.length && end(ending[ended]!) < begin(visit); ended++) {
          const next = ending[ended]!;
          frontier = frontier.filter((one) => end(one) >= begin(next));
          frontier.push(next);
        }
        for (const one of frontier) {
          // What is before another of them follows from that one.
          const left = this.#left[one]!;
          const follows = frontier.some((other) => this.#known.has(left, this.#left[other]!));
          if (!follows) this.#add(orders, one, visit);
        }
      }
    }
    return orders;
  }

  /** What is found as it began shows by itself: whoever found it did so before every write. */
  #add(orders: Orders, from: number, to: number): void {
    const earlier = this.#left[from]!, later = this.#found[to]!;
    if (earlier === later || this.#known.has(earlier, later)) return;
    if (this.evidence.versions.writer.at(later) === atStart) return;
    this.#known.add(earlier, later);
    orders.add(earlier, later, this.#transaction[from]!, this.#transaction[to]!);
  }
}

/** Which versions come directly before which: few before each. */
class Predecessors {
  readonly #first: Int32Array;
  readonly #next = new Ints();
  readonly #version = new Ints();

  constructor(versions: number) {
    this.#first = new Int32Array(versions).fill(-1);
  }

  add(earlier: number, later: number): void {
    this.#next.push(this.#first[later]!);
    this.#first[later] = this.#version.push(earlier);
  }

  has(earlier: number, later: number): boolean {
    for (let at = this.#first[later]!; at >= 0; at = this.#next.at(at)) {
      if (this.#version.at(at) === earlier) return true;
    }
    return false;
  }
}
