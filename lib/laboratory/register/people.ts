/**
 * Three people and a store of registers: what they ask, on which network, and what they have seen in the end.
 * Ada, Bob and Cleo sit at nodes 1, 2 and 3; node 0 has no users, and some stores give it a special part.
 *
 * @module
 */

import type { RegisterInput, RegisterOutput } from "../../check/spec/register.ts";
import type { Clients } from "../../model/clients.ts";
import type { History, Operation } from "../../model/history.ts";
import type { Ask } from "../../replication/register/register.ts";
import type { StoreProtocol } from "../../replication/register/stores.ts";
import { constant, uniform } from "../../sim/latency.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import type { Scenario } from "../../sim/scenario.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";

/** One operation on a register. */
export type Op = Operation<RegisterInput, RegisterOutput>;
/** What the people saw. */
export type Seen = History<RegisterInput, RegisterOutput>;
/** What each person asks, one thing after another. */
export type Workload = Clients<Ask>["workload"];

/** Who they are, by the number of their process. */
export const names: readonly string[] = ["Ada", "Bob", "Cleo"];

/** The name of a process; who gave up goes on under a number that is three larger. */
export const nameOf = (process: number): string => names[process % names.length]!;

/** The node at which a person sits, by the number of a process of theirs. */
export const nodeOf = (process: number): NodeId => 1 + process % names.length;

/**
 * What the three ask, drawn from a seed: in each round a person reads both registers, x and y, in either order, and
 * then writes once or twice; each write draws its register anew, so two may go to one or to both. No value is
 * written twice.
 */
export function asks(seed: number, rounds: number): Workload {
  const random = new Random(seed, "asks");
  const either = () => random.chance(0.5) ? "x" : "y";
  let value = 0;
  const round = (): Ask[] => {
    const key = either();
    const writes = Array.from(
      { length: 1 + random.below(2) },
      (): Ask => ({ type: "write", key: either(), value: ++value }),
    );
    return [{ type: "read", key }, { type: "read", key: key === "x" ? "y" : "x" }, ...writes];
  };
  return names.map(() => {
    let at = 0; // or later, when the operation before has ended
    return Array.from({ length: rounds }, round).flat().map((input) => ({
      input,
      at: at += 1 + random.below(8),
    }));
  });
}

/** What everyone asks when the network has long been quiet. */
export const atLast: Workload[number] = ["x", "y"].map((key) => ({
  input: { type: "read", key },
  at: 1000,
}));

const slow = { latency: uniform(20, 200) };
const quick = { latency: constant(1) };

/**
 * News between nodes takes 1 to 20 ms, but 20 to 200 ms between Ada's node and Cleo's. What clients who move
 * say to the nearest copies (`visit` and `served`) takes 1 ms.
 */
export const network: NetworkOptions = {
  latency: uniform(1, 20),
  links: [{ from: 1, to: 3, ...slow }, { from: 3, to: 1, ...slow }],
  types: { visit: quick, served: quick },
};

/** The three at their nodes. */
export function people(workload: Workload): Clients<Ask> {
  return {
    workload,
    ask: (input) => input as Ask,
    to: ({ client }) => nodeOf(client),
    link: "local",
  };
}

/** A scenario of the simulator: a store, the three, and their network. */
export function lab(
  protocol: StoreProtocol,
  workload: Workload,
): Scenario<unknown, Ask, Tagged> {
  return { protocol, nodes: 4, network, clients: people(workload) };
}

/** What the three have seen when nobody waits any more, or after five seconds. */
export function watch(
  protocol: StoreProtocol,
  workload: Workload,
  seed: number,
  links: NetworkOptions = network,
): Seen {
  const scenario = { ...lab(protocol, workload), network: links };
  const world = new World({ ...scenario, seed, trace: "none", strict: false });
  world.run(5000, () => !world.clientsBusy);
  return world.history as Seen;
}
