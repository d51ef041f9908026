/** The library's balancers, each with what it cannot promise; and balancers that are wrong. */

import type { Balancer, Draws } from "hb/placement/balance/balancer.ts";
import { type BalancerKit, balancers } from "hb/placement/balance/kit.ts";
import { leastConnections } from "hb/placement/balance/loads/least_connections.ts";
import type { Rules } from "hb/placement/balance/rules.ts";
import { roundRobin } from "hb/placement/balance/turns/round_robin.ts";
import { Random } from "hb/sim/random.ts";
import type { Subject } from "./load_balancer.ts";

const lacking: Readonly<Record<string, Subject["lacks"]>> = {
  "bounded loads": {
    "shares follow weights": "keys are placed evenly, and weights only bound them",
  },
  "round robin": { "shares follow weights": "everybody has a turn, whatever its weight" },
  "round robin over a subset": {
    "shares follow weights": "the others are other clients' servers, and it takes turns",
  },
};

/** Every balancer of the kit. */
export const loadBalancers: readonly Subject[] = Object.entries<BalancerKit>(balancers).map(
  ([name, { make }]) => ({
    name,
    make: (seed) => make(new Random(seed)),
    ...(lacking[name] === undefined ? {} : { lacks: lacking[name] }),
  }),
);

/** Least connections with a wrong rule. */
export const wrong = (name: string, change: Partial<Rules>): Subject => ({
  name,
  make: (seed) => leastConnections(new Random(seed), change),
});

/** Least connections of which something is done otherwise. */
export const spoiled = (
  name: string,
  spoil: (balancer: Balancer, draws: Draws) => Partial<Balancer>,
): Subject => ({
  name,
  make(seed) {
    const balancer = leastConnections(new Random(seed));
    // Not spread: how many are ready is asked each time.
    return Object.assign(Object.create(balancer), spoil(balancer, new Random(seed))) as Balancer;
  },
});

/** Turns, where weights are asked for. */
export const turns: Subject = { name: "turns", make: (seed) => roundRobin(new Random(seed)) };

let others = 0;

/** Another seed each time. */
export const unseeded: Subject = {
  name: "another seed each time",
  make: () => leastConnections(new Random(others++)),
};

/** The servers in the order in which they came, which is another order for each client. */
export function inOrderOfComing(): Subject {
  return spoiled("turns in the order of coming", (balancer) => {
    const list: number[] = [], weights = new Map<number, number>();
    let turn = 0;
    return {
      add(server, now, weight = 1) {
        balancer.add(server, now, weight);
        weights.set(server, weight);
        list.push(server);
      },
      weigh(server, weight, now) {
        balancer.weigh(server, weight, now);
        weights.set(server, weight);
      },
      remove(server, now) {
        balancer.remove(server, now);
        list.splice(list.indexOf(server), 1);
      },
      pick(now, request) {
        const tried = request?.tried ?? [];
        const some = list.filter((each) => weights.get(each)! > 0 && !tried.includes(each));
        return some.length === 0 ? balancer.pick(now, request) : some[turn++ % some.length]!;
      },
    };
  });
}

/** It does not hear of departures. */
export const keepsPicking: Subject = spoiled("keeps picking who went", (balancer) => {
  const gone: number[] = [];
  return {
    remove(server, now) {
      gone.push(server);
      balancer.remove(server, now);
    },
    started(server, now) {
      if (!gone.includes(server)) balancer.started(server, now);
    },
    ended(server, now, latencyMs) {
      if (balancer.inFlight(server) > 0 || !gone.includes(server)) {
        balancer.ended(server, now, latencyMs);
      }
    },
    pick: (now, request) => gone[0] ?? balancer.pick(now, request),
  };
});

/** It takes weight 0 for a small one. */
export const zeroIsSmall: Subject = spoiled("weight 0 is a small weight", (balancer) => ({
  add: (server, now, weight = 1) => balancer.add(server, now, Math.max(weight, 0.01)),
  weigh: (server, weight, now) => balancer.weigh(server, Math.max(weight, 0.01), now),
}));

/** It answers with a number when there is no server. */
export const minusOne: Subject = spoiled("-1 is no server", (balancer) => ({
  pick: (now, request) => balancer.ready === 0 ? -1 : balancer.pick(now, request),
}));

/** Two requests of three go to the first server, if that can be picked. */
export const favourite: Subject = spoiled("has a favourite", (balancer, draws) => ({
  pick: (now, request) =>
    request?.tried === undefined && draws.unit() < 2 / 3
      ? balancer.pick(now, { tried: [1, 2, 3, 4] })
      : balancer.pick(now, request),
}));

/** It lets any request end. */
export const endsAnything: Subject = spoiled("ends what never began", (balancer) => ({
  ended(server, now, latencyMs) {
    if (balancer.inFlight(server) > 0) balancer.ended(server, now, latencyMs);
  },
}));
