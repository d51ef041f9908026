/** What stands beneath a cell of code; the specification of a chart goes to a file of its own. @module */

import type { Output } from "../notebook/mod.ts";
import { bestForm } from "../../site/markdown/best_form.ts";
import { fence, wrapped } from "./markdown.ts";

/** One output on a page. */
export interface Shown {
  readonly markdown: string;
  /** The specification, when it is a chart. */
  readonly spec?: unknown;
}

/** An output as Markdown; `chartPath` is where its specification will be found if it is a chart. */
export function shownOutput(output: Output, chartPath: string): Shown {
  const { kind, text, spec } = bestForm(output);
  if (kind === "chart") {
    return { markdown: fence(`output chart ${chartPath}`, text), spec };
  }
  if (kind === "markdown") {
    return { markdown: wrapped("output output-markdown", text) };
  }
  return { markdown: fence(`output ${kind}`, text) };
}
