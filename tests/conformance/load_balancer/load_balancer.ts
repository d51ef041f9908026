/**
 * What load balancers promise, whichever policy they follow: they pick servers that can be picked,
 * they follow weights, they count what is under way through every departure and failure, and they
 * do the same again.
 */

import type { Balancer } from "hb/placement/balance/balancer.ts";
import type { Named, Suite } from "../suite.ts";

/** A way to balance. */
export interface Subject extends Named {
  /** A balancer without servers, whose chance is decided by the seed. */
  make(seed: number): Balancer;
}

const WEIGHTS: readonly number[] = [4, 0, 2, 1, 1];

/** A balancer with servers that came long ago. */
function withWeights({ make }: Subject, weights: readonly number[], seed = 1): Balancer {
  const balancer = make(seed);
  weights.forEach((weight, server) => balancer.add(server, -1e6, weight));
  return balancer;
}

/** Sends requests for many keys, of which so many are under way at a time; returns who had each. */
function sendThrough(balancer: Balancer, count: number, underWay: number): number[] {
  const open: number[] = [];
  return Array.from({ length: count }, (_, now) => {
    const server = balancer.pick(now, { key: `key ${now}` });
    balancer.started(server, now);
    open.push(server);
    if (open.length > underWay) balancer.ended(open.shift()!, now, 10);
    return server;
  });
}

/** The server whose share differs most from what it should be, if it does by more than 0.05. */
function unfair(balancer: Balancer, weights: readonly number[]): string | undefined {
  const sum = weights.reduce((a, b) => a + b), sent = sendThrough(balancer, 4000, 80);
  const shares = weights.map((weight, server) => ({
    server,
    due: weight / sum,
    has: sent.filter((each) => each === server).length / sent.length,
  }));
  const worst = shares.reduce((a, b) => Math.abs(b.has - b.due) > Math.abs(a.has - a.due) ? b : a);
  return Math.abs(worst.has - worst.due) <= 0.05
    ? undefined
    : `server ${worst.server} has ${worst.has} of the requests, and ${worst.due} is its share`;
}

/** How a call was refused. */
function refusal(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (error) {
    return error instanceof RangeError ? error.message : `${error}`;
  }
}

function differ(a: readonly number[], b: readonly number[]): boolean {
  return a.some((server, i) => server !== b[i]);
}

/** The suite of load balancers. */
export const loadBalancer: Suite<Subject> = {
  family: "load balancer",
  guarantees: [
    {
      name: "each pick is a server that is there",
      breach(subject) {
        const balancer = withWeights(subject, [1, 1, 1, 1]);
        sendThrough(balancer, 50, 10);
        balancer.remove(2, 50);
        const at = sendThrough(balancer, 100, 10).indexOf(2);
        return at < 0 ? undefined : `server 2 is picked, ${at} picks after it went`;
      },
    },
    {
      name: "none is of weight 0",
      breach(subject) {
        const balancer = withWeights(subject, WEIGHTS);
        balancer.idle(1, 0);
        if (sendThrough(balancer, 100, 10).includes(1)) return "server 1 is picked, of weight 0";
        balancer.weigh(0, 0, 100);
        return sendThrough(balancer, 100, 10).includes(0)
          ? "server 0 is picked, whose weight is 0 now"
          : undefined;
      },
    },
    {
      name: "without a server, it says so",
      breach(subject) {
        for (const weights of [[], [0]]) {
          const balancer = withWeights(subject, weights);
          const said = refusal(() => balancer.pick(0)) ?? "nothing";
          if (balancer.ready !== 0) return `${balancer.ready} are ready`;
          if (!said.startsWith("Cannot pick a server because")) return `it says: ${said}`;
        }
        return undefined;
      },
    },
    {
      name: "shares follow weights",
      breach: (subject) => unfair(withWeights(subject, WEIGHTS), WEIGHTS),
    },
    {
      name: "equals have equal shares",
      breach: (subject) => unfair(withWeights(subject, [1, 1, 1]), [1, 1, 1]),
    },
    {
      name: "a server that goes takes nothing with it",
      breach(subject) {
        const balancer = withWeights(subject, [1]);
        for (let i = 0; i < 3; i++) balancer.started(balancer.pick(0), 0);
        balancer.remove(0, 0);
        if (balancer.inFlight(0) !== 3) return `${balancer.inFlight(0)} of 3 requests are known`;
        const refused = refusal(() => {
          balancer.ended(0, 1, 1);
          balancer.failed(0, 1, 1);
        });
        return refused ?? (balancer.inFlight(0) === 1 ? undefined : "an end was not counted");
      },
    },
    {
      name: "a server that comes back has what it had under way",
      breach(subject) {
        const balancer = withWeights(subject, [1]);
        for (let i = 0; i < 3; i++) balancer.started(0, 0);
        balancer.remove(0, 0);
        balancer.add(0, 1);
        if (balancer.inFlight(0) !== 3) return `${balancer.inFlight(0)} of 3 requests are known`;
        return refusal(() => [1, 2, 3].forEach((at) => balancer.ended(0, at, 1)));
      },
    },
    {
      name: "a failed request is under way no more",
      breach(subject) {
        const balancer = withWeights(subject, [1, 1, 1]);
        for (let now = 0; now < 30; now++) {
          const server = balancer.pick(now);
          balancer.started(server, now);
          balancer.failed(server, now, 1);
          if (balancer.inFlight(server) !== 0) return `${balancer.inFlight(server)} are`;
        }
        return undefined;
      },
    },
    {
      name: "no request ends that is not under way",
      breach(subject) {
        const balancer = withWeights(subject, [1]);
        const said = refusal(() => balancer.ended(0, 0, 1)) ?? "nothing";
        return said.startsWith("Cannot end a request because") ? undefined : `it says: ${said}`;
      },
    },
    {
      name: "a retry goes elsewhere",
      breach(subject) {
        for (let nth = 0; nth < 20; nth++) {
          const balancer = withWeights(subject, [1, 1, 1], nth), tried: number[] = [];
          while (tried.length < 3) {
            const server = balancer.pick(0, { key: `key ${nth}`, tried });
            if (tried.includes(server)) return `${server} is tried again, after [${tried}]`;
            tried.push(server);
          }
        }
        return undefined;
      },
    },
    {
      name: "the order in which servers came is of no importance",
      breach(subject) {
        const [one, other] = [[0, 1, 2, 3], [2, 0, 3, 1]].map((order) => {
          const balancer = subject.make(1);
          for (const server of order) balancer.add(server, -1e6, 1 + server % 2);
          return sendThrough(balancer, 200, 20);
        }) as [number[], number[]];
        return differ(one, other) ? "another order, other picks" : undefined;
      },
    },
    {
      name: "the same seed does the same",
      breach(subject) {
        const [one, other] = [0, 1].map(() =>
          sendThrough(withWeights(subject, WEIGHTS), 500, 20)
        ) as [number[], number[]];
        return differ(one, other) ? "the same seed, other picks" : undefined;
      },
    },
  ],
};
