/** Whether a group finds together again that was parted for so long that each side took the other for dead. @module */

import { allSee } from "../../../membership/swim/promises.ts";
import type { Settings } from "../../../membership/swim/settings.ts";
import { assertWhole } from "../../asked.ts";
import { stageOf } from "./stage.ts";

/** What came of a partition. */
export interface Healing {
  /** How long after its end all saw all, in ms; null if they did not within ten minutes. */
  readonly healedMs: number | null;
  /** How many members a node sees at the end of the partition, on average. */
  readonly seenParted: number;
}

const PARTED_MS = 60_000;
const PATIENCE_MS = 600_000;

/** Parts a group into two halves for a minute; throws `RangeError` where it has none. */
export function healing(
  settings: Partial<Settings> = {},
  { nodes = 10, seed = 1 } = {},
): Healing {
  assertWhole("part a group", { nodes }, 2);
  const all = Array.from({ length: nodes }, (_, node) => node);
  const sides = [all.slice(0, nodes / 2), all.slice(nodes / 2)] as const;
  const faults = [{ kind: "partition", at: 1000, forMs: PARTED_MS, sides }] as const;
  const world = stageOf({ nodes, seed, settings, faults });
  world.run(1000 + PARTED_MS);
  const seenParted = world.states.reduce((sum, s) => sum + s!.members, 0) / nodes;
  const from = world.now;
  world.run(PATIENCE_MS, allSee);
  return { seenParted, healedMs: allSee(world) ? world.now - from : null };
}
