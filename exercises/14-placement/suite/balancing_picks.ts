/**
 * Whom a balancer may pick. Bounds of what is drawn are so far out that what is right passes them less
 * than once in a million seeds; each says how.
 *
 * @module
 */

import type { Balancer } from "../given.ts";
import {
  alike,
  type Promised,
  refusal,
  sendThrough,
  times,
  withServers,
} from "./balancing_promise.ts";
import { NUMBERINGS } from "./servers.ts";

const WEIGHTS = [4, 0, 2, 1, 1];

/** The same servers in two orders. */
const ORDERS = [[0, 1, 2, 10, 3, 3e9, 2 ** 32], [2 ** 32, 2, 10, 0, 3e9, 3, 1]];

/** The server whose share differs most from what it should be, if by more than `most`. */
function unfair(balancer: Balancer, weights: readonly number[], most: number): string | undefined {
  const sum = weights.reduce((a, b) => a + b), sent = sendThrough(balancer, 4000, 80);
  const shares = weights.map((weight, server) => ({
    server,
    due: weight / sum,
    has: times(server, sent) / sent.length,
  }));
  const worst = shares.reduce((a, b) => Math.abs(b.has - b.due) > Math.abs(a.has - a.due) ? b : a);
  return Math.abs(worst.has - worst.due) <= most
    ? undefined
    : `server ${worst.server} has ${worst.has} of the requests, and ${worst.due} is its share`;
}

const differ = (a: readonly number[], b: readonly number[]) =>
  a.findIndex((server, i) => server !== b[i]);

