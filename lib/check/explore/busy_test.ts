/** A protocol that does a little of everything, in arbitrary circumstances, for the tests beside this file. */

import fc from "fast-check";
import { encode } from "../../model/encode.ts";
import type { Protocol } from "../../model/protocol.ts";
import type { GlobalState, ProtocolSystem } from "./protocol.ts";

export type Message =
  /** Client → node. */
  | { readonly type: "add"; readonly many: number }
  /** Node → the next one, until `left` is 0. */
  | { readonly type: "hop"; readonly left: number };

export interface State {
  sum: number;
  clock: number;
  hops: number;
}

/** A protocol that does a little of everything. */
export const busy: Protocol<State, Message, { type: "tick" }, number> = {
  start(io, journal) {
    io.wait(5, { type: "tick" });
    if (journal.length > 0) io.send(0, { type: "hop", left: 0 });
    return { sum: journal.at(-1) ?? 0, clock: io.now(), hops: 0 };
  },
  upon: {
    add(s, { from, many }, io) {
      s.sum += many + io.choose(2);
      io.save(s.sum);
      io.send((io.self + 1) % io.peers.length, { type: "hop", left: 1 });
      io.answer(from, s.sum);
    },
    hop(s, { from, left }, io) {
      s.hops++;
      if (left > 0) io.send(from, { type: "hop", left: left - 1 });
      if (s.hops > 1) io.cancel("tick");
    },
  },
  after: {
    tick(s, _, io) {
      s.clock = io.now();
      if (s.clock > 0) io.wait(1, { type: "tick" });
    },
  },
};

export type Busy = ProtocolSystem<State, Message, { type: "tick" }, number>;

export const circumstances = fc.record({
  network: fc.constantFrom("ordered" as const, "unordered" as const, "duplicating" as const),
  lossy: fc.boolean(),
  crashes: fc.nat(1),
  wipes: fc.boolean(),
  restarts: fc.boolean(),
  clocks: fc.constantFrom([0], [0, 7]),
  asking: fc.constantFrom("any time" as const, "at once" as const),
  timeoutMs: fc.constantFrom(undefined, 10),
  link: fc.constantFrom("network" as const, "local" as const),
  order: fc.constantFrom("breadth" as const, "depth" as const),
  twins: fc.constantFrom([], [], [0], [1], [1, 0]),
}).filter(({ link, asking }) => link === "network" || asking === "any time");

/** A system whose clients ask twice and once, and which reaches states of many kinds. */
export function systemOf(
  { link, timeoutMs, order: _, ...rest }: typeof circumstances extends fc.Arbitrary<infer V> ? V
    : never,
): Busy {
  const kinds = Array.from({ length: 12 }, (_, kind) => kind);
  return {
    name: "busy",
    protocol: busy,
    nodes: 2,
    ...rest,
    clients: {
      workload: [[{ input: 1 }, { input: 2 }], [{ input: 10 }]],
      ask: (input) => ({ type: "add", many: input as number }),
      to: ({ client, sequence }) => (client + sequence) % 2,
      link,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    },
    sometimes: Object.fromEntries(
      kinds.map((kind) => [`kind ${kind}`, (global) => hash(global) % 12 === kind]),
    ),
  };
}

function hash({ states, history, messages }: GlobalState<State>): number {
  let sum = 7;
  for (const c of encode([states, history, messages])) sum = (31 * sum + c.charCodeAt(0)) % 99_991;
  return sum;
}
