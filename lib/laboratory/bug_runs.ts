/** What becomes of a protocol with one of the mistakes that its kit knows: the rows of a table. @module */

import { findBug } from "../kit/find.ts";
import { entryOf, type FoundBy, type Kit } from "../kit/kit.ts";
import type { Tagged } from "../model/protocol.ts";

/** One mistake. */
export type BugRow = {
  /** The mistake, and the harm that comes of it. */
  readonly mistake: string;
  /** The property that breaks. */
  readonly breaks: string;
  /** Where: a seed of a storm, or an instance of the explorer. */
  readonly "found by": string;
};

/**
 * Runs each of these bugs of a kit where it is found, with the bug and without. Throws if it does not break what it
 * says, or if something breaks without it.
 */
export function bugRuns<S, M extends Tagged, T extends Tagged, R, C>(
  kit: Kit<S, M, T, R, C>,
  names: readonly string[],
): BugRow[] {
  return names.map((name) => {
    const [, { words, breaks, foundBy }] = entryOf(kit.name, "a bug", kit.bugs, name);
    const [without, broken] = [undefined, name].map((each) => findBug(kit, foundBy, each));
    if (without !== undefined || !broken?.startsWith(breaks)) {
      throw new Error(
        `Cannot show "${name}" because ${breaks} must break with it alone: ` +
          `given ${without ?? "nothing"} without and ${broken ?? "nothing"} with it`,
      );
    }
    return { mistake: words, breaks, "found by": whereOf(foundBy) };
  });
}

function whereOf(foundBy: FoundBy): string {
  if (foundBy.by === "storm") return `seed ${foundBy.seed} of the storm "${foundBy.storm}"`;
  return foundBy.by === "instance" ? `exploring "${foundBy.instance}"` : foundBy.check;
}
