/** One run of a service among liars, small enough to be drawn. @module */

import type { NodeId, Tagged } from "../../model/protocol.ts";
import { type Traitor, type Traitors, withTraitors } from "../../security/adversary/traitors.ts";
import type { Fault } from "../../sim/fault.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { assertSpans, assertWhole } from "../asked.ts";
import { type AnyProtocol, type Chosen, serviceOf, type Way } from "./services.ts";

/** What happens in it. Times are in ms. */
export interface Happening {
  /** Which service. */
  readonly way: Way;
  /** How many replicas; default 4. */
  readonly replicas?: number;
  /** What each client asks, one after the other, and when at the earliest. Each sits at a proxy of its own. */
  readonly asks: readonly (readonly { readonly input: unknown; readonly at?: number }[])[];
  /** How long it lasts. */
  readonly forMs: number;
  /** How long a message takes; default 10. */
  readonly messageMs?: number;
  /** Who lies, given what the honest run; default: nobody. */
  readonly traitors?: (honest: AnyProtocol) => Traitors<Tagged>;
  /** What goes wrong besides. */
  readonly faults?: readonly Fault[];
  /** Other settings. */
  readonly chosen?: Chosen;
  /** Whether all that happens is kept, to be drawn; default true. A run of hours needs the memory. */
  readonly traced?: boolean;
}

/** The world after such a run, with its trace. */
export type ServiceWorld = World<unknown | Traitor, Tagged, Tagged, unknown>;

/**
 * Runs it.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { serviceRun } from "hb/laboratory/byzantine/service_run.ts";
 *
 * const { history } = serviceRun({ way: "pbft", asks: [[{ input: "tea" }]], forMs: 100 });
 * assertEquals(history.map(({ endedAt }) => endedAt), [50]);
 * ```
 */
export function serviceRun(
  {
    way,
    replicas = 4,
    asks,
    forMs,
    messageMs = 10,
    traitors,
    faults = [],
    chosen = {},
    traced = true,
  }: Happening,
): ServiceWorld {
  const doing = "run a service among liars";
  assertSpans(doing, { forMs, messageMs });
  assertWhole(doing, { clients: asks.length }, 1, 16);
  const { protocol, ask } = serviceOf(way, replicas, {
    ...chosen,
    pbft: { statusMs: Infinity, ...chosen.pbft },
  });
  const world: ServiceWorld = new World({
    protocol: traitors === undefined
      ? protocol
      : withTraitors(protocol, traitors(protocol)) as AnyProtocol,
    nodes: replicas + asks.length,
    seed: 1,
    ...(traced ? { states: true } : { trace: "none" as const }),
    network: { latency: constant(messageMs) },
    faults,
    clients: {
      workload: asks,
      ask,
      link: "local",
      to: ({ client }): NodeId => replicas + client,
    },
  });
  world.run(forMs);
  return world;
}
