/** Steps on tables as text: the short notation for them, and words. @module */

import { describePredicate, type Predicate, type Row, type TableStep } from "./table.ts";

/** The table of the short notation. */
const table = "t";

/** A step of the short notation for tables. */
export const tableStep = /[iu][a-z]\d(?:\.\d)?|d[a-z]|r[a-z]\d?|s(?:\d(?:-\d)?)?\{(?:[a-z]\d)*\}/;

/** What a text in the short notation for tables says, which must be of that form. */
export function tableStepOf(text: string): TableStep {
  const [letter, key] = [text[0]!, text[1]!];
  if (letter === "s") return scanOf(text);
  if (letter === "d") return { type: "delete", table, key };
  const value = text.length > 2 ? Number(text[2]) : null;
  if (letter === "r") return { type: "read", table, key, value };
  const attributes = text.length > 3 ? { attributes: { a: Number(text[4]) } } : {};
  return { type: letter === "i" ? "insert" : "update", table, key, value: value!, ...attributes };
}

function scanOf(text: string): TableStep {
  const open = text.indexOf("{");
  const [from, to] = text.slice(1, open).split("-");
  const where: Predicate = to !== undefined
    ? { type: "between", from: Number(from), to: Number(to) }
    : from === ""
    ? { type: "all" }
    : { type: "equal", attribute: "a", value: Number(from) };
  const rows = text.slice(open + 1, -1).match(/../g) ?? [];
  return {
    type: "scan",
    table,
    where,
    rows: rows.map((row): Row => ({ key: row[0]!, value: Number(row[1]) })),
  };
}

/** What a step asks, without its answer. */
export function tableQuestion(step: TableStep): TableStep {
  if (step.type === "scan") return { type: "scan", table: step.table, where: step.where };
  return step.type === "read" ? { type: "read", table: step.table, key: step.key } : step;
}

/** The most rows that are written out. */
const mostRows = 8;

/** A step in words: `insert t.x 1`, `look for all rows of t [x 1, y 2]`. */
export function describeTableStep(step: TableStep): string {
  if (step.type === "scan") {
    const what = `look for ${describePredicate(step.table, step.where)}`;
    return step.rows === undefined ? what : `${what} [${describeRows(step.rows)}]`;
  }
  const name = `${step.type} ${step.table}.${step.key}`;
  if (step.type === "delete" || step.value === undefined) return name;
  if (step.type === "read") return `${name} ${step.value ?? "nothing"}`;
  const attributes = Object.entries(step.attributes ?? {});
  const beside = attributes.map(([attribute, value]) => ` ${attribute} = ${value}`).join("");
  return `${name} ${step.value}${beside}`;
}

function describeRows(rows: readonly Row[]): string {
  const some = rows.slice(0, mostRows).map(({ key, value }) => `${key} ${value}`).join(", ");
  return rows.length > mostRows ? `${some} …` : some;
}
