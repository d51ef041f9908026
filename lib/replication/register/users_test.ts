/** Users who sit at nodes, and what they see, for the tests beside this file. */

import type { Tagged } from "../../model/protocol.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import { constant, uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import type { Scenario } from "../../sim/scenario.ts";
import { World } from "../../sim/world.ts";
import { labels } from "./labels.ts";
import type { Ask } from "./register.ts";
import { asStore, type StoreProtocol } from "./stores.ts";
import { type Asks, asksOf, users } from "./storms.ts";

type StoreScenario = Scenario<unknown, Ask, Tagged>;

/** Three nodes, a network that disorders, and users who ask at random. */
export function harsh(
  protocol: StoreProtocol,
  seed: number,
  changes: Partial<StoreScenario> = {},
): World<unknown, Ask, Tagged> {
  const network = { latency: uniform(1, 60) };
  const clients = users(asksOf(new Random(seed, "asks")), { think: uniform(1, 20) });
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
      return `user ${event.process} asks ${labels.request!(event.input)}`;
    case "ok":
      return `user ${event.process} hears ${labels.answer!(event.output)}`;
    case "send":
      return `${event.from} → ${event.to} ${labels.message!(event.body as Tagged)}`;
    case "lose":
      return `${event.from} → ${event.to} ${event.why}`;
  }
}

/** What users heard, by the order in which they asked: "x=1" for a read of x that gave 1. */
export function heard(world: World<unknown, Ask, Tagged>): string[] {
  return world.history.flatMap(({ input, output, outcome }) => {
    const ask = input as Ask;
    return outcome === "ok" && ask.type === "read" ? [`${ask.key}=${output}`] : [];
  });
}
