/** Stories of load: what a balancer must notice, and what it must forget. @module */

import type { Balancer } from "../given.ts";
import { alike, type Promised, times, withServers } from "./balancing_promise.ts";

/** Picks so many times, and sends each request. */
function send(balancer: Balancer, count: number, now = 0): number[] {
  return Array.from({ length: count }, () => {
    const server = balancer.pick(now);
    balancer.started(server, now);
    return server;
  });
}

/**
 * One request each `everyMs`; who fails does so at once, and others work on one after another for so
 * long.
 */
function fleet(
  balancer: Balancer,
  { requests, everyMs, workMs, fails = -1 }: {
    readonly requests: number;
    readonly everyMs: number;
    readonly workMs: (server: number) => number;
    readonly fails?: number;
  },
): number[] {
  const free = new Map<number, number>(),
    ends: { server: number; at: number; sentAt: number }[] = [];
  return Array.from({ length: requests }, (_, nth) => {
    const now = nth * everyMs;
    ends.sort((a, b) => a.at - b.at);
    while (ends.length > 0 && ends[0]!.at <= now) {
      const { server, at, sentAt } = ends.shift()!;
      if (server === fails) balancer.failed(server, at, at - sentAt);
      else balancer.ended(server, at, at - sentAt);
    }
    const [server] = send(balancer, 1, now) as [number];
    const at = Math.max(now, server === fails ? now : free.get(server) ?? 0) + workMs(server);
    free.set(server, at);
    ends.push({ server, at, sentAt: now });
    return server;
  });
}

/** A server comes, in one way or another, where the others have requests. */
const comes = (words: string, come: (balancer: Balancer) => void): Promised => ({
  words: `ten times: four servers have twenty requests each, ${words}, and fifty more come at once`,
  must: "the new server has at most 150 of 500",
  why:
    "a server that comes has the fewest requests, and must be warmed up before it gets them all " +
    "(section 14.13)",
  // A fifth of 500, drawn, is 100, with a standard deviation of 9.
  breach(begin) {
    let first = 0;
    for (let nth = 0; nth < 10; nth++) {
      const balancer = withServers(begin(nth), alike(4));
      for (let server = 0; server < 4; server++) {
        for (let i = 0; i < 20; i++) balancer.started(server, 0);
      }
      come(balancer);
      first += times(4, send(balancer, 50));
    }
    return first <= 150 ? undefined : `the new server has ${first} of the next 500 requests`;
  },
});

