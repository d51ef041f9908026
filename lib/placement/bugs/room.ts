/** Mistakes with bounded loads. @module */

import { bounded } from "../bounded/bounded.ts";
import type { Probe } from "../bounded/capacity.ts";
import { ring } from "../ring/ring.ts";
import type { PlacementBugs } from "./bug.ts";
import { breaks } from "./guarantees.ts";

/** A few are asked for room; then the first must take it. */
const fewTries: Probe = (walk, hasRoom) => {
  let tries = 0, first: number | undefined;
  for (const at of walk) {
    first ??= at;
    if (hasRoom(at)) return at;
    if (++tries === 3) break;
  }
  return first!;
};

/** All of them. */
export const roomBugs: PlacementBugs = {
  "three tries": {
    words:
      "Only three nodes are asked for room. If none has any, the first takes more than it may, " +
      "though another has room.",
    kind: "bounded loads",
    reports: ["envoy 11888"],
    make: (members, hashing, keys) =>
      bounded(members, {
        keys,
        hashing,
        epsilon: 0.1,
        probe: fewTries,
        over: (members, options) => ring(members, { ...options, points: 4 }),
      }),
    breaks: breaks("even"),
  },
};
