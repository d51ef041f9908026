/** What becomes of SWIM with one of its known mistakes: the rows of a table. @module */

import { findBug } from "../../../kit/find.ts";
import { kit } from "../../../membership/swim/kit.ts";

/** One mistake. */
export type BugRow = {
  /** The mistake, and the harm that comes of it. */
  readonly mistake: string;
  /** The property that breaks. */
  readonly breaks: string;
  /** A seed of a storm, or an instance of the explorer. */
  readonly "found by": string;
};

/** Runs each of these bugs of the kit where it is found, with the bug and without. Throws if it does not break what it says. */
export function bugRuns(names: readonly string[]): BugRow[] {
  return names.map((name) => {
    const bug = kit.bugs[name];
    if (bug === undefined) {
      const known = Object.keys(kit.bugs).join(", ");
      throw new RangeError(`Cannot run a bug because it must be one of ${known}: given "${name}"`);
    }
    const { words, breaks, foundBy } = bug;
    const [without, broken] = [undefined, name].map((each) => findBug(kit, foundBy, each));
    if (without !== undefined || broken !== breaks) {
      throw new Error(
        `Cannot show "${name}" because ${breaks} must break with it alone: ` +
          `given ${without ?? "nothing"} without and ${broken ?? "nothing"} with it`,
      );
    }
    const where = foundBy.by === "storm"
      ? `seed ${foundBy.seed} of the storm "${foundBy.storm}"`
      : foundBy.by === "instance"
      ? `exploring "${foundBy.instance}"`
      : foundBy.check;
    return { mistake: words, breaks, "found by": where };
  });
}
