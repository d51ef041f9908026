/**
 * How large leaves should be: small ones take more hashes on the way down, and large ones send items along that do not
 * differ, as a leaf is exchanged as a whole.
 *
 * @module
 */

import { pow } from "../../../model/real/pow.ts";
import { costs, type SessionCost } from "./cost.ts";

/** What is measured. */
export interface LeafSizeRun {
  /** How many items both nodes hold; default 20,000. */
  readonly items?: number;
  /** How many of them differ; default 1, 100 and 2,000. */
  readonly differences?: readonly number[];
  /** How many children a node has; default 4. */
  readonly branching?: number;
  /** How many levels there are below the root; default 0, 2, 4, 6, 8 and 10. */
  readonly depths?: readonly number[];
}

/** One size of leaves. */
export interface LeafSizeRow extends SessionCost {
  /** Levels below the root. */
  readonly depth: number;
  /** How many items a leaf has, on average. */
  readonly perLeaf: number;
  /** How many items were sent for each that differed, both nodes together. */
  readonly sentForEach: number;
}

/** Measures a session for each depth and each number of differences. */
export function byLeafSize(
  {
    items = 20_000,
    differences = [1, 100, 2000],
    branching = 4,
    depths = [0, 2, 4, 6, 8, 10],
  }: LeafSizeRun = {},
): LeafSizeRow[] {
  return depths.flatMap((depth) =>
    costs({ name: "", way: "merkle", shape: { branching, depth }, items, differences }).map((
      cost,
    ) => ({
      depth,
      perLeaf: items / pow(branching, depth),
      sentForEach: cost.sent / cost.differences,
      ...cost,
    }))
  );
}
