/** What a transaction knows of each key while its reads and writes of single values are walked. @module */

import type { Evidence } from "./evidence.ts";
import { dirtyUpdate, garbage, internal, judgeRead } from "./findings.ts";
import type { AnomalyLog } from "./log.ts";
import { nobody } from "./versions.ts";

/** Walks the reads and writes of transactions that committed, one transaction after the other. */
export class RegisterWalk {
  /** The version that the transaction last read or wrote, by key; valid where the stamp is its own. */
  readonly #current: Int32Array;
  readonly #stamp: Int32Array;
  readonly #wrote: Int32Array;

  /** What is found goes to the evidence and to the log. */
  constructor(readonly evidence: Evidence, readonly log: AnomalyLog) {
    const { length } = evidence.versions.keys;
    this.#current = new Int32Array(length);
    this.#stamp = new Int32Array(length).fill(-1);
    this.#wrote = new Int32Array(length).fill(-1);
  }

  /** The version of a key that a transaction last wrote itself, or else last read; −1 if there is none. */
  known(t: number, key: number): number {
    return this.#stamp[key] === t ? this.#current[key]! : -1;
  }

  /** Whether a transaction has written a key. */
  wrote(t: number, key: number): boolean {
    return this.#wrote[key] === t;
  }

  /** Transaction `t` writes a version of a key, on top of what it knows unless it inserts a row. */
  write(t: number, key: number, version: number, isOnTop = true): void {
    const { evidence, log } = this;
    const current = this.#stamp[key] === t ? this.#current[key]! : -1;
    const first = this.#wrote[key] !== t;
    if (isOnTop && current >= 0) {
      if (first) evidence.based(t, current);
      if (evidence.isCommitted(current)) evidence.order(current, version);
      if (first && evidence.isAborted(current)) {
        log.add("dirty update", () => dirtyUpdate(evidence, current, version));
      }
    }
    this.#wrote[key] = this.#stamp[key] = t;
    this.#current[key] = version;
  }

  /** Transaction `t` reads a version of a key. */
  read(t: number, key: number, version: number): void {
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
