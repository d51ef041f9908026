/** Which version of a row is known to be before which. @module */

import type { Evidence } from "./evidence.ts";
import { group } from "./ints.ts";
import type { TableVersions } from "./table_versions.ts";

/** What is known of the order of the versions of each row. */
export class RowOrder {
  readonly #after = new Map<number, ReadonlySet<number>>();
  readonly #start: Int32Array;
  readonly #order: Int32Array;

  /** As it is known by now. */
  constructor(readonly evidence: Evidence, readonly tables: TableVersions) {
    const { start, order } = group(evidence.earlier.view(), tables.versions.value.length);
    this.#start = start;
    this.#order = order;
  }

  /** Whether one version is known to be before another one of its row. */
  isBefore(earlier: number, later: number): boolean {
    const { inserts, versions } = this.tables;
    if (earlier === later) return false;
    // Of who may or may not have committed no more is known than this.
    if (earlier === versions.start.at(versions.key.at(earlier))) return true;
    if (later === versions.start.at(versions.key.at(later))) return false;
    if (inserts.has(earlier) || !this.tables.isVisible(later)) return true;
    if (inserts.has(later) || !this.tables.isVisible(earlier)) return false;
    return this.#afterOf(earlier).has(later);
  }

  #afterOf(version: number): ReadonlySet<number> {
    const known = this.#after.get(version);
    if (known !== undefined) return known;
    const all = new Set([version]);
    for (const each of all) {
      for (let i = this.#start[each]!; i < this.#start[each + 1]!; i++) {
        all.add(this.evidence.later.at(this.#order[i]!));
      }
    }
    all.delete(version);
    this.#after.set(version, all);
    return all;
  }
}
