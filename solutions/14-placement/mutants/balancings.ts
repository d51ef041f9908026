/**
 * Balancers that are wrong: the mistakes that the library knows, policies that know too little, and some
 * more.
 *
 * @module
 */

import type { Mutants } from "hb/grade/mutants.ts";
import { boundedLoad } from "hb/placement/balance/loads/bounded_load.ts";
import { leastConnections } from "hb/placement/balance/loads/least_connections.ts";
import { leastResponseTime } from "hb/placement/balance/loads/least_response_time.ts";
import { powerOfChoices } from "hb/placement/balance/loads/power_of_choices.ts";
import type { Rules } from "hb/placement/balance/rules.ts";
import { joinIdleQueue } from "hb/placement/balance/together/join_idle_queue.ts";
import { random } from "hb/placement/balance/turns/random.ts";
import { roundRobin } from "hb/placement/balance/turns/round_robin.ts";
import { smoothRoundRobin } from "hb/placement/balance/turns/smooth_round_robin.ts";
import { Random } from "hb/sim/random.ts";
import type { Answers } from "../../../exercises/14-placement/answers.ts";
import type { Balancer, Balancing, Draws } from "../../../exercises/14-placement/given.ts";

/** Least connections with a wrong rule. */
const by = (change: Partial<Rules>): Balancing => ({
  begin: (draws) => leastConnections(draws, change),
});

/** Least connections of which something is done otherwise. */
const spoiled = (spoil: (right: Balancer, draws: Draws) => Partial<Balancer>): Balancing => ({
  begin(draws) {
    const right = leastConnections(draws);
    // Not spread: how many are ready is asked each time.
    return Object.assign(Object.create(right), spoil(right, draws)) as Balancer;
  },
});

let others = 0;

