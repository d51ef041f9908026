/** What passed, and under which digest. @module */

import type { Digests } from "../graph/digest.ts";
import { passesOf } from "../graph/passes.ts";
import type { Finding, Step, Unit } from "./step.ts";

/** The record of passes during a run. */
export interface PassRecord {
  /** Notes what a unit can reach now, before it runs. */
  note(step: Step, unit: Unit): void;
  /** How many checks of a unit passed under the digest that was noted; none when it must run. */
  lastPass(step: Step, unit: Unit): Promise<number | undefined>;
  /** Keeps a pass. A failure is not kept, and neither is what passed while a file of its reach was written. */
  keep(step: Step, unit: Unit, finding: Finding): Promise<void>;
}

/** The record of the project at `root`. */
export function recordOf(root: string, digests: Pick<Digests, "of">): PassRecord {
  const noted = new Map<Unit, string>();
  const digestOf = (step: Step, { reach }: Unit) => digests.of(reach, step.name);
  return {
    note: (step, unit) => void noted.set(unit, digestOf(step, unit)),
    async lastPass(step, unit) {
      const passes = await passesOf(root, step.name).read(unit.name);
      return passes.find(({ digest }) => digest === noted.get(unit))?.passed;
    },
    async keep(step, unit, { passed, failures }) {
      const digest = noted.get(unit);
      if (failures.length > 0 || digest === undefined || digest !== digestOf(step, unit)) return;
      await passesOf(root, step.name).keep(unit.name, { digest, passed });
    },
  };
}
