/** What ratios were when they were last agreed on, and which later ones are a regression. @module */

import type { Row } from "./row.ts";

/** The agreed ratio of one row. */
export interface Baseline {
  /** The name of the row. */
  readonly name: string;
  /** Measured to limit; smaller is better. */
  readonly ratio: number;
  /** How many times that ratio is still no regression, as machines and moments differ. */
  readonly slack: number;
}

/** A row beside its baseline. */
export interface Compared {
  readonly name: string;
  /** What was agreed on; nothing for a row that is new. */
  readonly before?: Baseline;
  /** What was measured; nothing for a row that is gone. */
  readonly ratio?: number;
  readonly verdict: "same" | "better" | "worse" | "new" | "gone";
}

/** Where both sides of a ratio are measured in turns, as a machine that is slow is slow for both. */
export const slackOfTurns = 1.25;

/** Every row that has a ratio, beside its baseline; a row that is gone comes last. */
export function compareRows(baseline: readonly Baseline[], rows: readonly Row[]): Compared[] {
  const agreed = new Map(baseline.map((each) => [each.name, each]));
  const measured = rows.flatMap(({ name, ratio }) => ratio === undefined ? [] : [{ name, ratio }]);
  const names = new Set(measured.map(({ name }) => name));
  const gone = baseline.filter(({ name }) => !names.has(name));
  return [
    ...measured.map(({ name, ratio }) => compareRow(name, ratio, agreed.get(name))),
    ...gone.map((before): Compared => ({ name: before.name, before, verdict: "gone" })),
  ];
}

function compareRow(name: string, ratio: number, before: Baseline | undefined): Compared {
  if (before === undefined) return { name, ratio, verdict: "new" };
  const times = ratio / before.ratio;
  const verdict = times > before.slack ? "worse" : times < 1 / before.slack ? "better" : "same";
  return { name, before, ratio, verdict };
}

/** Whether nothing is worse, and nothing is missing that was measured before. */
export function isGood(compared: readonly Compared[]): boolean {
  return compared.every(({ verdict }) => verdict !== "worse" && verdict !== "gone");
}

/** The baseline that these rows would be; rows that are known keep their slack. */
export function nextBaseline(baseline: readonly Baseline[], rows: readonly Row[]): Baseline[] {
  return rows.flatMap(({ name, ratio }) => {
    if (ratio === undefined) return [];
    const { slack = slackOfTurns } = baseline.find((each) => each.name === name) ?? {};
    return [{ name, ratio: Number(ratio.toPrecision(3)), slack }];
  });
}

/** A table in Markdown, for the summary of a workflow. */
export function toMarkdown(compared: readonly Compared[]): string {
  const lines = compared.map(({ name, before, ratio, verdict }) =>
    [
      name.replaceAll("|", "\\|"),
      before?.ratio.toPrecision(3) ?? "",
      ratio?.toPrecision(3) ?? "",
      before === undefined || ratio === undefined
        ? ""
        : `${(ratio / before.ratio).toFixed(2)} of ${before.slack}`,
      verdict === "worse" ? "**worse**" : verdict === "gone" ? "**gone**" : verdict,
    ].join(" | ")
  );
  return [
    "| measured to limit | baseline | now | times, of at most | |",
    "| --- | ---: | ---: | ---: | --- |",
    ...lines.map((line) => `| ${line} |`),
    "",
  ].join("\n");
}
