/**
 * Which versions somebody may still read. Snapshots cut time into stripes: two versions of a key in the
 * same stripe are told apart by nobody, so the older of them goes; and a tombstone goes when nothing is
 * left that it hides.
 *
 * ```text
 * sequence    1   2   3 | 4   5 | 6   7       snapshots at 3 and at 5
 * stripe      0   0   0 | 1   1 | 2   2
 * ```
 *
 * @module
 */

import { isSameKey } from "../../engine/engine.ts";
import { holds, isWithin, type PlacedTable } from "../levels.ts";
import type { RangeTombstones } from "../range_tombstones.ts";
import type { RangeTombstone, Version } from "../table/version.ts";

/** Judges the versions of one compaction. */
export class Survival {
  /** How many versions were dropped, and how many tombstones among them because they hid nothing more. */
  readonly dropped = { versions: 0, tombstones: 0 };
  readonly #snapshots: readonly number[];
  readonly #ranges: RangeTombstones;
  readonly #others: readonly PlacedTable[];
  #key: Uint8Array | undefined;
  #stripe = -1;

  /**
   * `snapshots` rise. `ranges` are all range tombstones of the inputs. `others` are all tables that are not
   * replaced and may hold something older than an input: a key in the hull of one of them may have versions
   * there.
   */
  constructor(
    snapshots: readonly number[],
    ranges: RangeTombstones,
    others: readonly PlacedTable[],
  ) {
    this.#snapshots = snapshots;
    this.#ranges = ranges;
    this.#others = others;
  }

  /** Whether a version stays. To be asked for all versions, in their order. */
  keeps(version: Version): boolean {
    const { key, sequence, kind } = version;
    const isNewKey = this.#key === undefined || !isSameKey(key, this.#key);
    const stripe = this.#stripeOf(sequence);
    const isHidden = !isNewKey && stripe === this.#stripe;
    this.#key = key;
    this.#stripe = stripe;
    if (isHidden || this.#isDeleted(key, sequence, stripe)) {
      this.dropped.versions++;
      return false;
    }
    if (kind === "delete" && stripe === 0 && !this.#mayHideOlder(key, sequence)) {
      this.dropped.tombstones++;
      return false;
    }
    return true;
  }

  /** The range tombstones that stay, by their keys. */
  *ranges(): Generator<RangeTombstone> {
    for (const { from, to, sequences } of this.#ranges.pieces) {
      let above = -1;
      for (const sequence of sequences) {
        const stripe = this.#stripeOf(sequence);
        const isNeeded = stripe !== above &&
          (stripe > 0 ||
            this.#others.some((table) =>
              table.leastSequence < sequence && isWithin({ from, to }, table)
            ));
        above = stripe;
        if (isNeeded) yield { from, to, sequence };
        else this.dropped.tombstones++;
      }
    }
  }

  /** How many snapshots do not see this sequence. */
  #stripeOf(sequence: number): number {
    const snapshots = this.#snapshots;
    let stripe = 0;
    while (stripe < snapshots.length && snapshots[stripe]! < sequence) stripe++;
    return stripe;
  }

  /** Whether a range tombstone of the same stripe is newer. */
  #isDeleted(key: Uint8Array, sequence: number, stripe: number): boolean {
    if (this.#ranges.size === 0) return false;
    return this.#ranges.covering(key, this.#snapshots[stripe] ?? Infinity) > sequence;
  }

  #mayHideOlder(key: Uint8Array, sequence: number): boolean {
    return this.#others.some((table) => table.leastSequence < sequence && holds(table, key));
  }
}
