/** Part 5: jumps from bucket to bucket. */

import { cannot, type Jumps } from "../../exercises/14-placement/given.ts";

export const jump: Jumps = {
  bucket(draw, buckets) {
    if (!Number.isSafeInteger(buckets) || buckets < 1) {
      throw cannot("jump", "there must be at least one bucket", `${buckets} buckets`);
    }
    let bucket = 0;
    for (let next = 0; next < buckets; next = Math.floor((bucket + 1) / draw())) bucket = next;
    return bucket;
  },
  place(ids, draw) {
    if (ids.length === 0) throw cannot("place a key", "there must be a node", "0 nodes");
    return ids.toSorted()[jump.bucket(draw, ids.length)]!;
  },
};
