/** What goes wrong in storms around a store that is read, whichever way. @module */

import { linearizableStore } from "../../consensus/storms/promises.ts";
import type { StormRun } from "../../kit/kit.ts";
import type { Ask, Clients } from "../../model/clients.ts";
import type { Protocol, Tagged } from "../../model/protocol.ts";
import type { Fault, Schedule } from "../../sim/fault.ts";
import { uniform } from "../../sim/latency.ts";
import type { Random } from "../../sim/random.ts";
import { weather } from "../../sim/weather.ts";
import type { World } from "../../sim/world.ts";
import type { KeyRange } from "../keys.ts";
import { allIsAnswered, readersAndWriters, TROUBLE_MS } from "./clients.ts";

/** How far clocks drift at most, as a fraction. */
export const DRIFT = 0.01;

/** What may go wrong in a run. */
export type Faults = (random: Random, nodes: number) => Schedule;

/** A store, and what its administrator asks. */
export interface Tried<S, M extends Tagged, T extends Tagged, R> {
  /** The store. */
  readonly protocol: Protocol<S, M, T, R>;
  /** What an administrator asks; drawn last. */
  readonly admin?: () => readonly Ask[];
  /** What goes wrong; default: all sorts of things. */
  readonly faults?: Faults | undefined;
  /** Whether all must be well while what went wrong goes on; default false. */
  readonly unhealed?: boolean | undefined;
}

/** One run: messages are late, lost and doubled, clocks drift, and some things go wrong. */
export function troubled<S, M extends Tagged, T extends Tagged, R>(
  random: Random,
  nodes: number,
  { protocol, admin = () => [], faults = allSorts, unhealed = false }: Tried<S, M, T, R>,
): StormRun<S, M, T, R> {
  return {
    scenario: {
      protocol,
      nodes,
      network: {
        latency: uniform(1, 1 + random.below(30)),
        loss: random.below(3) * 0.02,
        duplication: random.below(3) * 0.03,
      },
      disk: { fsync: uniform(0, 4) },
      clocks: { maxOffsetMs: 1000, maxDriftPpm: 1e6 * DRIFT },
      faults: faults(random, nodes),
      // Sound, as every such store takes what they ask.
      clients: readersAndWriters<M>(random, admin()) as Clients<Tagged> as Clients<M>,
      invariants: [],
    },
    drive: unhealed ? allIsAnsweredStill : (world) => allIsAnswered(world),
  };
}

function allSorts(random: Random, nodes: number): Schedule {
  return weather(random, nodes, {
    fromMs: 300,
    untilMs: TROUBLE_MS,
    faults: [3, 14],
    mix: { crash: 2, partition: 4, pause: 3, late: 1 },
  });
}

/** One server is cut off, and all others go down and come back at once. */
export function naps(random: Random, nodes: number): Schedule {
  const all = Array.from({ length: nodes }, (_, node) => node), alone = random.below(nodes);
  const others = all.filter((node) => node !== alone), at = 700 + random.below(400);
  return [
    { kind: "partition", at, forMs: 900, sides: [[alone], others] },
    ...others.map((node): Fault => ({
      kind: "crash",
      at: at + 1 + random.below(20),
      node,
      downMs: 5 + random.below(20),
    })),
  ];
}

/** One server goes down for good. */
export function death(random: Random, nodes: number): Schedule {
  return [{ kind: "crash", at: 700 + random.below(400), node: random.below(nodes) }];
}

/** Two ranges of keys, with one key each, and some who answer reads of them. */
export function someRanges(random: Random, nodes: number): KeyRange[] {
  const some = () =>
    Array.from({ length: nodes }, (_, node) => node).filter(() => random.chance(0.7));
  return [
    { from: "", to: "y", responders: some() },
    { from: "y", to: null, responders: some() },
  ];
}

/** All is answered though what is wrong stays wrong. */
function allIsAnsweredStill<S, M extends Tagged, T extends Tagged, R>(
  world: World<S, M, T, R>,
): void {
  world.run(TROUBLE_MS + 15_000, () => !world.clientsBusy);
  world.require({
    name: "progress",
    words: "whatever is asked is answered, though something stays wrong",
    check: () => world.clientsBusy ? { words: "somebody still waits", nodes: [] } : undefined,
  });
  world.require(linearizableStore);
}
