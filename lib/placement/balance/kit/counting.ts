/** Stories of what is under way where, and who was lost. @module */

import { Random } from "../../../sim/random.ts";
import { boundedLoad } from "../loads/bounded_load.ts";
import { leastConnections } from "../loads/least_connections.ts";
import { recovery } from "../recovery.ts";
import { joinIdleQueue } from "../together/join_idle_queue.ts";
import { send, type Story, thrownBy, times, withServers } from "./story.ts";

/** A story of this file. */
export type CountingStory =
  | "a request that failed is under way no more"
  | "requests outlive the departure of their server"
  | "a retry goes to another server"
  | "every lost server is tried"
  | "an idle server gets one request"
  | "nobody is over the bound";

/** Stories, by what must hold in them. */
export const counting: Readonly<Record<CountingStory, Story>> = {
  "a request that failed is under way no more": {
    words:
      "server 0 fails for a while; later, and with nothing to do, it is picked like the others",
    breach(change) {
      const balancer = withServers(leastConnections(new Random(1), change), 3);
      for (let now = 0; now < 300; now++) {
        const [server] = send(balancer, 1, now) as [number];
        if (server === 0) balancer.failed(server, now, 1);
        else balancer.ended(server, now, 1);
      }
      const later = Array.from({ length: 300 }, () => balancer.pick(1e6));
      if (times(0, later) > 50) return undefined;
      return `${balancer.inFlight(0)} requests count as under way at server 0, which is picked ` +
        `${times(0, later)} times of 300`;
    },
  },
  "requests outlive the departure of their server": {
    words:
      "server 0 goes and comes back while three requests are under way there, and then they end",
    breach: (change) =>
      thrownBy(() => {
        const balancer = withServers(leastConnections(new Random(1), change), 1);
        send(balancer, 3);
        balancer.remove(0, 1);
        balancer.add(0, 2);
        const known = balancer.inFlight(0);
        for (let i = 0; i < 3; i++) balancer.ended(0, 3, 3);
        return known === 3 ? undefined : `${known} of 3 requests are known`;
      }),
  },
  "a retry goes to another server": {
    words: "a request fails on one server after another, and each time it is sent again",
    breach(change) {
      const balancer = withServers(boundedLoad(change), 5);
      const tried: number[] = [];
      while (tried.length < 5) {
        const server = balancer.pick(0, { key: "k", tried });
        if (tried.includes(server)) return `server ${server} is tried again, after [${tried}]`;
        tried.push(server);
      }
      return undefined;
    },
  },
  "every lost server is tried": {
    words: "servers 0, 1 and 2 are lost, and server 2 is back",
    breach(change) {
      const attempts = recovery(change), tried: number[] = [];
      for (const server of [0, 1, 2]) attempts.failed(server);
      for (let i = 0; i < 10; i++) {
        const server = attempts.next()!;
        if (server === 2) return undefined;
        tried.push(server);
        attempts.failed(server);
      }
      return `attempts went to [${tried}], and server 2 was back`;
    },
  },
  "an idle server gets one request": {
    words: "server 0 says twice that it is idle, server 1 says it once, and two requests come",
    breach(change) {
      const balancer = withServers(joinIdleQueue(new Random(1), change), 5);
      for (const server of [0, 0, 1]) balancer.idle(server, 0);
      const picks = send(balancer, 2);
      return picks.join() === "0,1" ? undefined : `the requests went to servers ${picks}`;
    },
  },
  "nobody is over the bound": {
    words:
      "two hundred requests for one key, at twenty servers that may have 1.25 times their share",
    breach(change) {
      const balancer = withServers(boundedLoad({ factor: 1.25, ...change }), 20);
      for (let all = 1; all <= 200; all++) {
        const server = balancer.pick(0, { key: "hot" }), bound = Math.ceil(1.25 * all / 20);
        balancer.started(server, 0);
        const has = balancer.inFlight(server);
        if (has > bound) return `server ${server} has ${has} of ${all} requests, over ${bound}`;
      }
      return undefined;
    },
  },
};
