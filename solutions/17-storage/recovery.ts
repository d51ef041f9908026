/** Part 2: what a log holds. */

import type { Recovery } from "../../exercises/17-storage/given.ts";

export const recovery: Recovery = (file, read) => {
  const bodies: Uint8Array[] = [];
  let end = 0;
  for (let entry; end < file.length && (entry = read(file, end)) !== undefined; end = entry.end) {
    bodies.push(entry.body);
  }
  for (let at = end + 1; at < file.length; at++) {
    if ((read(file, at)?.durable ?? 0) > end) return { corrupt: end };
  }
  return { bodies, end };
};
