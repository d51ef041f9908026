/**
 * For how long nothing is answered when a server of a chain fails, in message delays, from the moment on at which the master
 * takes it for failed: the time until then depends on its patience only. Primary and backups are measured in the same way
 * (`../primary_backup/outage.ts`).
 *
 * A message takes 1 ms and work takes no time. Somebody sits at a server that survives, and asks something every eighth of a
 * delay; what is measured ends with the first answer, and so includes the way of an update down the chain that is left.
 * Van Renesse and Schneider (OSDI 2004, section 4) count until the clients know whom to ask, which ours need not be told.
 *
 * @module
 */

import { assertKinds, oneOf } from "../../../model/kinds.ts";
import type { Trace } from "../../../model/trace.ts";
import { chain } from "../../../replication/chain/chain.ts";
import { asRequest } from "../../../replication/chain/messages.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { get, isGet, LINK_MS, put } from "./paper.ts";

/** Where the failed server stands. */
export type Role = "head" | "middle" | "tail";

/** Until when nothing is answered, in whole message delays from the master's decision on. */
export interface Outage {
  /** Until the first answer to a query. */
  readonly queries: number;
  /** Until the first answer to an update. */
  readonly updates: number;
}

/** How far apart requests are, in delays. */
const APART = 1 / 8;
/** When requests begin, when the server fails, and when requests end, in ms. */
const FROM_MS = 45, FAILS_MS = 50.5, UNTIL_MS = 80;

/** The outage when the server in this place of a chain of three fails. */
export function outage(role: Role): Outage {
  assertKinds("measure an outage", { role }, { role: oneOf("head", "middle", "tail") });
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
      link: "local",
    },
  });
  world.run(UNTIL_MS + 30);
  const decided = decisionIn(world.trace, failed);
  const until = (isUpdate: boolean) => {
    const answers = world.history.filter(({ input, outcome, invokedAt, endedAt }) =>
      isGet(input) !== isUpdate && outcome === "ok" && invokedAt > FAILS_MS && endedAt > decided
    );
    const first = Math.min(...answers.map(({ endedAt }) => endedAt));
    return Math.floor((first - decided) / LINK_MS);
  };
  return { queries: until(false), updates: until(true) };
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
