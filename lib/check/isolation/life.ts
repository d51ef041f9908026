/** What the life of a row tells: first its insertion, last its deletion. @module */

import { nameOf } from "./anomaly.ts";
import type { Evidence } from "./evidence.ts";
import { dirtyUpdate } from "./findings.ts";
import type { AnomalyLog } from "./log.ts";
import type { TableVersions } from "./table_versions.ts";

/** A row that was changed or deleted has been inserted, by the only one who may have done it. */
export function observeInsertions(evidence: Evidence, tables: TableVersions): void {
  let grew = true;
  while (grew) {
    grew = false;
    for (const written of tables.written) {
      const inserts = written.filter((version) => tables.inserts.has(version));
      const [only] = inserts;
      const writers = new Set(inserts.map((version) => tables.versions.writer.at(version)));
      if (writers.size !== 1 || evidence.isCommitted(only!) || evidence.isAborted(only!)) {
        continue;
      }
      if (!written.some((version) => evidence.isCommitted(version))) continue;
      evidence.observe(only!);
      grew = true;
    }
  }
}

/** Notes which versions are first and last, and whether anybody changed what was never inserted. */
export function orderLives(evidence: Evidence, tables: TableVersions, log: AnomalyLog): void {
  const { versions } = tables;
  tables.written.forEach((written, row) => {
    const committed = written.filter((version) => evidence.isCommitted(version));
    const insertion = committed.findLast((version) => tables.inserts.has(version));
    const deletion = committed.find((version) => !tables.isVisible(version));
    for (const version of committed) {
      if (insertion !== undefined && !tables.inserts.has(version)) {
        evidence.order(insertion, version);
      }
      const isBetween = version !== deletion && version !== insertion;
      if (deletion !== undefined && isBetween) evidence.order(version, deletion);
    }
    const [first] = committed;
    if (first === undefined || insertion !== undefined) return;
    if (!tables.isVisible(versions.start.at(row))) judgeUnborn(evidence, tables, first, log);
  });
}

/** A committed write of a row that no committed transaction is known to have inserted. */
function judgeUnborn(
  evidence: Evidence,
  tables: TableVersions,
  version: number,
  log: AnomalyLog,
): void {
  const { history, versions } = evidence;
  const written = tables.written[versions.key.at(version)]!;
  const inserts = written.filter((each) => tables.inserts.has(each));
  // One of several that may have committed did.
  if (inserts.some((each) => !evidence.isAborted(each))) return;
  const [aborted] = inserts;
  if (aborted !== undefined) {
    log.add("dirty update", () => dirtyUpdate(evidence, aborted, version));
    return;
  }
  log.add("garbage read", () => {
    const writer = history[versions.writer.at(version)]!;
    const name = versions.keys[versions.key.at(version)]!;
    const words = [
      `${nameOf(writer)} wrote to ${name} as to a row that is there: nobody inserted it`,
    ];
    return { transactions: [writer], words };
  });
}
