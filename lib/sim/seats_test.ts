import { assertEquals, assertThrows } from "@std/assert";
import type { Clients } from "../model/clients.ts";
import type { Protocol } from "../model/protocol.ts";
import type { Fault } from "./fault.ts";
import { constant } from "./latency.ts";
import { World } from "./world.ts";

type Message = { type: "add"; amount: number }; // client → node

/** Adds up and answers with the sum. */
const adder: Protocol<{ sum: number }, Message> = {
  start: () => ({ sum: 0 }),
  upon: {
    add(s, { amount, from }, io) {
      s.sum += amount;
      io.answer(from, s.sum);
    },
  },
};

const clients: Clients<Message> = {
  workload: [[{ input: 1 }, { input: 2 }], [{ input: 3, at: 105 }], [{ input: 4 }]],
  ask: (amount) => ({ type: "add", amount: amount as number }),
  to: ({ client }) => client === 2 ? 1 : 0,
  seat: () => 1,
  timeoutMs: 400,
};

Deno.test("a client that sits beside a node has that node's links, there and back, and is cut off with it", () => {
  const cut: Fault = { kind: "partition", at: 100, forMs: 50, sides: [[0], [1]] };
  const w = new World({
    protocol: adder,
    nodes: 2,
    seed: 1,
    network: {
      latency: constant(500),
      links: [
        { from: 1, to: 0, latency: constant(30) },
        { from: 0, to: 1, latency: constant(7) },
        { from: 1, to: 1, latency: constant(2) },
      ],
    },
    faults: [cut],
    clients,
  });
  w.run(400);
  const took = w.history.map(({ process, invokedAt, endedAt }) => [process, endedAt - invokedAt]);
  assertEquals(took, [[0, 37], [2, 4], [0, 37], [1, Infinity]]);
  const outside = () =>
    new World({ protocol: adder, nodes: 1, seed: 1, clients: { ...clients, seat: () => 9 } });
  assertThrows(outside, RangeError, "the seat of a client");
});
