import { assert, assertEquals } from "@std/assert";
import { exploreProtocol } from "../check/explore/protocol.ts";
import { World } from "../sim/world.ts";
import type { Clients } from "./clients.ts";
import { constant } from "./latency.ts";
import type { Protocol } from "./protocol.ts";

type Draw = { readonly type: "draw"; readonly number: number };

/** Gives each client a ticket, and refuses when there are none left. */
const tickets: Protocol<number, Draw> = {
  start: () => 0,
  upon: {
    draw: (_, { from, number }, io) => io.answer(from, number < 1 ? null : number),
  },
};

const clients: Clients<Draw> = {
  workload: [[{ input: 0, at: 3 }, { input: 1 }], [{ input: 2 }]],
  ask: (input, { attempt }) => ({ type: "draw", number: (input as number) * 10 + attempt }),
  to: () => 0,
  timeoutMs: 5,
  retries: 1,
  think: constant(2),
  outcome: (result) => result === null ? "fail" : "ok",
};

Deno.test("one description of clients is simulated and explored, and shows the same histories", () => {
  const world = new World({ protocol: tickets, nodes: 1, seed: 1, clients });
  world.run(50);
  const told = world.history.map(({ process, input, outcome, output }) =>
    `${process} ${input} ${outcome} ${output}`
  ).sort();
  assertEquals(told, ["0 0 fail undefined", "0 1 ok 10", "1 2 ok 20"]);
  const { findings, complete } = exploreProtocol({
    name: "tickets",
    protocol: tickets,
    nodes: 1,
    clients,
    sometimes: {
      "all are answered as in the simulator": ({ history }) =>
        history.map(({ process, input, outcome, output }) =>
          `${process} ${input} ${outcome} ${output}`
        ).sort().join() === told.join(),
      // Second tries, and processes that follow those that gave up: the simulator showed neither.
      "a second try is answered": ({ history }) => history.some(({ output }) => output === 21),
      "a client goes on after giving up": ({ history }) =>
        history.some((each) => each.process === 2),
    },
  });
  assertEquals([findings, complete], [[], true]);
  assert(!world.history.some(({ process }) => process === 2));
});