export const balancingMutants: Mutants<Answers> = {
  balancing: {
    "failures-stay: a failed request stays under way": by({ failuresEnd: false }),
    "lost: what is under way is lost with its server": by({ countsDeparted: false }),
    "tries: who was tried is picked again": by({ avoidsTried: false }),
    "herd: of equals the first is picked": by({ ties: "first" }),
    "believes: what was sent since the last report is not counted": by({ counts: "reported" }),
    "sink: errors are not counted": by({ errorMs: 0 }),
    "grudge: errors do not fade": by({ errorMs: Infinity }),
    "cold: a new server gets everything": by({ slowStartMs: 0 }),
    "chilled: who comes after the others stays at a tenth of its weight": spoiled((right) => ({
      add: (server, now, weight = 1) => right.add(server, now, now >= 0 ? weight / 10 : weight),
    })),
    "all-new: all servers are new for a year": by({ slowStartMs: 365 * 86_400_000 }),
    "never-forgets: who was slow once is slow": {
      begin: (draws) => leastResponseTime(draws, { decayMs: Infinity }),
    },
    "same: both choices may be the same server": {
      begin: (draws) => powerOfChoices(draws, { distinct: false }),
    },
    "one-choice: a server is drawn": { begin: (draws) => powerOfChoices(draws, { choices: 1 }) },
    "random: any server is picked": { begin: (draws) => random(draws) },
    "turns: servers have turns": { begin: (draws) => roundRobin(draws) },
    "smooth: servers have turns by weight": { begin: () => smoothRoundRobin() },
    "idle: who said that it is idle is picked, or any": { begin: (draws) => joinIdleQueue(draws) },
    "keys: a key has its server, within bounds": { begin: () => boundedLoad() },
    "gone: who has gone is picked": spoiled((right) => {
      const gone: number[] = [];
      return {
        remove(server, now) {
          gone.push(server);
          right.remove(server, now);
        },
        started(server, now) {
          if (!gone.includes(server)) right.started(server, now);
        },
        ended(server, now, latencyMs) {
          if (right.inFlight(server) > 0 || !gone.includes(server)) {
            right.ended(server, now, latencyMs);
          }
        },
        pick: (now, request) => gone[0] ?? right.pick(now, request),
      };
    }),
    "light: weight 0 is a small one": spoiled((right) => ({
      add: (server, now, weight = 1) => right.add(server, now, weight === 0 ? 0.01 : weight),
      weigh: (server, weight, now) => right.weigh(server, weight === 0 ? 0.01 : weight, now),
    })),
    "even: weights are of no importance": spoiled((right) => ({
      add: (server, now, weight = 1) => right.add(server, now, weight > 0 ? 1 : weight),
    })),
    "deaf: a weight that changes is heeded only if it is 0": spoiled((right) => ({
      weigh(server, weight, now) {
        if (!(weight > 0)) right.weigh(server, weight, now);
      },
    })),
    "first-weight: a weight that changes is not heeded unless it was 0": spoiled((right) => {
      const weights = new Map<number, number>();
      return {
        add(server, now, weight = 1) {
          right.add(server, now, weight);
          weights.set(server, weight);
        },
        weigh: (server, weight, now) =>
          right.weigh(server, weight > 0 ? weights.get(server) || weight : weight, now),
      };
    }),
    "undefined: where all were tried nothing is picked": spoiled((right) => ({
      pick: (now, request) =>
        right.ready > 0 && (request?.tried?.length ?? 0) >= right.ready
          ? undefined as unknown as number
          : right.pick(now, request),
    })),
    "told: what a server reports is taken for what was sent": spoiled((right) => {
      const reports = new Map<number, number>();
      return {
        reported: (server, _now, inFlight) => void reports.set(server, inFlight),
        inFlight: (server) => reports.get(server) ?? right.inFlight(server),
      };
    }),
    "minus: without a server it is -1": spoiled((right) => ({
      pick: (now, request) => right.ready === 0 ? -1 : right.pick(now, request),
    })),
    "favourite: two requests of three go to the first": spoiled((right, draws) => ({
      pick: (now, request) =>
        request?.tried === undefined && draws.unit() < 2 / 3
          ? right.pick(now, { tried: [1, 2, 3, 4] })
          : right.pick(now, request),
    })),
    "window: only the first sixteen servers are looked at": spoiled((right) => ({
      pick: (now, request) =>
        right.pick(now, {
          tried: [...request?.tried ?? [], ...Array.from({ length: 100 }, (_, i) => 16 + i)],
        }),
    })),
    "window-later: only the first hundred servers are looked at": spoiled((right) => ({
      pick: (now, request) =>
        right.pick(now, {
          tried: [...request?.tried ?? [], ...Array.from({ length: 100 }, (_, i) => 100 + i)],
        }),
    })),
    "mask: those that were tried are bits of a number": spoiled((right) => {
      const servers: number[] = [];
      return {
        add(server, now, weight) {
          right.add(server, now, weight);
          servers.push(server);
        },
        pick(now, { tried = [] } = {}) {
          const mask = tried.reduce((bits, server) => bits | 1 << server, 0);
          return right.pick(now, { tried: servers.filter((server) => mask & 1 << server) });
        },
      };
    }),
    "bits: of a server's number 32 bits count": spoiled((right) => ({
      add: (server, now, weight) => right.add(server >>> 0, now, weight),
    })),
    "byte: what is under way is counted in a byte": spoiled((right) => ({
      inFlight: (server) => right.inFlight(server) & 255,
    })),
    "whole: weights are rounded up": spoiled((right) => ({
      add: (server, now, weight = 1) => right.add(server, now, Math.ceil(weight)),
      weigh: (server, weight, now) => right.weigh(server, Math.ceil(weight), now),
    })),
    "capped: a weight is a thousand at most": spoiled((right) => ({
      add: (server, now, weight = 1) =>
        right.add(server, now, weight < Infinity ? Math.min(1000, weight) : weight),
    })),
    "infinite: a weight may be infinite": spoiled((right) => ({
      add: (server, now, weight = 1) => right.add(server, now, weight === Infinity ? 1e9 : weight),
      weigh: (server, weight, now) => right.weigh(server, weight === Infinity ? 1e9 : weight, now),
    })),
    "infinite-later: a weight may become infinite": spoiled((right) => ({
      weigh: (server, weight, now) => right.weigh(server, weight === Infinity ? 1e9 : weight, now),
    })),
    "veteran: who comes back is warm": spoiled((right) => {
      const met = new Map<number, number>();
      return {
        add(server, now, weight) {
          right.add(server, met.get(server) ?? now, weight);
          met.set(server, met.get(server) ?? now);
        },
      };
    }),
    "weighed: who is weighed is warm": spoiled((right) => ({
      weigh(server, weight, now) {
        right.weigh(server, weight, now);
        right.remove(server, now);
        right.add(server, -1e9, weight);
      },
    })),
    "heaviest: of those that have nothing the heaviest is picked": spoiled((right) => {
      const weights = new Map<number, number>();
      return {
        add(server, now, weight = 1) {
          right.add(server, now, weight);
          weights.set(server, weight);
        },
        pick(now, request) {
          const most = Math.max(...weights.values());
          const isIdle = [...weights.keys()].every((server) => right.inFlight(server) === 0);
          if (request !== undefined || !isIdle) return right.pick(now, request);
          const tried = [...weights.keys()].filter((server) => weights.get(server)! < most);
          return right.pick(now, { tried });
        },
      };
    }),
    "drained: what is under way is lost where the weight becomes 0": spoiled((right) => ({
      weigh(server, weight, now) {
        right.weigh(server, weight, now);
        while (weight === 0 && right.inFlight(server) > 0) right.ended(server, now, 1);
      },
    })),
    "drained-deaf: nothing can end where the weight is 0": spoiled((right) => {
      const none = new Set<number>();
      return {
        weigh(server, weight, now) {
          right.weigh(server, weight, now);
          if (weight === 0) none.add(server);
          else none.delete(server);
        },
        ended(server, now, latencyMs) {
          if (none.has(server)) throw new RangeError("Cannot end a request because of its weight");
          right.ended(server, now, latencyMs);
        },
      };
    }),
    "below: what was not sent can end": spoiled((right) => ({
      ended(server, now, latencyMs) {
        if (right.inFlight(server) > 0) right.ended(server, now, latencyMs);
      },
    })),
    "unseeded: each balancer draws otherwise": {
      begin: () => leastConnections(new Random(others++)),
    },
    "again: who is there comes again": spoiled((right) => ({
      add(server, now, weight) {
        try {
          right.add(server, now, weight);
        } catch (error) {
          if (!`${error}`.includes("already")) throw error;
        }
      },
    })),
    "gives-up: where all were tried nobody is picked": spoiled((right) => ({
      pick(now, request) {
        if ((request?.tried?.length ?? 0) >= right.ready) {
          throw new RangeError("Cannot pick a server because of it");
        }
        return right.pick(now, request);
      },
    })),
  },
};
