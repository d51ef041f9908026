/** Stories of who is chosen, and of herds. @module */

import { Random } from "../../../sim/random.ts";
import { leastConnections } from "../loads/least_connections.ts";
import { leastResponseTime } from "../loads/least_response_time.ts";
import { powerOfChoices } from "../loads/power_of_choices.ts";
import type { Balancer } from "../balancer.ts";
import { roundRobin } from "../turns/round_robin.ts";
import { send, type Story, times, withServers } from "./story.ts";

/** Twenty clients that begin at one moment, each with a balancer of its own. */
function firstPicks(balancer: (random: Random) => Balancer): string | undefined {
  const picks = Array.from(
    { length: 20 },
    (_, client) => withServers(balancer(new Random(1, client)), 10).pick(0),
  );
  const most = Math.max(...picks.map((server) => times(server, picks)));
  return most <= 10 ? undefined : `${most} of 20 clients begin with one server of 10`;
}

/** A story of this file. */
export type ChoosingStory =
  | "equals are not a queue"
  | "the first turn is anybody's"
  | "stale news makes no herd"
  | "errors are not idleness"
  | "a new server is not flooded"
  | "a slow server is tried again"
  | "two choices are two";

/** Stories, by what must hold in them. */
export const choosing: Readonly<Record<ChoosingStory, Story>> = {
  "equals are not a queue": {
    words: "twenty clients with least connections each have their first request",
    breach: (change) => firstPicks((random) => leastConnections(random, change)),
  },
  "the first turn is anybody's": {
    words: "twenty clients with round robin each have their first request",
    breach: (change) => firstPicks((random) => roundRobin(random, change)),
  },
  "stale news makes no herd": {
    words:
      "ten servers report, server 0 has least, and a hundred requests come before the next report",
    breach(change) {
      const balancer = leastConnections(new Random(1), { counts: "both", ...change });
      withServers(balancer, 10);
      for (let server = 0; server < 10; server++) {
        balancer.reported(server, 0, server === 0 ? 9 : 10);
      }
      const herd = times(0, send(balancer, 100));
      return herd <= 20 ? undefined : `${herd} of 100 requests go to one server of 10`;
    },
  },
  "errors are not idleness": {
    words: "server 0 fails within 1 ms, three others answer within 20; a request a ms",
    breach(change) {
      const balancer = withServers(leastConnections(new Random(1), change), 4);
      const ends = new Map<number, number[]>();
      let errors = 0;
      for (let now = 0; now < 2000; now++) {
        for (const server of ends.get(now) ?? []) {
          if (server === 0) balancer.failed(server, now, 1);
          else balancer.ended(server, now, 20);
        }
        const [server] = send(balancer, 1, now) as [number];
        if (server === 0) errors++;
        const at = now + (server === 0 ? 1 : 20);
        ends.set(at, [...ends.get(at) ?? [], server]);
      }
      return errors < 200 ? undefined : `${errors} of 2000 requests fail, with three good servers`;
    },
  },
  "a new server is not flooded": {
    words: "four servers have twenty requests each, a fifth comes, and fifty more come",
    breach(change) {
      const balancer = withServers(leastConnections(new Random(1), change), 4);
      send(balancer, 80);
      balancer.add(4, 0);
      const first = times(4, send(balancer, 50));
      return first <= 5 ? undefined : `the new server has ${first} of the next 50 requests`;
    },
  },
  "a slow server is tried again": {
    words:
      "server 0 takes a second once, and 10 ms ever after, as the other does; a request each 50 ms",
    breach(change) {
      const balancer = withServers(leastResponseTime(new Random(1), change), 2);
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
  "two choices are two": {
    words: "of two servers one has a hundred requests, and the other none",
    breach(change) {
      const balancer = withServers(powerOfChoices(new Random(1), change), 2);
      for (let i = 0; i < 100; i++) balancer.started(0, 0);
      const wrong = Array.from({ length: 100 }, () => balancer.pick(0)).filter((s) => s === 0);
      return wrong.length === 0
        ? undefined
        : `the loaded one is chosen ${wrong.length} times of 100`;
    },
  },
};