export const picking: readonly Promised[] = [
  {
    words: "there is no server, or none with a weight",
    why: "whoever asks must be told, and `ready` tells it before (section 14.9)",
    breach(begin) {
      for (const weights of [[], [0]]) {
        const balancer = withServers(begin(), weights), said = refusal(() => balancer.pick(0));
        if (balancer.ready !== 0) return `${balancer.ready} are ready`;
        if (!said.startsWith("Cannot pick a server because")) return `it says: ${said}`;
      }
      return undefined;
    },
  },
  {
    words: "one of four servers goes, and requests go on",
    why: "picked is who is there",
    breach(begin) {
      const balancer = withServers(begin(), alike(4));
      sendThrough(balancer, 50, 10);
      balancer.remove(2, 50);
      const at = sendThrough(balancer, 100, 10).indexOf(2);
      return at < 0 ? undefined : `server 2 is picked, ${at} picks after it went`;
    },
  },
  {
    words: "a server has weight 0, and says that it is idle",
    why: "weight 0 asks for no new requests",
    breach(begin) {
      const balancer = withServers(begin(), WEIGHTS);
      balancer.idle(1, 0);
      if (sendThrough(balancer, 100, 10).includes(1)) return "server 1 is picked, of weight 0";
      balancer.weigh(0, 0, 100);
      return sendThrough(balancer, 100, 10).includes(0)
        ? "server 0 is picked, whose weight is 0 now"
        : undefined;
    },
  },
  {
    words: "a request fails on one server after another, and each time it is sent again",
    must: "another server each time, and any when all five were tried",
    why:
      "a retry goes to another server while there is one, and to any when it has failed on all " +
      "(section 14.13)",
    breach(begin) {
      for (let nth = 0; nth < 10; nth++) {
        const balancer = begin(nth), tried: number[] = [];
        const servers = NUMBERINGS[nth % NUMBERINGS.length]!;
        // Some numbers of servers are alike in a few bits.
        for (const server of servers) balancer.add(server, -1e6);
        while (tried.length < 5) {
          const server = balancer.pick(0, { key: `key ${nth}`, tried });
          if (tried.includes(server)) {
            return `of ${servers.join(", ")}, server ${server} is tried again, after ${
              tried.join(", ")
            }`;
          }
          tried.push(server);
        }
        let again: number | undefined;
        const said = refusal(() => again = balancer.pick(0, { tried }));
        if (said !== "nothing") return `after all were tried it says: ${said}`;
        if (!tried.includes(again!)) return `after all were tried ${again} is picked`;
      }
      return undefined;
    },
  },
  {
    words:
      "servers of weights 4, 0, 2, 1 and 1, which are alike otherwise, and 4000 requests, 80 at a time",
    must: "each has its share, to within a tenth of all requests",
    why: "shares follow weights (section 14.9)",
    // Drawn by weight, a share has a standard deviation below 0.008.
    breach: (begin) => unfair(withServers(begin(), WEIGHTS), WEIGHTS, 0.1),
  },
  {
    words: "servers of weight 1 are weighed 4, 0, 2, 1 and 1, and then there are 4000 requests, " +
      "80 at a time",
    must: "each has its share, to within a tenth of all requests",
    why: "a weight may change, and shares follow the one that is so now (section 14.9)",
    breach(begin) {
      const balancer = withServers(begin(), alike(WEIGHTS.length));
      sendThrough(balancer, 50, 0);
      for (const server of WEIGHTS.keys()) balancer.weigh(server, 0, 50);
      if (balancer.ready !== 0) return `${balancer.ready} are ready, and all have weight 0`;
      for (const [server, weight] of WEIGHTS.entries()) balancer.weigh(server, weight, 50);
      return unfair(balancer, WEIGHTS, 0.1);
    },
  },
  {
    words: "servers of weights 0.25 and 0.75, and 4000 requests, 80 at a time",
    must: "each has its share, to within a tenth of all requests",
    why: "a weight is any number from 0 to 10^9, and shares follow it (section 14.9)",
    breach: (begin) => unfair(withServers(begin(), [0.25, 0.75]), [0.25, 0.75], 0.1),
  },
  {
    words: "servers of weights 10^9 and 2.5 · 10^8, and 4000 requests, 80 at a time",
    must: "each has its share, to within a tenth of all requests",
    why: "a weight is any number from 0 to 10^9, and shares follow it (section 14.9)",
    breach: (begin) => unfair(withServers(begin(), [1e9, 2.5e8]), [1e9, 2.5e8], 0.1),
  },
  {
    words: "three servers that are alike, and 4000 requests, 80 at a time",
    must: "each has a third, to within a twentieth of all requests",
    why: "equals have equal shares (section 14.9)",
    // As above: more than six standard deviations.
    breach: (begin) => unfair(withServers(begin(), alike(3)), alike(3), 0.05),
  },
  {
    words: "130 servers that are alike, and 2600 requests, 260 at a time",
    must: "each has one request at least",
    why: "all servers that are there have their part, how many they may be (section 14.9)",
    // Drawn, 20 are due to each; that one of them has none is below 130 · e⁻²⁰, about 3 · 10⁻⁷.
    breach(begin) {
      const has = new Set(sendThrough(withServers(begin(), alike(130)), 2600, 260));
      const poor = alike(130).findIndex((_, server) => !has.has(server));
      return poor < 0 ? undefined : `server ${poor} has none of them, and 20 are due`;
    },
  },
  {
    words: "the same servers come in another order",
    why: "what came first is of no importance: clients that read lists in other orders agree",
    breach(begin) {
      const [one, other] = ORDERS.map((order) => {
        const balancer = begin();
        for (const server of order) balancer.add(server, -1e6, 1 + server % 2);
        return sendThrough(balancer, 200, 20);
      }) as [number[], number[]];
      const at = differ(one, other);
      return at < 0
        ? undefined
        : `pick ${at} is server ${one[at]} in one order, and ${other[at]} in the other`;
    },
  },
  {
    words: "the same happens again, with the same draws, beside other balancers",
    why: "all chance is from the draws that it was given, and nothing is shared (section 14.9)",
    breach(begin) {
      const one = sendThrough(withServers(begin(), WEIGHTS), 500, 20);
      sendThrough(withServers(begin(1), WEIGHTS), 33, 20);
      const at = differ(one, sendThrough(withServers(begin(), WEIGHTS), 500, 20));
      return at < 0 ? undefined : `pick ${at} is another one`;
    },
  },
  {
    words: "forty clients of ten servers each have their first request",
    must: "at most 20 clients begin with the same server",
    why: "of equals any is picked, or all clients make a herd (section 14.12)",
    // More than 20 of 40 at one of ten by chance: below 10 · C(40, 21) / 10²¹, which is about 10⁻⁹.
    breach(begin) {
      const picks = Array.from(
        { length: 40 },
        (_, nth) => withServers(begin(nth), alike(10)).pick(0),
      );
      const most = Math.max(...picks.map((server) => times(server, picks)));
      return most <= 20 ? undefined : `${most} of 40 clients begin with one server of 10`;
    },
  },
  {
    words:
      "forty clients of ten servers, of which server 3 has weight 2, each have their first request",
    must: "at most 30 clients begin with the same server",
    why:
      "who weighs more is an equal when all have nothing, or all clients begin there (section 14.12)",
    // Two of eleven, drawn by weight, are 7. Where two are drawn by weight and the heavier one is picked,
    // it is 14, and more than 30 about once in 10⁷.
    breach(begin) {
      const weights = alike(10).with(3, 2);
      const picks = Array.from(
        { length: 40 },
        (_, nth) => withServers(begin(nth), weights).pick(0),
      );
      const most = Math.max(...picks.map((server) => times(server, picks)));
      return most <= 30 ? undefined : `${most} of 40 clients begin with one server of 10`;
    },
  },
];
