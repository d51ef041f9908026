/**
 * What reads of lists tell. The longest read of a key is its order of versions, as far as anybody saw it,
 * and every other read must be a prefix of it. Committed appends that no read contains come after all of
 * those, in an unknown order (Kingsbury and Alvaro 2020, section 4.2).
 *
 * @module
 */

import { Evidence } from "./evidence.ts";
import { dirtyUpdate, misordered } from "./findings.ts";
import { type ListOrder, ordersOf } from "./list_order.ts";
import { ListReads } from "./list_reads.ts";
import type { AnomalyLog } from "./log.ts";
import { type Step, stepsOf, type Transactions } from "./transaction.ts";
import { nobody, type Versions } from "./versions.ts";

/** Reads the evidence out of transactions on lists. */
export function listEvidence(
  history: Transactions,
  versions: Versions,
  log: AnomalyLog,
): Evidence<Step> {
  const evidence = new Evidence(history, versions);
  const orders = ordersOf(history, versions);
  for (const order of orders) for (const version of order.versions) evidence.observe(version);
  const seen = new Uint8Array(versions.value.length);
  for (const order of orders) walk(order, evidence, seen, log);
  const reads = new ListReads(evidence, orders, log);
  for (let t = 0; t < history.length; t++) {
    if (history[t]!.outcome === "ok") reads.transaction(t, stepsOf(history[t]!));
  }
  orderUnread(evidence, orders, seen);
  return evidence;
}

/** Notes the order of the versions of a key, and what is wrong with it. */
function walk(order: ListOrder, evidence: Evidence, seen: Uint8Array, log: AnomalyLog): void {
  const { versions } = evidence;
  let previous = -1, good = -1;
  order.versions.forEach((version, place) => {
    if (seen[version] === 1) order.firstDuplicate = Math.min(order.firstDuplicate, place);
    if (versions.writer.at(version) === nobody) {
      order.firstGarbage = Math.min(order.firstGarbage, place);
    }
    if (evidence.isAborted(version)) order.firstAborted = Math.min(order.firstAborted, place);
    if (seen[version] === 0 && evidence.isCommitted(version)) {
      if (previous >= 0 && evidence.isAborted(previous)) {
        const below = previous;
        log.add("dirty update", () => dirtyUpdate(evidence, below, version));
      }
      // Versions are numbered as their writer made them. Others in between would make a cycle.
      if (good > version && versions.writer.at(good) === versions.writer.at(version)) {
        const above = good;
        log.add("incompatible order", () => misordered(evidence, order.reader, above, version));
      }
      evidence.order(good < 0 ? versions.start.at(versions.key.at(version)) : good, version);
      good = version;
    }
    seen[version] = 1;
    previous = version;
  });
}

/** What was appended, and is in no read, is after all that is. */
function orderUnread(evidence: Evidence, orders: readonly ListOrder[], seen: Uint8Array): void {
  const { versions } = evidence;
  const last = orders.map((order, key) =>
    order.versions.findLast((version) => evidence.isCommitted(version)) ?? versions.start.at(key)
  );
  for (let version = 0; version < seen.length; version++) {
    if (seen[version] === 1 || !evidence.isCommitted(version)) continue;
    // Nothing is known about the order of one key's unread appends, except that each writer kept its own.
    evidence.order(last[versions.key.at(version)]!, version);
  }
}
