/** One line of the report: something measured beside its limit. @module */

/** A measurement in words and numbers. */
export interface Row {
  /** What was measured. */
  readonly name: string;
  /** What it is measured against. */
  readonly limit: string;
  readonly measured: string;
  /** Measured to limit; there only when the row has a target. */
  readonly ratio?: number;
  /** The ratio must not be above this. */
  readonly target?: number;
}

/** Whether the target is met; a row without one cannot miss it. */
export function met({ ratio, target }: Row): boolean {
  return ratio === undefined || target === undefined || ratio <= target;
}

/** The rows as a table in plain text. */
export function table(rows: readonly Row[]): string {
  const lines = [
    ["", "limit", "measured", "ratio", "target", ""],
    ...rows.map((row) => [
      row.name,
      row.limit,
      row.measured,
      row.ratio?.toFixed(2) ?? "",
      row.target === undefined ? "" : `at most ${row.target}`,
      row.target === undefined ? "" : met(row) ? "met" : "missed",
    ]),
  ];
  const widths = lines[0]!.map((_, column) =>
    Math.max(...lines.map((line) => line[column]!.length))
  );
  return lines.map((line) => line.map((cell, i) => cell.padEnd(widths[i]!)).join("  ").trimEnd())
    .join("\n");
}
