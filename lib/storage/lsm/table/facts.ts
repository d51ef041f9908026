/** What there is to say of versions and range tombstones. @module */

import { compareKeys } from "../../engine/engine.ts";
import type { RangeTombstone, TableSummary, Version } from "./version.ts";

/** A summary, but for the file. */
export type Facts = Omit<TableSummary, "name" | "bytes">;

/** Sums up versions that come in their order, and range tombstones in any. */
export class FactsSoFar {
  #entries = 0;
  #tombstones = 0;
  #smallest: Uint8Array | undefined;
  #largest: Uint8Array | undefined;
  #least = Infinity;
  #greatest = 0;

  /** Whether there was any. */
  get isEmpty(): boolean {
    return this.#least === Infinity;
  }

  /** How many versions there were. */
  get entries(): number {
    return this.#entries;
  }

  /** One more version. The last one's key must be given to `reach`: to copy every key would take time. */
  add({ key, sequence, kind }: Omit<Version, "value">): void {
    if (this.#entries++ === 0) this.reach(key);
    if (kind === "delete") this.#tombstones++;
    this.#cover(sequence);
  }

  /** One more range tombstone. */
  addRange({ from, to, sequence }: RangeTombstone): void {
    this.#tombstones++;
    this.reach(from);
    this.reach(to);
    this.#cover(sequence);
  }

  /**
   * Both bounds are at this key or beyond: the first version's, at the end the last one's, and those of
   * ranges.
   */
  reach(key: Uint8Array): void {
    if (!this.#smallest || compareKeys(key, this.#smallest) < 0) this.#smallest = key.slice();
    if (!this.#largest || compareKeys(key, this.#largest) > 0) this.#largest = key.slice();
  }

  /** All of it. */
  take(): Facts {
    return {
      entries: this.#entries,
      tombstones: this.#tombstones,
      smallest: this.#smallest ?? new Uint8Array(),
      largest: this.#largest ?? new Uint8Array(),
      leastSequence: this.#least,
      greatestSequence: this.#greatest,
    };
  }

  #cover(sequence: number): void {
    this.#least = Math.min(this.#least, sequence);
    this.#greatest = Math.max(this.#greatest, sequence);
  }
}
