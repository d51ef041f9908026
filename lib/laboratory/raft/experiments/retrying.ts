/** Clients that ask again. @module */

import type { RaftChange } from "../../../consensus/raft/change.ts";
import { bare } from "../../../replicated/requests.ts";
import { inSession } from "../../../replicated/client_sessions.ts";
import { invariants } from "../../../consensus/raft/invariants.ts";
import { rules } from "../../../consensus/raft/rules.ts";
import { OPEN } from "../../../replicated/client_sessions.ts";
import { uniform } from "../../../sim/latency.ts";
import { storm } from "../grounds.ts";
import type { Command } from "../subject.ts";
import { type Cluster, clusterOf } from "./clusters.ts";

/** What came of the commands. */
export interface Retried {
  /** The property that broke, if one did. */
  readonly violation: string | undefined;
  /** How many of twenty commands were executed. */
  readonly done: number;
  /** How many executions were repetitions. */
  readonly again: number;
}

/**
 * Two clients ask for ten commands each, and ask again when there is no answer within 100 ms, in a storm, over
 * links that lose a message in ten.
 */
export function retrying(seed: number, session: boolean, change: RaftChange = {}): Retried {
  const of = (client: string) => Array.from({ length: 10 }, (_, i) => ({ input: `${client}${i}` }));
  const world: Cluster = clusterOf({
    whenNotLeading: "forward",
    snapshotEvery: 4,
    rules: { ...rules, ...change.rules },
  }, {
    nodes: 3,
    seed,
    network: { latency: uniform(1, 30), loss: 0.1, duplication: 0.05 },
    faults: storm(seed),
    clients: {
      workload: ["a", "b"].map((client) => [{ input: OPEN }, ...of(client)]),
      ask: (input, which) => session || input === OPEN ? numbered(input, which) : bare(input),
      timeoutMs: 100,
      retries: 100,
    },
    invariants: invariants<Command[]>(),
  });
  const numbered = inSession(2, () => world.history);
  world.run(20_000, () => !world.clientsBusy);
  const applied = world.states.map((s) => s?.machine ?? []);
  const most = applied.reduce((a, b) => a.length >= b.length ? a : b);
  return {
    violation: world.violation?.invariant,
    done: new Set(most).size,
    again: most.length - new Set(most).size,
  };
}
