/**
 * Simulated: clients that each have a balancer, and servers with queues. Requests come at random
 * (Poisson), to any client; each is sent to the server that the client's balancer picks. News of
 * queues is published now and then, and comes late; a server that is idle tells one client, as in
 * join-idle-queue. It is a discrete-event model on the simulator's queue and streams, without nodes
 * and messages: a request costs two events.
 *
 * @module
 */

import type { Balancer } from "../../../placement/balance/balancer.ts";
import type { Random } from "../../../sim/random.ts";
import { type FleetRun, Run } from "./run.ts";
import type { Pauses, Work } from "./work.ts";

export type { FleetRun } from "./run.ts";

/** A server. */
export interface FleetServer {
  /** Work done in a ms; default 1. */
  readonly speed?: number;
  /** What balancers are told of how much it bears; default 1. */
  readonly weight?: number;
  /**
   * How many requests it works on at once, each at full speed; default 1. Infinity: all, which
   * share one.
   */
  readonly workers?: number;
  /** When it stands still; default: never. */
  readonly pauses?: Pauses;
  /** It answers with an error after `afterMs`, from one time until another. */
  readonly errors?: { readonly from: number; readonly until: number; readonly afterMs: number };
}

/** What is simulated. */
export interface FleetOptions {
  /** Of all chance. */
  readonly seed: number;
  /** The servers, who have the numbers from 0 on. */
  readonly servers: readonly FleetServer[];
  /** How many clients there are; default 1. */
  readonly clients?: number;
  /** A client's balancer, without servers. */
  balancer(draws: Random, client: number): Balancer;
  /** How many requests come in a ms, on average, to all clients together. */
  readonly perMs: number;
  /** What a request is. */
  readonly work: Work;
  /** What a request is for; default: all are for the same. */
  key?(draws: Random): string;
  /** How many requests are measured. */
  readonly requests: number;
  /** How many come before those; default a tenth as many. */
  readonly warmUp?: number;
  /**
   * How often servers say how many requests they have, and how late that is heard; default: they do
   * not.
   */
  readonly news?: { readonly everyMs: number; readonly lateMs?: number };
}

/** Runs a fleet until all requests have ended. */
export function runFleet(options: FleetOptions): FleetRun {
  assertOptions(options);
  return new Run(options).toEnd();
}

/** So many equal servers. */
export function servers(count: number, each: FleetServer = {}): FleetServer[] {
  return Array.from({ length: count }, () => each);
}

function assertOptions({ servers, clients = 1, perMs, requests, news }: FleetOptions): void {
  const numbers: readonly [what: string, ok: boolean, given: number][] = [
    ["there must be a server", servers.length > 0, servers.length],
    ["clients must be a whole number from 1 on", Number.isInteger(clients) && clients > 0, clients],
    ["perMs must be a finite number above 0", perMs > 0 && perMs < Infinity, perMs],
    [
      "requests must be a whole number from 1 on",
      Number.isInteger(requests) && requests > 0,
      requests,
    ],
    [
      "news must come after more than 0 ms",
      news === undefined || news.everyMs > 0,
      news?.everyMs ?? 0,
    ],
  ];
  for (const [what, ok, given] of numbers) {
    if (!ok) throw new RangeError(`Cannot simulate a fleet because ${what}: given ${given}`);
  }
}
