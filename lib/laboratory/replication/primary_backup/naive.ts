/** Two primaries at a time: the shortest run of the naive pair in which its clients notice. @module */

import type { ProtocolSystem } from "../../../check/explore/protocol_system.ts";
import type { Trace } from "../../../model/trace.ts";
import { naivePair } from "../../../replication/primary_backup/naive.ts";
import { keeps } from "../../../replication/register/kit/promises.ts";
import { read, users, write } from "../../../replication/register/storms.ts";
import { type Explored, explored } from "../../explored.ts";

/** One writes at node 0, one reads at node 1, and each node may take the other one for failed at any time. */
export function naiveSystem(): ProtocolSystem<unknown, never, never> {
  const { workload, ask, link } = users([[{ input: write("x", 1) }], [{ input: read("x") }]]);
  const system = {
    name: "naive pair",
    protocol: naivePair({ beatMs: Infinity, silenceMs: 1 }),
    nodes: 2,
    clients: { workload, ask, link: link!, to: ({ client }: { client: number }) => client },
    invariants: [keeps("linearizable")],
  };
  return system as unknown as ProtocolSystem<unknown, never, never>;
}

/** Goes through all orders of events of the naive pair, up to the first in which somebody reads what is old. */
export function splitBrainExplored(): Explored<unknown> {
  return explored(naiveSystem());
}

/** That run, to be drawn. */
export function splitBrainTrace(): Trace {
  return splitBrainExplored().failure!.trace;
}
