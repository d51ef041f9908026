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
import { cyclicKeys, type Order } from "./key_cycles.ts";
import type { AnomalyLog } from "./log.ts";
import { stepsOf } from "./transaction.ts";
import { atStart } from "./versions.ts";

/** What is known of each key by itself. */
export type KeyConsistency = "none" | "sequential" | "linearizable";

/** What a transaction found in a key, and what it left there. */
interface Visit {
  readonly transaction: number;
  readonly found: number;
  readonly left: number;
}

/** Adds to the order of versions what the orders of time tell, as far as no key contradicts them. */
export function orderKeys(
  evidence: Evidence,
  keys: KeyConsistency,
  log: AnomalyLog,
  moment: (at: number) => string,
): void {
  const { versions } = evidence;
  const visits = visitsByKey(evidence);
  const orders = [
    { basis: kind.process, known: keys !== "none", of: byProcess },
    { basis: kind.realtime, known: keys === "linearizable", of: byTime },
  ];
  const told = new Set<number>();
  for (const { basis, known, of } of orders) {
    const found = visits.flatMap((each) => of(evidence, each))
      // What is found as it began shows by itself: whoever found it did so before every write.
      .filter(({ earlier, later }) => earlier !== later && versions.writer.at(later) !== atStart);
    const cyclic = cyclicKeys(evidence, found, basis, moment);
    for (const [key, { name, tell }] of cyclic) {
      if (!told.has(key)) log.add(name, tell);
      told.add(key);
    }
    for (const { earlier, later, departed, arrived } of found) {
      if (cyclic.has(versions.key.at(later))) continue;
      evidence.order(earlier, later, known ? 0 : basis, departed, arrived);
    }
  }
}

/** What was visited by transactions that committed; of an unknown one only the writes are known. */
function visitsByKey(evidence: Evidence): Visit[][] {
  const { history, versions, committed } = evidence;
  const byKey: Visit[][] = versions.keys.map(() => []);
  history.forEach((transaction, t) => {
    if (committed[t] === 0) return;
    for (const { key, value } of stepsOf(transaction)) {
      if (value === undefined || typeof value === "object" && value !== null) continue;
      const number = versions.number(key);
      const version = value === null ? versions.start.at(number) : versions.find(number, value)!;
      if (!isPlaced(evidence, version)) continue;
      const visits = byKey[number]!;
      const last = visits.at(-1);
      if (last?.transaction !== t) visits.push({ transaction: t, found: version, left: version });
      else visits[visits.length - 1] = { ...last, left: version };
    }
  });
  return byKey;
}

function isPlaced(evidence: Evidence, version: number): boolean {
  return evidence.versions.writer.at(version) === atStart || evidence.isCommitted(version);
}

function order(from: Visit, to: Visit): Order {
  const [departed, arrived] = [from.transaction, to.transaction];
  return { earlier: from.left, later: to.found, departed, arrived };
}

function byProcess({ history }: Evidence, visits: readonly Visit[]): Order[] {
  const latest = new Map<number, Visit>();
  return visits.flatMap((visit): Order[] => {
    const { process, invokedAt } = history[visit.transaction]!;
    const previous = latest.get(process);
    latest.set(process, visit);
    if (previous === undefined || history[previous.transaction]!.endedAt > invokedAt) return [];
    return [order(previous, visit)];
  });
}

/** From those that had ended, but for those after which another of them began. */
function byTime({ history }: Evidence, visits: readonly Visit[]): Order[] {
  const of = ({ transaction }: Visit) => history[transaction]!;
  const ending = visits.toSorted((a, b) => of(a).endedAt - of(b).endedAt);
  let ended = 0;
  let frontier: Visit[] = [];
  return visits.flatMap((visit): Order[] => {
    for (; ended < ending.length && of(ending[ended]!).endedAt < of(visit).invokedAt; ended++) {
      const next = ending[ended]!;
      frontier = frontier.filter((one) => of(one).endedAt >= of(next).invokedAt);
      frontier.push(next);
    }
    return frontier.map((one) => order(one, visit));
  });
}
