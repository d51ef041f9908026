/**
 * A read that meets a write, in a wide area network: one write, and reads of its key at the client's site in each
 * millisecond before and after.
 *
 * @module
 */

import type { NodeId, Tagged } from "../../model/protocol.ts";
import type { Sites, Times } from "../../reads/wide_area.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { isNear, networkOf, SET_MS, wanStore, worldLedBy } from "./wan.ts";
import { type AnyWay, asked, outcomeOf } from "./ways.ts";

/** What is measured. */
export interface Meeting {
  /** Where servers are; the client of `sites` writes and reads. */
  readonly sites: Sites;
  /** How is read. */
  readonly way: AnyWay;
  /** Who answers reads besides the leader, for quorum leases and Bodega; default: all. */
  readonly responders?: readonly NodeId[];
}

/** When the write is asked for, and for how long reads come, in ms. */
const WRITE_MS = 500, READS_MS = 1200;

/** Reads that take so much longer than the shortest have met the write, in ms. */
const LONGER_MS = 1;

/** Measures: the write, the shortest read, the longest, and for how long reads that came took longer than the shortest. */
export function meetWrite({ sites, way, responders }: Meeting): Times {
  const which = { sites, way, ...(responders === undefined ? {} : { responders }) };
  const put = { type: "put", key: "x", value: "1" }, get = { type: "get", key: "x" };
  const near = isNear(which, sites.client) ? sites.client : sites.leader;
  const world = worldLedBy(sites.leader, (seed) =>
    new World<object, Tagged, Tagged, unknown>({
      protocol: wanStore(which),
      nodes: sites.rtt.length,
      seed,
      trace: "none",
      strict: false,
      network: networkOf(sites),
      disk: { fsync: constant(0) },
      clients: {
        workload: [
          [{ at: SET_MS + WRITE_MS, input: put }],
          ...Array.from({ length: READS_MS }, (_, i) => [{ at: SET_MS + i, input: get }]),
        ],
        ask: asked,
        to: ({ client }) => client === 0 ? sites.leader : near,
        seat: () => sites.client,
        outcome: outcomeOf,
      },
    }));
  world.run(READS_MS + 2000);
  const took = world.history.map(({ invokedAt, endedAt }) => endedAt - invokedAt);
  const isWrite = world.history.map(({ input }) => (input as Tagged).type === "put");
  const reads = took.filter((_, i) => !isWrite[i]), idle = Math.min(...reads);
  return {
    write: took.find((_, i) => isWrite[i])!,
    idle,
    contended: Math.max(...reads),
    window: reads.filter((ms) => ms > idle + LONGER_MS).length,
  };
}
