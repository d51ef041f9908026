/**
 * More of the order of a register's versions, where each key by itself is known to be consistent (Elle's
 * `sequential-keys?` and `linearizable-keys?`): what a transaction leaves in a key is not after what a
 * later transaction of the same process, or any that began when it had ended, finds there. What follows
 * from that is only as true as the assumption, so none is made unless asked for.
 *
 * @module
 */

import type { Evidence } from "./evidence.ts";
import { GraphBuilder, kind } from "./graph.ts";
import { strongComponents } from "./strong_components.ts";
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

/** A version and one after it. */
type Pair = readonly [earlier: number, later: number];

/** Adds to the order of versions what the consistency of single keys tells. */
export function orderKeys(evidence: Evidence, keys: KeyConsistency, log: AnomalyLog): void {
  if (keys === "none") return;
  const pairs = visitsByKey(evidence).flatMap((visits) =>
    keys === "sequential" ? byProcess(evidence, visits) : byTime(evidence, visits)
  ).filter(([earlier, later]) => earlier !== later);
  const cyclic = cyclicKeys(evidence, pairs, log);
  for (const [earlier, later] of pairs) {
    const key = evidence.versions.key.at(later);
    if (!cyclic.has(key)) evidence.order(earlier, later);
  }
}

function visitsByKey(evidence: Evidence): Visit[][] {
  const { history, versions } = evidence;
  const byKey: Visit[][] = versions.keys.map(() => []);
  history.forEach((transaction, t) => {
    if (transaction.outcome !== "ok") return;
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

function byProcess({ history }: Evidence, visits: readonly Visit[]): Pair[] {
  const latest = new Map<number, Visit>();
  return visits.flatMap((visit): Pair[] => {
    const { process } = history[visit.transaction]!;
    const previous = latest.get(process);
    latest.set(process, visit);
    return previous === undefined ? [] : [[previous.left, visit.found]];
  });
}

/** From those that had ended, but for those after which another of them began. */
function byTime({ history }: Evidence, visits: readonly Visit[]): Pair[] {
  const of = ({ transaction }: Visit) => history[transaction]!;
  const ending = visits.toSorted((a, b) => of(a).endedAt - of(b).endedAt);
  let ended = 0;
  let frontier: Visit[] = [];
  return visits.flatMap((visit): Pair[] => {
    for (; ended < ending.length && of(ending[ended]!).endedAt < of(visit).invokedAt; ended++) {
      const next = ending[ended]!;
      frontier = frontier.filter((one) => of(one).endedAt >= of(next).invokedAt);
      frontier.push(next);
    }
    return frontier.map((one): Pair => [one.left, visit.found]);
  });
}

/** The keys for which the assumption contradicts itself; they are reported. */
function cyclicKeys(evidence: Evidence, pairs: readonly Pair[], log: AnomalyLog): Set<number> {
  const { versions, earlier, later } = evidence;
  const graph = new GraphBuilder(versions.value.length);
  for (const [a, b] of pairs) graph.add(a, b, kind.ww);
  earlier.view().forEach((version, i) => graph.add(version, later.at(i), kind.ww));
  for (let version = 0; version < versions.value.length; version++) {
    graph.add(versions.start.at(versions.key.at(version)), version, kind.ww);
  }
  const { labels } = strongComponents(graph.build(), { mask: kind.ww, layered: false });
  const cyclic = new Map<number, number[]>();
  labels.forEach((label, version) => {
    if (label === 0) return;
    const key = versions.key.at(version);
    cyclic.set(key, [...cyclic.get(key) ?? [], version]);
  });
  for (const [key, around] of cyclic) {
    log.add("cyclic versions", () => told(evidence, key, around));
  }
  return new Set(cyclic.keys());
}

function told({ history, versions }: Evidence, key: number, around: readonly number[]) {
  const writers = around.map((version) => versions.writer.at(version)).filter((t) => t >= 0);
  const values = around.slice(0, 8).map((version) => versions.value[version] ?? "its start");
  return {
    transactions: [...new Set(writers)].map((t) => history[t]!),
    words: [`${versions.keys[key]!} went through ${values.join(", ")}, each before the others`],
  };
}
