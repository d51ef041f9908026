/**
 * Consistent hashing with bounded loads (Mirrokni, Thorup and Zadimoghaddam 2018): a key goes to
 * the first server of its order that has fewer requests than ⌈c · (all + 1) · weight / weights⌉.
 * Popular keys spill over to the next servers of their order, and nobody has more than about c
 * times its share.
 *
 * Some server is always under its bound while c ≥ 1, as the bounds add up to more than all
 * requests. So the walk must not be cut short: one that asks a few servers only finds nobody,
 * although there is somebody.
 *
 * @module
 */

import type { NodeId } from "../../../model/protocol.ts";
import { fnv1a, spread } from "../../../model/hash.ts";
import { roundedUp } from "../../bounded/capacity.ts";
import type { Balancer } from "../balancer.ts";
import { balancerOf, type Member } from "../roster.ts";
import { type Rules, rules as usual } from "../rules.ts";

/** How keys are placed. */
export interface BoundedLoadOptions extends Partial<Rules> {
  /**
   * How many times its share a server may have, from 1 on; default 1.25. Infinity: there is no
   * bound.
   */
  readonly factor?: number;
  /**
   * All of these servers, the first choice of the key first; default: by the greatest hash with the
   * key.
   */
  readonly order?: (key: string, servers: readonly NodeId[]) => Iterable<NodeId>;
}

/** A balancer that sends a key to its own server, as long as that is not overloaded. */
export function boundedLoad(
  { factor = 1.25, order = byGreatestHash, ...change }: BoundedLoadOptions = {},
): Balancer {
  const rules = { ...usual, ...change };
  if (!(factor >= 1)) {
    throw new RangeError(
      `Cannot bound loads because the factor must be a number from 1 on: given ${factor}`,
    );
  }
  return balancerOf<null>({
    name: "bounded loads",
    remembers: () => null,
    choose(among, _now, { key = "" }) {
      const under = underBound(among, factor);
      const members = new Map(among.map((member) => [member.server, member]));
      let asked = 0, last: Member<null> | undefined;
      for (const server of order(key, [...members.keys()])) {
        const member = members.get(server);
        if (member === undefined) continue;
        last = member;
        if (under(member) || ++asked >= rules.probes) break;
      }
      return last ?? among[0]!;
    },
  }, rules);
}

/** Whether a server can take one more. */
function underBound(among: readonly Member[], factor: number): (member: Member) => boolean {
  let all = 1, weights = 0;
  for (const { inFlight, weight } of among) {
    all += inFlight;
    weights += weight;
  }
  return ({ inFlight, weight }) => inFlight < roundedUp(factor * all * weight / weights);
}

/** Rendezvous hashing (Thaler and Ravishankar 1998); equal hashes by the servers' numbers. */
export function byGreatestHash(key: string, servers: readonly NodeId[]): NodeId[] {
  const of = fnv1a(key);
  return servers.map((server) => ({ server, hash: spread(of ^ spread(server + 1)) }))
    .sort((a, b) => b.hash - a.hash || a.server - b.server)
    .map(({ server }) => server);
}
