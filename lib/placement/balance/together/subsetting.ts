/** A balancer over its own part of the servers; which part, `subset` says. @module */

import type { NodeId } from "../../../model/protocol.ts";
import { assertWeight, type Balancer } from "../balancer.ts";
import { subset } from "./subset.ts";

/** Which part of the servers is this client's. */
export interface SubsetOptions {
  /** The client's number: clients that have the numbers from 0 on spread evenly. */
  readonly client: number;
  /** How many servers it uses. */
  readonly size: number;
}

/**
 * `inner`, without servers yet, over a subset of those that come; ones of weight 0 are not counted
 * in.
 */
export function subsetting(inner: Balancer, { client, size }: SubsetOptions): Balancer {
  const weights = new Map<NodeId, number>();
  let own: ReadonlySet<NodeId> = new Set();
  // Refused now, and not with the first server.
  subset([], client, size);

  const renew = (now: number) => {
    const ready = [...weights.keys()].filter((server) => weights.get(server)! > 0);
    const next = new Set(subset(ready, client, size));
    for (const server of own) if (!next.has(server)) inner.remove(server, now);
    for (const server of next) {
      if (!own.has(server)) inner.add(server, now, weights.get(server)!);
    }
    own = next;
  };
  const assertThere = (server: NodeId, doing: string) => {
    if (weights.has(server)) return;
    throw new RangeError(`Cannot ${doing} because the server must be there: given ${server}`);
  };

  return {
    ...inner,
    name: `${inner.name} over a subset`,
    get ready() {
      return inner.ready;
    },
    add(server, now, weight = 1) {
      assertWeight(server, weight);
      if (weights.has(server)) {
        throw new RangeError(`Cannot add a server because it is there already: given ${server}`);
      }
      weights.set(server, weight);
      renew(now);
    },
    remove(server, now) {
      assertThere(server, "remove a server");
      weights.delete(server);
      renew(now);
    },
    weigh(server, weight, now) {
      assertWeight(server, weight);
      assertThere(server, "weigh a server");
      weights.set(server, weight);
      renew(now);
      if (own.has(server)) inner.weigh(server, weight, now);
    },
  };
}
