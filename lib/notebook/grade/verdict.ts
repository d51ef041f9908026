/** What a notebook shows of a judgement. @module */

import { display, type Figure } from "../../figure/figure.ts";
import { fragment } from "../../figure/svg.ts";
import { table } from "../../figure/table/table.ts";
import { escape } from "../../figure/text.ts";
import type { Standing } from "../../grade/suite.ts";

/** One part, judged. */
export interface JudgedPart {
  /** From 1. */
  readonly number: number;
  /** Its short name. */
  readonly name: string;
  /** What was to be done, in a few words. */
  readonly title: string;
  /** What it is worth. */
  readonly points: number;
  /** How it stands. */
  readonly standing: Standing;
  /** What is wrong and how it came about, in lines; or what is not done yet. */
  readonly explanation?: string;
  /** The space-time diagram of the run that went wrong. */
  readonly svg?: string;
  /** A nudge, for readers who want one. */
  readonly hint?: string;
}

/** How an answer stands, as a figure. */
export interface Verdict extends Figure {
  /** "done" if all parts are, "wrong" if one is. */
  readonly standing: Standing;
  /** The points earned. */
  readonly points: number;
  /** The parts. */
  readonly parts: readonly JudgedPart[];
  /** Why nothing could be judged. */
  readonly refusal?: string;
}

/** The verdict on parts of the exercise that is called `title`. */
export function verdictOn(title: string, parts: readonly JudgedPart[]): Verdict {
  const sum = (some: readonly JudgedPart[]) => some.reduce((all, { points }) => all + points, 0);
  const points = sum(parts.filter(({ standing }) => standing === "done"));
  const heading = `${title}: ${points} of ${sum(parts)} points`;
  const rows = table(
    parts.map(({ number, title: part, standing, points }) => ({ number, part, standing, points })),
    {
      title: heading,
      columns: [{ key: "number", title: "part" }, { key: "part", title: "task" }, {
        key: "standing",
        title: "it is",
      }, "points"],
    },
  );
  return {
    standing: standingOf(parts),
    points,
    parts,
    [display]: async () => {
      const drawn = await rows[display]();
      return {
        "text/html": [drawn["text/html"], ...parts.map(htmlOf)].join("\n"),
        "text/plain": [drawn["text/plain"], ...parts.map(plainOf)].filter((text) => text !== "")
          .join("\n"),
      };
    },
  };
}

/** The verdict on code that cannot be judged, and why. */
export function refused(refusal: string): Verdict {
  return {
    standing: "wrong",
    points: 0,
    parts: [],
    refusal,
    [display]: () => ({
      "text/html": `<pre style="white-space:pre-wrap">${escape(refusal)}</pre>`,
      "text/plain": refusal,
    }),
  };
}

function standingOf(parts: readonly JudgedPart[]): Standing {
  if (parts.some(({ standing }) => standing === "wrong")) return "wrong";
  return parts.every(({ standing }) => standing === "done") ? "done" : "not done yet";
}

function plainOf({ number, standing, explanation = "" }: JudgedPart): string {
  if (standing === "done") return "";
  return `Part ${number}: ${explanation}`;
}

function htmlOf({ number, standing, explanation = "", svg, hint }: JudgedPart): string {
  if (standing === "done") return "";
  if (standing === "not done yet") return `<p>Part ${number}: ${escape(explanation)}</p>`;
  const picture = svg === undefined ? "" : `\n${fragment(svg)}`;
  const nudge = hint === undefined
    ? ""
    : `\n<details><summary>A hint</summary><p>${escape(hint)}</p></details>`;
  return `<p><strong>Part ${number} is wrong:</strong></p>\n` +
    `<pre style="white-space:pre-wrap">${escape(explanation)}</pre>${picture}${nudge}`;
}
