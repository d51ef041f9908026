/**
 * How long nobody is served when a server of a chain fails, in message delays (van Renesse and Schneider, OSDI 2004,
 * section 4, who leave out the time until the failure is noticed, as this does).
 *
 * A message takes 1 ms and work takes no time. Clients ask a surviving server, each once, one after another in eighths
 * of a delay; the server that is asked is the one that takes over. An outage lasts from the master's decision to the
 * moment at which the last request reaches that server that is not answered. The paper's outages are longer: 2 delays for
 * the head and the tail, and up to 4 for an update that was under way when a middle server failed. Its clients must
 * hear of the change, where ours may ask any server; and its predecessor is told first what its new successor has, where
 * ours sends all that is open at once.
 *
 * @module
 */

import type { Trace } from "../../../model/trace.ts";
import { chain } from "../../../replication/chain/chain.ts";
import { asRequest } from "../../../replication/chain/messages.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { get, isGet, LINK_MS, put } from "./paper.ts";

/** Where the failed server stands. */
export type Role = "head" | "middle" | "tail";

/** What an outage costs, in message delays from the master's decision on. */
export interface Outage {
  /** For how long queries that come are not answered. */
  readonly queries: number;
  /** For how long updates that come are not answered. */
  readonly updates: number;
  /** After how long the last update reaches the tail that was under way; 0: none was held up. */
  readonly underWay: number;
}

/** How far apart requests are, in delays. */
const APART = 1 / 8;
/** When requests begin, when the server fails, and when requests end, in ms. */
const FROM_MS = 45, FAILS_MS = 50.5, UNTIL_MS = 80;

/** The outage when the server in this place of a chain of three fails. */
export function outage(role: Role): Outage {
  const failed = { head: 1, middle: 2, tail: 3 }[role];
  // Who takes over updates, and who queries; where nobody does, who had them before.
  const heads = role === "head" ? 2 : 1, tails = role === "tail" ? 2 : 3;
  const times = Array.from(
    { length: (UNTIL_MS - FROM_MS) / APART },
    (_, i) => FROM_MS + i * APART,
  );
  const half = times.length;
  const world = new World({
    protocol: chain({
      counting: "fail-stop",
      beatMs: 5,
      timeoutMs: 20,
      resendMs: Infinity,
    }),
    nodes: 4,
    seed: 1,
    network: { latency: constant(LINK_MS) },
    faults: [{ kind: "crash", at: FAILS_MS, node: failed }],
    clients: {
      workload: [
        ...times.map((at) => [{ input: put, at }]),
        ...times.map((at) => [{ input: get, at }]),
      ],
      ask: asRequest,
      to: ({ client }) => client < half ? heads : tails,
    },
  });
  world.run(UNTIL_MS + 30);
  const decided = decisionIn(world.trace, failed);
  const lasts = (isUpdate: boolean) => {
    const missed = world.history.filter(({ input, outcome, invokedAt }) =>
      isGet(input) !== isUpdate && outcome !== "ok" && invokedAt + LINK_MS >= decided
    );
    if (missed.length === 0) return 0;
    const last = Math.max(...missed.map(({ invokedAt }) => invokedAt + LINK_MS));
    return (last - decided) / LINK_MS;
  };
  const heldUp = world.history.filter(({ input, outcome, invokedAt, endedAt }) =>
    !isGet(input) && outcome === "ok" && invokedAt + LINK_MS <= decided && endedAt > decided + 1
  );
  const normal = role === "middle" || role === "tail" ? 4 * LINK_MS : 0;
  const late = heldUp.filter(({ invokedAt, endedAt }) => endedAt - invokedAt > normal);
  const underWay = late.length === 0
    ? 0
    : (Math.max(...late.map(({ endedAt }) => endedAt)) - LINK_MS - decided) / LINK_MS;
  return { queries: lasts(false), updates: lasts(true), underWay };
}

/** When the master has taken a server for failed, and decided. */
function decisionIn(trace: Trace, failed: number): number {
  const silent = trace.find((event) =>
    event.kind === "timer" && event.node === 0 &&
    (event.timer as { type: string; key?: number }).type === "silent" &&
    (event.timer as { key?: number }).key === failed
  );
  return silent!.at;
}
