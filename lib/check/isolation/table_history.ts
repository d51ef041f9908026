/** From transactions on tables to the versions that they wrote, if reads tell them from each other. @module */

import { Ints } from "./ints.ts";
import type { StartRow, TableStep, TableTransactions } from "./table.ts";
import { TableVersions, type TableWrite } from "./table_versions.ts";
import { stepsOf } from "./transaction.ts";
import type { Ambiguity } from "./versions.ts";

const types: readonly string[] = ["insert", "update", "delete", "read", "scan"];
const predicates: readonly string[] = ["all", "key", "equal", "between"];

/** Refuses what is no step on a table. */
function assertStep(step: TableStep): void {
  if (!types.includes(step.type)) {
    throw new TypeError(
      `Cannot judge a history because a step on a table must be one of ${types.join(", ")}: ` +
        `given ${JSON.stringify(step)}`,
    );
  }
  if (step.type !== "scan" || predicates.includes(step.where?.type)) return;
  throw new TypeError(
    `Cannot judge a history because a predicate must be one of ${predicates.join(", ")}: ` +
      `given ${JSON.stringify(step.where)}`,
  );
}

/** The versions that a history wrote, or the first ambiguity. */
export function tableVersionsOf(
  history: TableTransactions,
  start: readonly StartRow[],
): TableVersions | Ambiguity {
  const tables = new TableVersions(start);
  const lives = new Lives(tables, history);
  // The latest writer of each row, and its latest version: written again, that one was not final.
  const latest = new Ints(), latestWriter = new Ints();
  for (let t = 0; t < history.length; t++) {
    for (const step of stepsOf(history[t]!)) {
      assertStep(step);
      if (step.type === "scan" || step.type === "read") continue;
      const row = tables.row(step.table, step.key);
      while (latest.length <= row) latest.push(latestWriter.push(-1));
      const unclear = lives.unclear(step, row, t, latestWriter.at(row) === t);
      if (unclear !== undefined) return unclear;
      const version = tables.write(step, t);
      if (latestWriter.at(row) === t) tables.versions.final.set(latest.at(row), 0);
      latestWriter.set(row, t);
      latest.set(row, version);
    }
  }
  return tables;
}

/** Watches that each row is born once, dies once, and lives in between. */
class Lives {
  readonly #insertedBy = new Map<number, number>();
  readonly #deletedBy = new Map<number, number>();

  constructor(readonly tables: TableVersions, readonly history: TableTransactions) {}

  /** Why reads do not tell what they saw once this is written; nothing if they do. */
  unclear(
    step: TableWrite,
    row: number,
    t: number,
    again: boolean,
  ): Ambiguity | undefined {
    const { versions } = this.tables;
    const key = versions.keys[row]!;
    if (step.type !== "delete") {
      const twin = versions.find(row, step.value);
      if (twin !== undefined) {
        return { key, value: step.value, writers: [versions.writer.at(twin), t] };
      }
    }
    const dead = this.#deletedBy.get(row);
    if (dead === t) return { key, deed: "written after its deletion", writers: [t, t] };
    if (step.type === "insert" && this.tables.isVisible(versions.start.at(row))) {
      return { key, deed: "inserted, and there at the start", writers: [t, t] };
    }
    if (step.type === "insert" && again) {
      return { key, deed: "inserted by who wrote it", writers: [t, t] };
    }
    if (step.type === "update") return undefined;
    const [deed, by] = step.type === "insert"
      ? ["inserted more than once", this.#insertedBy] as const
      : ["deleted more than once", this.#deletedBy] as const;
    const other = by.get(row);
    const counts = (writer: number) => this.history[writer]!.outcome !== "fail";
    if (other !== undefined && (other === t || counts(other) && counts(t))) {
      return { key, deed, writers: [other, t] };
    }
    if (other === undefined || !counts(other)) by.set(row, t);
    return undefined;
  }
}
