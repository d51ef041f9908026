/** Users who sit at nodes, and what they see, for the tests beside this file. */

import type { Tagged } from "../../model/protocol.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import type { Clients } from "../../model/clients.ts";
import { constant, uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import type { Scenario } from "../../sim/scenario.ts";
import { World } from "../../sim/world.ts";
import type { Ask } from "./register.ts";
import { asStore, type StoreProtocol } from "./stores.ts";

/** What each user asks, one thing after another. */
export type Asks = Clients<Ask>["workload"];
type StoreScenario = Scenario<unknown, Ask, Tagged>;

/** Asks what a register holds. */
export const read = (key: string): Ask => ({ type: "read", key });
/** Asks that a register hold a value. */
export const write = (key: string, value: number): Ask => ({ type: "write", key, value });

/** One user at each node, who asks one thing after another. */
export function users(workload: Asks, changes: Partial<Clients<Ask>> = {}): Clients<Ask> {
  return { workload, ask: (input) => input as Ask, link: "local", ...changes };
}

/** What `count` users ask who read and write at random; every written value is another. */
export function randomAsks(seed: number, count = 3, each = 6, keys = "xy"): Asks {
  const random = new Random(seed, "asks");
  let value = 0;
  const ask = () => {
    const key = keys[random.below(keys.length)]!;
    return { input: random.chance(0.5) ? read(key) : write(key, ++value) };
  };
  return Array.from({ length: count }, () => Array.from({ length: each }, ask));
}

/** Three nodes, a network that disorders, and users who ask at random. */
export function harsh(
  protocol: StoreProtocol,
  seed: number,
  changes: Partial<StoreScenario> = {},
): World<unknown, Ask, Tagged> {
  const network = { latency: uniform(1, 60) };
  const clients = users(randomAsks(seed), { think: uniform(1, 20) });
  return new World({ protocol, nodes: 3, network, clients, seed, trace: "none", ...changes });
}

/** A run in which every message takes 5 ms but for what `changes` says; 250 ms long. */
export function calm<S, M extends Tagged, T extends Tagged>(
  protocol: Parameters<typeof asStore<S, M, T>>[0],
  workload: Asks,
  changes: Partial<StoreScenario> = {},
): World<unknown, Ask, Tagged> {
  const world = new World({
    protocol: asStore(protocol),
    nodes: workload.length,
    network: { latency: constant(5) },
    clients: users(workload),
    seed: 1,
    ...changes,
  });
  world.run(250);
  return world;
}

/** What users asked and heard, and what nodes sent, one line an event. */
export function transcript(trace: Trace, untilMs = 99): string[] {
  return trace.flatMap((event) => {
    const line = event.at <= untilMs ? words(event) : undefined;
    return line === undefined ? [] : [`${event.at} ${line}`];
  });
}

function words(event: TraceEvent): string | undefined {
  switch (event.kind) {
    case "invoke":
      return `user ${event.process} asks ${asked(event.input as Ask)}`;
    case "ok":
      return `user ${event.process} hears ${event.output}`;
    case "send":
      return `${event.from} → ${event.to} ${(event.body as Tagged).type}`;
    case "lose":
      return `${event.from} → ${event.to} ${event.why}`;
  }
}

function asked(ask: Ask): string {
  return ask.type === "read" ? `read ${ask.key}` : `write ${ask.key} ${ask.value}`;
}

/** What users heard, by the order in which they asked: "x=1" for a read of x that gave 1. */
export function heard(world: World<unknown, Ask, Tagged>): string[] {
  return world.history.flatMap(({ input, output, outcome }) => {
    const ask = input as Ask;
    return outcome === "ok" && ask.type === "read" ? [`${ask.key}=${output}`] : [];
  });
}
