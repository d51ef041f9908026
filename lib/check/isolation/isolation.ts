/**
 * Isolation (Adya 1999; Adya, Liskov and O'Neil 2000): which anomalies a history of transactions shows,
 * and so which levels it cannot have been run at. The order of versions is inferred from what was read,
 * as Elle does it (Kingsbury and Alvaro 2020), in time that grows linearly with the history.
 *
 * What is reported did happen, in every order of events that explains the reads. What is not reported was
 * not seen: a level "holds" when nothing in the history rules it out. Where every key is read to its end
 * that is the same as being explicable at that level.
 *
 * @module
 */

import type { AnomalyName } from "./anomaly.ts";
import { findCycles } from "./cycles.ts";
import { dependencies } from "./dependencies.ts";
import type { Evidence } from "./evidence.ts";
import { explainCycle, type Telling } from "./explain.ts";
import { type KeyConsistency, orderKeys } from "./key_order.ts";
import { implies, type Level, levels, ruledOutBy } from "./level.ts";
import { listEvidence } from "./list_append.ts";
import { AnomalyLog } from "./log.ts";
import { findLostUpdates } from "./lost_update.ts";
import { registerEvidence } from "./rw_register.ts";
import type { StartRow, TableTransactions } from "./table.ts";
import { tableEvidence } from "./table_evidence.ts";
import { tableVersionsOf } from "./table_history.ts";
import { TableVersions } from "./table_versions.ts";
import type { Model, Transactions } from "./transaction.ts";
import { ambiguous, conclude, type Isolation, undecidable } from "./verdict.ts";
import { Versions, versionsOf } from "./versions.ts";

export type { Isolation } from "./verdict.ts";

/** What is checked, and how much is told. */
export interface IsolationOptions {
  /** What the keys hold. */
  readonly model: Model;
  /** The level that the verdict is about; serializable by default. */
  readonly level?: Level;
  /**
   * What is known of each register by itself, from which more order follows at every level; nothing by
   * default. At strong levels the orders of time are used in any case.
   */
  readonly keys?: KeyConsistency;
  /** How many anomalies of each kind are told; 8 by default. */
  readonly most?: number;
  /** How many edges may be visited in search of the cycles of one kind; 50 million by default. */
  readonly patience?: number;
  /** How a moment is written; `"12 ms"` by default. */
  readonly moment?: (at: number) => string;
}

/** What is checked of tables, and how much is told. */
export interface TableOptions extends Omit<IsolationOptions, "model" | "keys"> {
  /** The keys hold rows of tables. */
  readonly model: "tables";
  /** The rows that are there at the start; none by default. */
  readonly rows?: readonly StartRow[];
}

/**
 * The anomalies of a history, and the strongest level that it does not rule out.
 *
 * @example Two transactions that read what the other one writes
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { isolation } from "hb/check/isolation/isolation.ts";
 * import { transactions } from "hb/check/isolation/notation.ts";
 *
 * const skew = isolation(transactions("ax1ry | ay1rx", "list-append"), { model: "list-append" });
 * assertEquals(skew.verdict, "violation");
 * assertEquals(skew.level, "strong snapshot isolation");
 * assertEquals(skew.anomalies[0]?.words.slice(-2), [
 *   "  T0 before T1, as T0 read y when it was empty, without T1's append of 1",
 *   "  yet T1 before T0, as T1 read x when it was empty, without T0's append of 1",
 * ]);
 * ```
 */
export function isolation(history: Transactions, options: IsolationOptions): Isolation;
/**
 * The same of a history of transactions on tables.
 *
 * @example Two transactions that each look for rows, find none, and insert one: repeatable, not serializable
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { isolation } from "hb/check/isolation/isolation.ts";
 * import { transactions } from "hb/check/isolation/notation.ts";
 *
 * const phantoms = isolation(transactions("s{}ix1 | s{}iy1", "tables"), { model: "tables" });
 * assertEquals([...phantoms.counts.keys()], ["G2"]);
 * assertEquals(phantoms.strongest, ["repeatable read", "strong snapshot isolation"]);
 * ```
 */
export function isolation(history: TableTransactions, options: TableOptions): Isolation;
/** The same of either. */
export function isolation(
  history: Transactions | TableTransactions,
  options: IsolationOptions | TableOptions,
): Isolation {
  return options.model === "tables"
    ? ofTables(history as TableTransactions, options)
    : ofItems(history as Transactions, options);
}

const nothing = "no transaction is known to have committed, so there is nothing to judge";

function ofTables(history: TableTransactions, options: TableOptions): Isolation {
  const tables = tableVersionsOf(history, options.rows ?? []);
  if (!(tables instanceof TableVersions)) return ambiguous(history, tables);
  if (!history.some(({ outcome }) => outcome === "ok")) return undecidable(nothing);
  const log = new AnomalyLog(options.most ?? mostTold);
  const evidence = tableEvidence(history, tables, log);
  findLostUpdates(evidence, log);
  return conclude(log, search(evidence, log, options), options.level ?? "serializable", false);
}

function ofItems(history: Transactions, options: IsolationOptions): Isolation {
  const { model } = options;
  const versions = versionsOf(history);
  if (!(versions instanceof Versions)) return ambiguous(history, versions);
  if (!history.some(({ outcome }) => outcome === "ok")) return undecidable(nothing);
  const log = new AnomalyLog(options.most ?? mostTold);
  const evidence = model === "list-append"
    ? listEvidence(history, versions, log)
    : registerEvidence(history, versions, log);
  findLostUpdates(evidence, log);
  if (model === "rw-register") {
    const { keys = "none", moment = milliseconds } = options;
    // Orders of time say nothing of levels that are ruled out by then.
    const isOut = new Set([...log.counts.keys()].flatMap(ruledOutBy));
    if (keys !== "none" || !strongLevels.every((level) => isOut.has(level))) {
      orderKeys(evidence, keys, log, moment);
    }
  }
  const undecided = search(evidence, log, options);
  return conclude(log, undecided, options.level ?? "serializable", contradicts(log, options));
}

/** Whether the history refutes what its caller says of its keys: then something is wrong, in it or in that. */
function contradicts({ counts }: AnomalyLog, { model, keys = "none" }: IsolationOptions): boolean {
  if (model !== "rw-register" || keys === "none") return false;
  return counts.has("cyclic versions-process") ||
    (keys === "linearizable" && counts.has("cyclic versions-realtime"));
}

/** The levels that keep to an order of time. */
const strongLevels = levels.filter((level) => level.startsWith("str"));

const mostTold = 8;
const milliseconds = (at: number) => `${at} ms`;

/** Adds the cycles; returns the kinds for which the search did not finish. */
function search(
  evidence: Evidence,
  log: AnomalyLog,
  options: IsolationOptions | TableOptions,
): AnomalyName[] {
  const { model, most = mostTold, patience = 5e7, moment = milliseconds } = options;
  const telling: Telling = { model, moment };
  const undecided: AnomalyName[] = [];
  findCycles(dependencies(evidence), {
    most,
    patience,
    found: ({ name, cycle }) => log.add(name, () => explainCycle(evidence, name, cycle, telling)),
    undecided: (name) => undecided.push(name),
  });
  return undecided;
}

/** Whether a history that shows this keeps to a level, as far as is known. */
export function holds({ strongest }: Isolation, level: Level): boolean {
  return strongest.some((known) => implies(known, level));
}
