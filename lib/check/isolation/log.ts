/** Anomalies as they are found: all are counted, the first few of each kind told. @module */

import { type Anomaly, type AnomalyName, nameOf } from "./anomaly.ts";
import type { Evidence } from "./evidence.ts";
import { describeValue } from "./notation.ts";
import type { Key, Transaction, Value } from "./transaction.ts";

/** What an anomaly is, apart from its name. */
export interface Finding {
  /** Whom it concerns. */
  readonly transactions: readonly Transaction[];
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

/** A read of an aborted version. */
export function aborted(evidence: Evidence, reader: number, version: number): Finding {
  return readFrom(evidence, reader, version, (name) => `and ${name} aborted`);
}

/** A read of an intermediate version. */
export function intermediate(evidence: Evidence, reader: number, version: number): Finding {
  return readFrom(evidence, reader, version, (name, key) => `and ${name} wrote ${key} once more`);
}

function readFrom(
  { history, versions }: Evidence,
  reader: number,
  version: number,
  but: (writer: string, key: Key) => string,
): Finding {
  const from = history[versions.writer.at(version)]!, to = history[reader]!;
  const key = versions.keys[versions.key.at(version)]!;
  const value = versions.value[version]!;
  const [by, whom] = [nameOf(from), nameOf(to)];
  return {
    transactions: [from, to],
    words: [`${whom} read ${value} from ${key}, which ${by} wrote, ${but(by, key)}`],
  };
}

/** A read of what nobody wrote. */
export function garbage(reader: Transaction, key: Key, value: Value): Finding {
  return {
    transactions: [reader],
    words: [`${nameOf(reader)} read ${value} from ${key}, which nobody wrote`],
  };
}

/** A write on top of an aborted one. */
export function dirtyUpdate(
  { history, versions }: Evidence,
  below: number,
  above: number,
): Finding {
  const [from, to] = [below, above].map((version) => history[versions.writer.at(version)]!);
  const key = versions.keys[versions.key.at(below)]!;
  const [old, value] = [versions.value[below]!, versions.value[above]!];
  return {
    transactions: [from!, to!],
    words: [
      `${nameOf(to!)} wrote ${value} to ${key} on top of ${old} by ${nameOf(from!)}, ` +
      `and ${nameOf(from!)} aborted`,
    ],
  };
}

/** A read that disagrees with its own transaction. */
export function internal(
  reader: Transaction,
  key: Key,
  value: Value | null | readonly Value[],
  but: string,
): Finding {
  const words = [`${nameOf(reader)} read ${describeValue(value)} from ${key}, ${but}`];
  return { transactions: [reader], words };
}
