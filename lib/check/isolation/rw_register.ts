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
import { dirtyUpdate, garbage, internal, judgeRead } from "./findings.ts";
import type { AnomalyLog } from "./log.ts";
import { stepsOf, type Transactions, type Value } from "./transaction.ts";
import { nobody, type Versions } from "./versions.ts";

/** Reads the evidence out of transactions on registers, and an order as far as the two facts tell. */
export function registerEvidence(
  history: Transactions,
  versions: Versions,
  log: AnomalyLog,
): Evidence {
  const evidence = new Evidence(history, versions);
  observeReads(evidence);
  const walk = new RegisterWalk(evidence, log);
  for (let t = 0; t < history.length; t++) {
    if (evidence.committed[t] === 1) walk.transaction(t);
  }
  orderStarts(evidence);
  return evidence;
}

/** A transaction that was read has committed; that must be known before anything is put in order. */
function observeReads(evidence: Evidence): void {
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
function orderStarts(evidence: Evidence): void {
  const { versions, later } = evidence;
  const placed = new Uint8Array(versions.value.length);
  for (const version of later.view()) placed[version] = 1;
  for (let version = 0; version < placed.length; version++) {
    if (placed[version] === 1 || !evidence.isCommitted(version)) continue;
    evidence.order(versions.start.at(versions.key.at(version)), version);
  }
}

/** Walks the steps of transactions that committed; of unknown ones only the writes are known. */
class RegisterWalk {
  /** The version that the transaction last read or wrote, by key; valid where the stamp is its own. */
  readonly #current: Int32Array;
  readonly #stamp: Int32Array;
  readonly #wrote: Int32Array;

  constructor(readonly evidence: Evidence, readonly log: AnomalyLog) {
    const { length } = evidence.versions.keys;
    this.#current = new Int32Array(length);
    this.#stamp = new Int32Array(length).fill(-1);
    this.#wrote = new Int32Array(length).fill(-1);
  }

  transaction(t: number): void {
    const { versions } = this.evidence;
    for (const { type, key, value } of stepsOf(this.evidence.history[t]!)) {
      if (value === undefined || typeof value === "object" && value !== null) continue;
      const number = versions.number(key);
      const version = value === null ? versions.start.at(number) : versions.find(number, value)!;
      if (type === "read") this.#read(t, number, version);
      else this.#write(t, number, version);
    }
  }

  #write(t: number, key: number, version: number): void {
    const { evidence, log } = this;
    const current = this.#stamp[key] === t ? this.#current[key]! : -1;
    const first = this.#wrote[key] !== t;
    if (current >= 0) {
      if (first) evidence.based(t, current);
      if (evidence.isCommitted(current)) evidence.order(current, version);
      if (first && evidence.isAborted(current)) {
        log.add("dirty update", () => dirtyUpdate(evidence, current, version));
      }
    }
    this.#wrote[key] = this.#stamp[key] = t;
    this.#current[key] = version;
  }

  #read(t: number, key: number, version: number): void {
    const { evidence, log } = this;
    const { versions, history } = evidence;
    const current = this.#stamp[key] === t ? this.#current[key]! : -1;
    const tell = (but: string) =>
      log.add(
        "internal",
        () => internal(history[t]!, versions.keys[key]!, versions.value[version]!, but),
      );
    const writer = versions.writer.at(version);
    // A transaction that reads its own write before it wrote saw nothing that tells of others.
    if (writer === t && this.#wrote[key] !== t) return tell("which it writes only later");
    if (current >= 0 && current !== version) {
      const had = this.#wrote[key] === t ? "written" : "read";
      tell(`though it had ${had} ${versions.value[current] ?? "nothing"}`);
    }
    if (writer === nobody) {
      const value = versions.value[version]!;
      log.add("garbage read", () => garbage(history[t]!, versions.keys[key]!, value));
    } else if (writer !== t) {
      judgeRead(evidence, t, version, log);
      if (!evidence.isAborted(version) && current !== version) evidence.read(t, version);
    }
    // After a write of its own the transaction's own version counts, whatever it reads.
    if (this.#wrote[key] === t) return;
    this.#stamp[key] = t;
    this.#current[key] = version;
  }
}
