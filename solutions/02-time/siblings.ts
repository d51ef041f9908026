/** Part 4: what no other version supersedes. @module */

import type { Siblings, Vector } from "../../exercises/02-time/events.ts";
import { vectors } from "./vectors.ts";

export const siblings: Siblings = {
  combine: (versions) =>
    versions.filter(({ stamp }, at) =>
      !versions.some((other, i) => {
        const order = vectors.compare(stamp, other.stamp);
        return order === "before" || (order === "equal" && i < at);
      })
    ),
  put: (versions, context, writer, value) => [
    ...versions.filter(({ stamp }) => !isCovered(stamp, context)),
    { value, stamp: vectors.tick(context, writer) },
  ],
};

function isCovered(stamp: Vector, context: Vector): boolean {
  return ["before", "equal"].includes(vectors.compare(stamp, context));
}
