/** Part 3: one count for each node. @module */

import type { Vector, VectorClock } from "../../exercises/02-time/events.ts";

const tick = (vector: Vector, node: number): Vector =>
  vector.map((count, id) => id === node ? count + 1 : count);

export const vectors: VectorClock = {
  tick,
  receive: (vector, stamp, node) =>
    tick(vector.map((count, id) => Math.max(count, stamp[id]!)), node),
  compare(a, b) {
    const smaller = a.some((count, id) => count < b[id]!);
    const larger = a.some((count, id) => count > b[id]!);
    if (smaller && larger) return "concurrent";
    return smaller ? "before" : larger ? "after" : "equal";
  },
};
