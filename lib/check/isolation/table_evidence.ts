/**
 * What reads of tables tell. A row that was found is read as a register is, and all that registers tell
 * (`rw_register.ts`) holds for it. What was looked for and not found is in `missed_rows.ts`, and what the
 * life of a row tells in `life.ts`.
 *
 * @module
 */

import { Evidence } from "./evidence.ts";
import { observeInsertions, orderLives } from "./life.ts";
import type { AnomalyLog } from "./log.ts";
import { type Look, lookOf } from "./look.ts";
import { MissedRows } from "./missed_rows.ts";
import { orderStarts } from "./rw_register.ts";
import type { TableStep, TableTransactions } from "./table.ts";
import type { TableVersions } from "./table_versions.ts";
import { TableWalk } from "./table_walk.ts";
import { stepsOf } from "./transaction.ts";
import { nobody } from "./versions.ts";

/** Reads the evidence out of transactions on tables. */
export function tableEvidence(
  history: TableTransactions,
  tables: TableVersions,
  log: AnomalyLog,
): Evidence<TableStep> {
  const evidence = new Evidence<TableStep>(history, tables.versions);
  const looks = history.map((transaction) =>
    transaction.outcome === "ok" ? stepsOf(transaction).flatMap((step) => lookOf(step) ?? []) : []
  );
  for (const look of looks.flat()) addGarbage(look, tables);
  const missed = new MissedRows(evidence, tables, log);
  looks.forEach((some, t) => some.forEach((look) => observe(t, look, evidence, tables, missed)));
  observeInsertions(evidence, tables);
  const walk = new TableWalk(evidence, tables, missed, log);
  for (let t = 0; t < history.length; t++) {
    if (evidence.committed[t] === 1) walk.transaction(t, stepsOf(history[t]!));
  }
  orderLives(evidence, tables, log);
  orderStarts(evidence);
  missed.conclude();
  return evidence;
}

/** What was found, and nobody wrote, becomes a version without a writer. */
function addGarbage({ table, rows }: Look, tables: TableVersions): void {
  for (const { key, value } of rows) {
    const row = tables.row(table, key);
    if (tables.versions.find(row, value) === undefined) tables.versions.add(row, value, nobody);
  }
}

/** Whose writes were seen has committed; that must be known before anything is put in order. */
function observe(
  t: number,
  look: Look,
  evidence: Evidence,
  tables: TableVersions,
  missed: MissedRows,
): void {
  const found = new Set<number>();
  for (const { key, value } of look.rows) {
    const row = tables.row(look.table, key);
    found.add(row);
    evidence.observe(tables.versions.find(row, value)!);
  }
  for (const row of tables.rowsOf(look)) if (!found.has(row)) missed.observe(t, row, look.where);
}
