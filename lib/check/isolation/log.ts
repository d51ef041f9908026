/** Anomalies as they are found: all are counted, the first few of each kind told. @module */

import type { AnyTransaction } from "./any_transaction.ts";
import type { Anomaly, AnomalyName } from "./anomaly.ts";

/** What an anomaly is, apart from its name. */
export interface Finding {
  /** Whom it concerns. */
  readonly transactions: readonly AnyTransaction[];
  /** What is wrong. */
  readonly words: readonly string[];
  /** The cycle, if it is one. */
  readonly edges?: Anomaly["edges"];
}

/** The anomalies of one history. */
export class AnomalyLog {
  /** Those that are told. */
  readonly anomalies: Anomaly[] = [];
  /** How many there were of each kind. */
  readonly counts: Map<AnomalyName, number> = new Map();

  /** Tells the first `most` of each kind. */
  constructor(
    /** How many of each kind are told. */
    readonly most: number,
  ) {}

  /** Notes an anomaly; it is put into words only if it is among the first. */
  add(name: AnomalyName, tell: () => Finding): void {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    if (count <= this.most) this.anomalies.push({ name, edges: [], ...tell() });
  }
}
