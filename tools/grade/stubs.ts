/** Which files of an exercise its reader fills in. @module */

import type { Suite } from "../../lib/grade/suite.ts";

/** The files that a suite's parts are answered in, by their names. */
export function stubsOf({ parts }: Suite<unknown>): string[] {
  return [...new Set(parts.map(({ name, file = `${name}.ts` }) => file))];
}
