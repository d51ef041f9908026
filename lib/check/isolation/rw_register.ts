/**
 * What reads of registers tell. A value names its writer, but not what it overwrote: the order of
 * versions has to be inferred (Kingsbury and Alvaro 2020, section 5.2). By default it is from two facts:
 *
 * - what a register holds at the start is before every write;
 * - what a transaction read of a key is before what it then wrote to it, and its own writes are in order.
 *   If that were not so there would be a cycle of wr and ww dependencies (G1c), so it never accuses a
 *   history that is read committed.
 *
 * The orders of time say more: `key_order.ts`.
 *
 * @module
 */

import { Evidence } from "./evidence.ts";
import type { AnomalyLog } from "./log.ts";
import { RegisterWalk } from "./register_walk.ts";
import { type Step, type Steps, stepsOf, type Transactions, type Value } from "./transaction.ts";
import { nobody, type Versions } from "./versions.ts";

/** Reads the evidence out of transactions on registers, and an order as far as the two facts tell. */
export function registerEvidence(
  history: Transactions,
  versions: Versions,
  log: AnomalyLog,
): Evidence<Step> {
  const evidence = new Evidence(history, versions);
  observeReads(evidence);
  const walk = new RegisterWalk(evidence, log);
  for (let t = 0; t < history.length; t++) {
    if (evidence.committed[t] === 1) walkSteps(walk, t, stepsOf(history[t]!), versions);
  }
  orderStarts(evidence);
  return evidence;
}

/** The steps of a transaction that committed; of one whose end is unknown only the writes are known. */
function walkSteps(walk: RegisterWalk, t: number, steps: Steps, versions: Versions): void {
  for (const { type, key, value } of steps) {
    if (value === undefined || typeof value === "object" && value !== null) continue;
    const number = versions.number(key);
    const version = value === null ? versions.start.at(number) : versions.find(number, value)!;
    if (type === "read") walk.read(t, number, version);
    else walk.write(t, number, version);
  }
}

/** A transaction that was read has committed; that must be known before anything is put in order. */
function observeReads(evidence: Evidence<Step>): void {
  const { history, versions } = evidence;
  for (const transaction of history) {
    if (transaction.outcome !== "ok") continue;
    for (const { type, key, value } of stepsOf(transaction)) {
      if (type !== "read" || value === undefined || value === null) continue;
      const number = versions.number(key);
      const version = versions.find(number, value as Value) ??
        versions.add(number, value as Value, nobody);
      evidence.observe(version);
    }
  }
}

/** What no other write is known to be before comes directly after the start. */
export function orderStarts(evidence: Evidence): void {
  const { versions, later } = evidence;
  const placed = new Uint8Array(versions.value.length);
  for (const version of later.view()) placed[version] = 1;
  for (let version = 0; version < placed.length; version++) {
    if (placed[version] === 1 || !evidence.isCommitted(version)) continue;
    evidence.order(versions.start.at(versions.key.at(version)), version);
  }
}
