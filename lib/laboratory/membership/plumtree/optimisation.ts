/**
 * The tree is made for whoever broadcast first; another's broadcasts make more hops. With a threshold, links change places
 * until they are as good for it (Leitão, Pereira and Rodrigues 2007, *Epidemic broadcast trees*, section 3.8).
 *
 * @module
 */

import { assertKinds, list } from "../../../model/kinds.ts";
import { anyNumber } from "../sizes.ts";
import { broadcastCost, type CostRow } from "./cost.ts";
import type { StageOptions } from "./stage.ts";

/** What is measured. */
export interface OptimisationOptions extends Omit<StageOptions, "way" | "tree"> {
  /** By how many rounds word must be ahead; Infinity for never. Default: never, 4, 2 and 1. */
  readonly thresholds?: readonly number[];
  /** How many broadcasts the second node makes; default 6. */
  readonly broadcasts?: number;
}

/** One broadcast. */
export interface OptimisationRow extends CostRow {
  /** With which threshold. */
  readonly threshold: number;
}

/** Node 0 makes the tree, and broadcasts once more; then node 1 broadcasts again and again. */
export function optimisation(options: OptimisationOptions = {}): OptimisationRow[] {
  const { thresholds = [Infinity, 4, 2, 1], broadcasts = 6 } = options;
  assertKinds("measure thresholds", { thresholds, broadcasts }, {
    thresholds: list,
    broadcasts: anyNumber,
  });
  const from = [0, 0, ...Array.from({ length: broadcasts }, () => 1)];
  return thresholds.flatMap((threshold) =>
    broadcastCost({ ...options, ways: ["plumtree"], from, tree: { threshold } })
      .map((row) => ({ ...row, threshold }))
  );
}
