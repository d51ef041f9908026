/**
 * All balancers by their names, each with where it is published and the mistakes that spoil it.
 *
 * @module
 */

import type { Balancer, Draws } from "./balancer.ts";
import { boundedLoad } from "./loads/bounded_load.ts";
import { leastConnections } from "./loads/least_connections.ts";
import { leastResponseTime } from "./loads/least_response_time.ts";
import { powerOfChoices } from "./loads/power_of_choices.ts";
import type { Rules } from "./rules.ts";
import { joinIdleQueue } from "./together/join_idle_queue.ts";
import { random } from "./turns/random.ts";
import { roundRobin } from "./turns/round_robin.ts";
import { smoothRoundRobin } from "./turns/smooth_round_robin.ts";
import { subsetting } from "./together/subsetting.ts";

export { type BalancerBug, type BugName, bugs, stories, type StoryName } from "./kit/bugs.ts";

/** A way to balance. */
export interface BalancerKit {
  /** What it does, in a line. */
  readonly words: string;
  /** Where it is published. */
  readonly source: string;
  /** A balancer without servers. */
  make(draws: Draws, change?: Partial<Rules>): Balancer;
}

/** A balancer's name. */
export type BalancerName =
  | "round robin"
  | "smooth weighted round robin"
  | "random"
  | "least connections"
  | "least response time"
  | "power of 2 choices"
  | "join idle queue"
  | "bounded loads"
  | "round robin over a subset";

/** All of them, by name. */
export const balancers: Readonly<Record<BalancerName, BalancerKit>> = {
  "round robin": {
    words: "each server has its turn",
    source: "folklore",
    make: roundRobin,
  },
  "smooth weighted round robin": {
    words: "each server has as many turns as its weight says, spread over the round",
    source: "Sysoev 2012, nginx, ngx_http_upstream_round_robin.c",
    make: (_, change) => smoothRoundRobin(change),
  },
  "random": {
    words: "any server, by weight",
    source: "folklore",
    make: random,
  },
  "least connections": {
    words: "whoever has the fewest requests of all",
    source: "Linux Virtual Server, least-connection scheduling; Google SRE book, chapter 20",
    make: leastConnections,
  },
  "least response time": {
    words: "whoever is expected to answer first",
    source: "Finagle 2015, PeakEwma",
    make: leastResponseTime,
  },
  "power of 2 choices": {
    words: "the better of two servers that are drawn",
    source: "Azar and others 1994; Mitzenmacher 2001",
    make: powerOfChoices,
  },
  "join idle queue": {
    words: "whoever said that it is idle, and else any",
    source: "Lu and others 2011",
    make: joinIdleQueue,
  },
  "bounded loads": {
    words: "the key's own server, while that has not much more than its share",
    source: "Mirrokni, Thorup and Zadimoghaddam 2018",
    make: (_, change) => boundedLoad(change),
  },
  "round robin over a subset": {
    words: "turns among three servers, so that each has equally many clients",
    source: "Google SRE book, chapter 20",
    make: (draws, change) => subsetting(roundRobin(draws, change), { client: 0, size: 3 }),
  },
};
