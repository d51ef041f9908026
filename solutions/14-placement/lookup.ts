/** Part 1: the first point from a hash on. */

import { cannot, type Lookup } from "../../exercises/14-placement/given.ts";

export const lookup: Lookup = (positions, hash) => {
  if (positions.length === 0) throw cannot("look a key up", "there must be a point", "0 points");
  // Invariant: all before `low` are less than the hash, and none from `high` on is.
  let low = 0, high = positions.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (positions.at(middle) < hash) low = middle + 1;
    else high = middle;
  }
  return low === positions.length ? 0 : low;
};
