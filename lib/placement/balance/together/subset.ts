/**
 * Deterministic subsetting (Google SRE book, chapter 20): a client connects to some servers only,
 * and all clients together to each server equally often. Clients are numbered; so many of them as
 * there are subsets make a round, share one shuffle of the servers, and cut it into subsets without
 * overlap.
 *
 * @module
 */

import type { NodeId } from "../../../model/protocol.ts";
import { spread } from "../../../model/hash.ts";

/**
 * The servers of one client, in the order of the shuffle: `size` of them, or all when there are no
 * more. When `size` does not divide their number, the last of the shuffle are left over, in each
 * round other ones.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { subset } from "hb/placement/balance/together/subset.ts";
 *
 * const servers = [0, 1, 2, 3, 4, 5];
 * const round = [0, 1, 2].flatMap((client) => subset(servers, client, 2));
 * assertEquals(round.toSorted(), servers);
 * ```
 */
export function subset(servers: readonly NodeId[], client: number, size: number): NodeId[] {
  for (const [what, number, least] of [["client", client, 0], ["size", size, 1]] as const) {
    if (Number.isSafeInteger(number) && number >= least) continue;
    throw new RangeError(
      `Cannot choose a subset because the ${what} must be a whole number from ${least} on: ` +
        `given ${number}`,
    );
  }
  if (size >= servers.length) return shuffled(servers, 0);
  const subsets = Math.floor(servers.length / size);
  const first = (client % subsets) * size;
  return shuffled(servers, Math.floor(client / subsets)).slice(first, first + size);
}

/**
 * A shuffle that depends on the round and on the set of servers: by a hash with the round. One
 * server more or less moves the others by one place at most, where the book's shuffle would be
 * another one altogether.
 */
function shuffled(servers: readonly NodeId[], round: number): NodeId[] {
  const seed = spread(round + 0x9e3779b9);
  return servers.map((server) => ({ server, hash: spread(seed ^ spread(server + 1)) }))
    .sort((a, b) => a.hash - b.hash || a.server - b.server)
    .map(({ server }) => server);
}