export const loads: readonly Promised[] = [
  {
    words: "of two servers one has a hundred requests, and the other none; a hundred picks",
    must: "the loaded one is never picked",
    why: "a server that has much under way is passed by (section 14.9)",
    breach(begin) {
      const balancer = withServers(begin(), alike(2));
      for (let i = 0; i < 100; i++) balancer.started(0, 0);
      const wrong = times(0, Array.from({ length: 100 }, () => balancer.pick(0)));
      return wrong === 0 ? undefined : `the loaded one is picked ${wrong} times of 100`;
    },
  },
  {
    words:
      "ten servers work 10 ms for a request, but server 0 works 200 ms; a request each 2 ms, 3000 of them",
    must: "server 0 has at most 210 of 3000",
    why: "a slow server is given less: its part would be 300 (section 14.10)",
    breach(begin) {
      const workMs = (server: number) => server === 0 ? 200 : 10;
      const slow = times(
        0,
        fleet(withServers(begin(), alike(10)), { requests: 3000, everyMs: 2, workMs }),
      );
      return slow <= 210 ? undefined : `server 0 has ${slow} of 3000 requests`;
    },
  },
  {
    words:
      "server 0 fails within 1 ms, three others answer within 20 ms; a request a ms, 2000 of them",
    must: "at most 350 of 2000 fail",
    why:
      "a server that fails at once looks idle and swallows everything, if errors do not count as " +
      "work (section 14.13)",
    // A quarter of them, drawn, would be 500, with a standard deviation of 19.
    breach(begin) {
      const workMs = (server: number) => server === 0 ? 1 : 2;
      const failed = times(
        0,
        fleet(withServers(begin(), alike(4)), { requests: 2000, everyMs: 1, workMs, fails: 0 }),
      );
      return failed <= 350 ? undefined : `${failed} of 2000 requests fail, with three good servers`;
    },
  },
  {
    words:
      "server 0 of three fails for a while; a quarter of an hour later, with nothing to do, 300 picks",
    must: "server 0 is picked at least 50 times",
    why: "what failed long ago is picked like the others (section 14.13)",
    // A third of them, drawn, is 100, with a standard deviation of 8.
    breach(begin) {
      const balancer = withServers(begin(), alike(3));
      for (let now = 0; now < 300; now++) {
        const [server] = send(balancer, 1, now) as [number];
        if (server === 0) balancer.failed(server, now, 1);
        else balancer.ended(server, now, 1);
      }
      const later = times(0, Array.from({ length: 300 }, () => balancer.pick(1e6)));
      return later >= 50 ? undefined : `server 0 is picked ${later} times`;
    },
  },
  {
    words:
      "server 0 of two takes a second once, and 10 ms ever after, as the other does; a request each 50 ms",
    must: "server 0 has more than 100 of the requests after its slow one",
    why:
      "who was slow once is tried again, as no answer would say otherwise that it is fast (section 14.9)",
    breach(begin) {
      const balancer = withServers(begin(), alike(2));
      let wasSlow = false, later = 0;
      for (let now = 0; now < 120_000; now += 50) {
        const [server] = send(balancer, 1, now) as [number];
        if (server === 0 && wasSlow) later++;
        balancer.ended(server, now + 10, server === 0 && !wasSlow ? 1000 : 10);
        if (server === 0) wasSlow = true;
      }
      return later > 100 ? undefined : `server 0 has ${later} of 2400 requests after its slow one`;
    },
  },
  comes("a fifth comes", (balancer) => balancer.add(4, 0)),
  comes("a fifth comes, and is weighed 1", (balancer) => {
    balancer.add(4, 0);
    balancer.weigh(4, 1, 0);
  }),
  comes("a fifth, which was there long ago, comes back", (balancer) => {
    balancer.add(4, -1e6);
    balancer.remove(4, -1e5);
    balancer.add(4, 0);
  }),
  {
    words: "a server came an hour ago, to four others, and 500 requests come, 50 at a time",
    must: "it has at least 50 of 500",
    why: "a server is warm after some seconds, and then it is as the others (section 14.13)",
    // A fifth of 500, drawn, is 100, with a standard deviation of 9.
    breach(begin) {
      const balancer = withServers(begin(), alike(4)), open: number[] = [];
      balancer.add(4, 0);
      const picks = Array.from({ length: 500 }, (_, nth) => {
        const now = 3_600_000 + nth, [server] = send(balancer, 1, now) as [number];
        open.push(server);
        if (open.length > 50) balancer.ended(open.shift()!, now, 50);
        return server;
      });
      const has = times(4, picks);
      return has >= 50 ? undefined : `it has ${has} of them`;
    },
  },
  {
    words:
      "ten servers report, server 0 has least, and a hundred requests come before the next report",
    must: "at most 30 of 100 go to server 0",
    why:
      "news is old when it comes, and what was sent since must be counted, or all run to one server" +
      " (section 14.12)",
    // A tenth of 100, drawn, is 10, with a standard deviation of 3.
    breach(begin) {
      const balancer = withServers(begin(), alike(10));
      for (let server = 0; server < 10; server++) {
        balancer.reported(server, 0, server === 0 ? 9 : 10);
      }
      const herd = times(0, send(balancer, 100));
      return herd <= 30 ? undefined : `${herd} of 100 requests go to server 0, of 10`;
    },
  },
];
