/** A request by a route that is old: the range has split since its gateway asked it last. @module */

import type { Message, Order } from "../../multiraft/messages.ts";
import { multiraft } from "../../multiraft/multiraft.ts";
import type { Operation } from "../../multiraft/range/commands.ts";
import type { Trace } from "../../model/trace.ts";
import { constant } from "../../sim/latency.ts";
import { World } from "../../sim/world.ts";
import { advance } from "../advance.ts";
import { messageOf } from "./keyspace.ts";

/** What came of it. */
export interface StaleRoute {
  /** From the moment at which the client asks by the old route. */
  readonly trace: Trace;
  /** What that client was answered. */
  readonly answer: unknown;
}

/** When the client asks again, in ms. */
const ASKS_AGAIN_MS = 3000;

/** Node 3 has no replica, and is the gateway of client 0. Client 1 orders the split, at node 0. */
export function staleRoute(): StaleRoute {
  const get: Operation = { type: "get", key: "tea" };
  const split: Order = { type: "split", at: "p", child: 2 };
  const world = new World({
    protocol: multiraft({ ranges: [{ group: 1, start: "", end: null, members: [0, 1, 2] }] }),
    nodes: 4,
    seed: 1,
    network: { latency: constant(10) },
    clients: {
      workload: [
        [
          { at: 1500, input: { type: "put", key: "tea", value: "green" } },
          { at: ASKS_AGAIN_MS, input: get },
        ],
        [{ at: 2000, input: { key: "tea", order: split } }],
      ],
      ask: (input): Message => messageOf(input as Operation),
      to: ({ client }) => client === 0 ? 3 : 0,
      link: "local",
    },
    states: true,
  });
  advance(world, ASKS_AGAIN_MS + 200);
  return {
    trace: world.trace.filter(({ at }) => at >= ASKS_AGAIN_MS),
    answer: world.history.at(-1)?.output,
  };
}
