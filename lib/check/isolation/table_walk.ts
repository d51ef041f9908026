/** The steps of transactions on tables, against what each of them knows itself. @module */

import { nameOf } from "./anomaly.ts";
import type { Evidence } from "./evidence.ts";
import type { AnomalyLog, Finding } from "./log.ts";
import { type Look, lookOf } from "./look.ts";
import type { MissedRows } from "./missed_rows.ts";
import { RegisterWalk } from "./register_walk.ts";
import { describePredicate, type TableStep } from "./table.ts";
import type { TableVersions } from "./table_versions.ts";
import { nobody } from "./versions.ts";

/** Walks transactions that committed; of those whose end is unknown only the writes are known. */
export class TableWalk {
  readonly #rows: RegisterWalk;
  /** What the transaction looked for up to now, and the rows that it missed. */
  #looks: { readonly look: Look; readonly missed: ReadonlySet<number> }[] = [];

  /** What is found goes to the evidence and to the log. */
  constructor(
    readonly evidence: Evidence,
    readonly tables: TableVersions,
    readonly missed: MissedRows,
    readonly log: AnomalyLog,
  ) {
    this.#rows = new RegisterWalk(evidence, log);
  }

  /** The steps of one transaction. */
  transaction(t: number, steps: readonly TableStep[]): void {
    this.#looks = [];
    for (const step of steps) {
      if (step.type === "scan" || step.type === "read") {
        const look = lookOf(step);
        if (look !== undefined) this.#look(t, look);
      } else {
        const row = this.tables.row(step.table, step.key);
        const version = this.tables.versionOf(row, step, t);
        this.#rows.write(t, row, version, step.type !== "insert");
      }
    }
  }

  #look(t: number, look: Look): void {
    const { tables, log } = this;
    const found = new Set<number>();
    for (const { key, value } of look.rows) {
      const row = tables.row(look.table, key);
      if (found.has(row)) {
        log.add("duplicate elements", () => this.#tell(t, row, look, "found", "twice"));
      } else this.#found(t, row, tables.versions.find(row, value)!, look);
      found.add(row);
    }
    const missed = new Set<number>();
    for (const row of tables.rowsOf(look)) {
      if (found.has(row)) continue;
      const known = this.#rows.known(t, row);
      if (known >= 0 && tables.matches(known, look.where)) this.#contradicts(t, row, known, look);
      // What a transaction wrote itself it sees, and it learns nothing of others.
      if (this.#rows.wrote(t, row)) continue;
      this.missed.add(t, row, look);
      missed.add(row);
    }
    this.#looks.push({ look, missed });
  }

  #found(t: number, row: number, version: number, look: Look): void {
    const { tables, log } = this;
    if (tables.versions.writer.at(version) !== nobody && !tables.matches(version, look.where)) {
      const value = tables.versions.value[version];
      const but = `as ${value}, which is none of those`;
      log.add("garbage read", () => this.#tell(t, row, look, "found", but));
    }
    const missed = this.#rows.known(t, row) >= 0
      ? undefined
      : this.#looks.find((each) =>
        each.missed.has(row) && tables.matches(version, each.look.where)
      );
    if (missed !== undefined) {
      const but = "which it then found";
      log.add("internal-predicate", () => this.#tell(t, row, missed.look, "missed", but));
    }
    this.#rows.read(t, row, version);
  }

  /** A transaction missed what it had written, or had found. */
  #contradicts(t: number, row: number, known: number, look: Look): void {
    const isOwn = this.#rows.wrote(t, row);
    const value = this.tables.versions.value[known];
    const but = `though it had ${isOwn ? "written" : "read"} ${value}`;
    const name = isOwn ? "internal" : "internal-predicate";
    this.log.add(name, () => this.#tell(t, row, look, "missed", but));
  }

  #tell(t: number, row: number, { table, where }: Look, did: string, but: string): Finding {
    const reader = this.evidence.history[t]!;
    const what = describePredicate(table, where);
    const name = this.tables.versions.keys[row]!;
    const words = `${nameOf(reader)} looked for ${what} and ${did} ${name}, ${but}`;
    return { transactions: [reader], words: [words] };
  }
}
