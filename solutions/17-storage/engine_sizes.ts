/** Which tables are merged: those that are newer than all that are much larger. */

/** From so many on, tables are merged. */
const FEW = 4;

/**
 * How many of the newest are to become one, of tables of these sizes, the newest first: as many as there
 * are, if the oldest of them is no larger than the others together. So a byte is written again only into
 * something twice as large.
 */
export function due(sizes: readonly number[]): number {
  let newer = 0, most = 1;
  for (const [at, size] of sizes.entries()) {
    if (at + 1 >= FEW && size <= newer) most = at + 1;
    newer += size;
  }
  return most;
}
