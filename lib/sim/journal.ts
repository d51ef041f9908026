/**
 * What a node has saved, and how much of it is durable. Records become durable in the order in which
 * they were saved; a crash takes those that were not.
 *
 * @module
 */

import type { Unsynced } from "./fault.ts";

/** The journal of one simulated node. */
export class Journal<R> {
  #records: R[] = [];
  // Lengths and positions count from the first record ever saved; these were folded away.
  #folded = 0;
  /** How many were left when it was folded last. */
  #kept = 0;
  /** Invariant: #folded <= #durable <= length. */
  #durable = 0;
  /** What the last fsync that was asked for will make durable. */
  #covered = 0;
  #start = 0;
  #end = 0;
  readonly #compact: (journal: readonly R[]) => R[];

  /** `compact` is the protocol's own; by default only the last record counts. */
  constructor(compact: (journal: readonly R[]) => R[] = (journal) => journal.slice(-1)) {
    this.#compact = compact;
  }

  /** Appends a record that is not durable yet. */
  append(record: R): void {
    this.#records.push(record);
  }

  /** How many records were saved in all, durable or not. */
  get length(): number {
    return this.#folded + this.#records.length;
  }

  /**
   * When what has been appended until `now` will be durable, if an fsync takes `fsyncMs()`. One fsync
   * runs at a time; records that arrive during it share the next one (group commit).
   */
  durableAt(now: number, fsyncMs: () => number): number {
    // Nothing new to write: wait for the fsync under way, and ask for no other.
    const begins = this.#start <= now && this.#covered < this.length;
    this.#covered = this.length;
    if (begins) {
      this.#start = Math.max(now, this.#end);
      this.#end = this.#start + fsyncMs();
    }
    return this.#end;
  }

  /** The first `length` records ever saved are durable now. */
  synced(length: number): void {
    this.#durable = Math.max(this.#durable, length);
  }

  /** The node crashes at `now`: what is left is for its next start. Returns how many records are gone. */
  crash(now: number, unsynced: Unsynced): number {
    const pending = this.length - this.#durable;
    const kept = unsynced === "kept" ? pending : unsynced === "torn" ? Math.floor(pending / 2) : 0;
    const dropped = pending - kept;
    if (dropped > 0) this.#records.splice(-dropped);
    this.#durable = this.length;
    this.#covered = this.length;
    this.#fold();
    this.#start = now;
    this.#end = now;
    return dropped;
  }

  /** The disk is gone, and with it all that was ever saved. */
  wipe(): void {
    this.#folded = this.#durable = this.#covered = this.length;
    this.#records = [];
  }

  /** What `start` gets. */
  read(): readonly R[] {
    return this.#records;
  }

  /** Folds a long journal, when all of it is durable, so that long runs stay small. */
  tidy(): void {
    if (this.#durable !== this.length) return;
    // A journal that stays long, as that of many groups does, is folded when it has doubled.
    if (this.#records.length >= Math.max(64, 2 * this.#kept)) this.#fold();
  }

  #fold(): void {
    const before = this.#records.length;
    this.#records = this.#compact(this.#records);
    this.#kept = this.#records.length;
    this.#folded += before - this.#records.length;
  }
}
