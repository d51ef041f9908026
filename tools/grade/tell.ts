/** What a part asks for, where to read about it, and hints, as text for a terminal. @module */

import type { Part, Suite } from "../../lib/grade/suite.ts";
import { stubsOf } from "./stubs.ts";

/** What is told about a part. */
export interface Telling {
  readonly statement: boolean;
  /** How many hints. */
  readonly hints: number;
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
  { statement, hints }: Telling,
): string {
  const { number, title, points, hints: all } = part;
  const [file] = stubsOf({ ...suite, parts: [part] });
  const lines = [`Part ${number}, ${title} (${points} points), in ${file}`];
  if (statement) lines.push("", part.statement.trim(), "", `To read: ${part.paper}`);
  all.slice(0, hints).forEach((hint, i) => lines.push("", `Hint ${i + 1}: ${hint}`));
  const left = all.length - hints;
  if (hints > 0 && left > 0) {
    lines.push("", `${left} more: --part ${number} --hints ${hints + 1}`);
  }
  return lines.join("\n");
}
