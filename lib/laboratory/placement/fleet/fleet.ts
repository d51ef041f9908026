/**
 * Simulated: clients that each have a balancer, and servers with queues. Requests come at random
 * (Poisson), to any client; each is sent to the server that the client's balancer picks. News of
 * queues is published now and then, and comes late; a server that is idle tells one client, as in
 * join-idle-queue. It is a discrete-event model on the simulator's queue and streams, without nodes
 * and messages: a request costs two events.
 *
 * @module
 */

import type { FleetOptions, FleetServer } from "./options.ts";
import { type FleetRun, Run } from "./run.ts";

export type { FleetOptions, FleetServer } from "./options.ts";
export { type FleetRun, quantile } from "./run.ts";

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
