/** Which files of an exercise its reader fills in. @module */

import type { Suite } from "../../lib/grade/suite.ts";

/** The files that a suite's parts are answered in, by their names. */
export function stubsOf({ parts }: Suite<unknown>): string[] {
  return [...new Set(parts.map(({ name, file = `${name}.ts` }) => file))];
}

/** A solution as it stands beside what is given; those of the project name it from afar. */
export function asHandedIn(solution: string, slug: string): string {
  return solution.replaceAll(`../../exercises/${slug}/`, "./");
}
