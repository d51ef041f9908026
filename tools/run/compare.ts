/** Outputs of two runs of one chapter, compared. @module */

import { type CodeCell, type Output, tagsOf } from "../notebook/mod.ts";

/** The first thing in which two runs differ. */
export interface Difference {
  /** The code cell, counted from 1. */
  readonly cell: number;
  readonly id: string;
  /** What differs, with the first differing line of both. */
  readonly words: string;
}

/** How the cells of a new run differ from the committed ones, if they do. */
export function compareCells(
  committed: readonly CodeCell[],
  now: readonly CodeCell[],
): Difference | undefined {
  for (const [i, before] of committed.entries()) {
    const after = now[i];
    if (after === undefined) break;
    const words = compareCell(before, after);
    if (words !== undefined) return { cell: i + 1, id: before.id, words };
  }
  return undefined;
}

/** Whether two runs of a measured cell say the same in other numbers. Of pictures only the kind is known. */
export function sameMeasurement(before: CodeCell, after: CodeCell): boolean {
  return tagsOf(after).includes("measured") &&
    firstDifference(before.outputs.flatMap(wordsOf), after.outputs.flatMap(wordsOf)) === undefined;
}

function wordsOf(output: Output): string[] {
  const lines = linesOf(output).filter((line) => /^(stdout|stderr|text\/\w+): /.test(line));
  const masked = lines.map((line) => line.replace(/\d[\d.,]*/g, "0"));
  // A column of a table is as wide as its numbers.
  return [...shapeOf(output), ...masked.map((line) => line.replace(/[\s─-]+/g, " "))];
}

function compareCell(before: CodeCell, after: CodeCell): string | undefined {
  const describe = tagsOf(before).includes("measured") ? shapeOf : linesOf;
  const words = firstDifference(before.outputs.flatMap(describe), after.outputs.flatMap(describe));
  if (words !== undefined) return words;
  if (before.execution_count === after.execution_count) return undefined;
  return `committed as execution ${before.execution_count}, now it is ${after.execution_count}`;
}

function firstDifference(before: readonly string[], after: readonly string[]): string | undefined {
  const at = before.findIndex((line, i) => line !== after[i]);
  const line = at >= 0 ? at : before.length;
  if (at < 0 && before.length === after.length) return undefined;
  return `output line ${line + 1} was committed as ${quote(before[line])}, ` +
    `now it is ${quote(after[line])}`;
}

const LONGEST_QUOTE = 200;

function quote(line: string | undefined): string {
  if (line === undefined) return "nothing";
  const short = line.length <= LONGEST_QUOTE ? line : `${line.slice(0, LONGEST_QUOTE)}…`;
  return JSON.stringify(short);
}

/** An output as lines, such that outputs are equal exactly when their lines are. */
function linesOf(output: Output): string[] {
  switch (output.output_type) {
    case "stream":
      return output.text.split("\n").map((line) => `${output.name}: ${line}`);
    case "error":
      return [`error: ${output.ename}: ${output.evalue}`, ...output.traceback];
    default: {
      const { data, metadata } = output;
      const values = Object.keys(data).sort().flatMap((mime) => {
        const value = data[mime];
        const text = typeof value === "string" ? value : JSON.stringify(canonical(value), null, 1);
        return text.split("\n").map((line) => `${mime}: ${line}`);
      });
      return [output.output_type, ...values, `metadata: ${JSON.stringify(canonical(metadata))}`];
    }
  }
}

/** What two runs of a measured cell share: the kinds of outputs, and their MIME types. */
function shapeOf(output: Output): string[] {
  if (output.output_type === "stream") return [`stream ${output.name}`];
  if (output.output_type === "error") return [`error ${output.ename}`];
  return [`${output.output_type} of ${Object.keys(output.data).sort().join(", ")}`];
}

/** Keys in order: the file keeps them so, and the kernel need not. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const record = value as Record<string, unknown>;
  return Object.fromEntries(Object.keys(record).sort().map((key) => [key, canonical(record[key])]));
}
