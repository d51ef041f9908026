/** What a part asks for, where to read about it, and hints, as text for a terminal. @module */

import type { Part, Suite } from "../../lib/grade/suite.ts";
import { stubsOf } from "./stubs.ts";

/** What is told about a part. */
export interface Telling {
  readonly statement: boolean;
  /** How many hints. */
  readonly hints: number;
  /** What stands in the file of a part, in which its rules are. */
  readonly textOf?: (file: string) => string | undefined;
}

/** The statements or hints of some parts of a suite. */
export function tell(
  suite: Suite<unknown>,
  parts: readonly Part<unknown>[],
  telling: Telling,
): string {
  return parts.map((part) => tellPart(suite, part, telling)).join("\n\n");
}

function tellPart(
  suite: Suite<unknown>,
  part: Part<unknown>,
  { statement, hints, textOf }: Telling,
): string {
  const { number, title, points, hints: all } = part;
  const [file] = stubsOf({ ...suite, parts: [part] });
  const lines = [`Part ${number}, ${title} (${points} points), in ${file}`];
  if (statement) {
    const rules = commentsIn(textOf?.(file!) ?? "");
    lines.push("", part.statement.trim(), "", ...rules.flatMap((each) => [each, ""]));
    lines.push(`To read: ${part.paper}`);
  }
  all.slice(0, hints).forEach((hint, i) => lines.push("", `Hint ${i + 1}: ${hint}`));
  const left = all.length - hints;
  if (hints > 0 && left > 0) {
    lines.push("", `${left} more: --part ${number} --hints ${hints + 1}`);
  }
  if (left < 0) lines.push("", `There are no more than these ${all.length}.`);
  return lines.join("\n");
}

/** The doc comments of a file that have more than one line, without their stars: the rules of a part. */
function commentsIn(text: string): string[] {
  const comments = text.match(/^ *\/\*\*\n(?: *\*.*\n)+? *\*\/$/gm) ?? [];
  return comments.map((comment) =>
    comment.split("\n").slice(1, -1).map((line) => line.replace(/^ *\* ?/, ""))
      .filter((line) => line !== "@module").join("\n").trim()
  );
}
