/** All kinds of placements, as the conformance suite and chapters take them. @module */

import { ring } from "../../placement/ring/ring.ts";
import type { PlacementKind } from "../conformance/placement/subject.ts";

/** A ring with 100 points a node. */
export const aRing: PlacementKind = {
  name: "ring",
  of: (members, hashing) => ring(members, { hashing }),
  weights: true,
  deviation: 0.1,
};

/** All of them. */
export const placementKinds: readonly PlacementKind[] = [aRing];
