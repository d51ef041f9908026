/** A broadcast as the suite sees it, and one trial of it. @module */

import type { NodeId, Tagged } from "../../../model/protocol.ts";
import type { Schedule } from "../../../sim/fault.ts";
import { uniform } from "../../../sim/latency.ts";
import type { NetworkOptions } from "../../../sim/network_options.ts";
import type { WeatherKind } from "../../../sim/weather.ts";
import { World } from "../../../sim/world.ts";
import type { AnyProtocol, AnyWorld } from "../service.ts";

/** A protocol by which what one node is told comes to all. */
export interface Broadcast {
  /** What it is called in tests. */
  readonly name: string;
  /** How many nodes there are; 4 or more. */
  readonly nodes: number;
  /** What every node runs. */
  readonly protocol: AnyProtocol;
  /** The message by which a client has a node tell everybody. */
  tell(text: string): Tagged;
  /** What a node has delivered, in any order: in this life, and in earlier ones where it keeps a journal of that. */
  delivered(state: unknown): readonly string[];
  /** Whether it keeps such a journal. */
  readonly durable: boolean;
  /** What happens to it, besides messages that are late and lost. */
  readonly endures: readonly WeatherKind[];
  /** When nodes have found each other, in ms after they began. */
  readonly settleMs: number;
  /** Within what time all have what is told, and all is mended that was wrong, in ms. */
  readonly withinMs: number;
  /**
   * How many messages more a node may send in a second, when all have heard, than when nothing had been told: of what
   * it still holds it may remind others.
   */
  readonly reminders: number;
  /** Of how many texts a node keeps anything, besides an application's own list of them. */
  kept(state: unknown): number;
  /** How long after a text was told nothing is kept of it, in ms. */
  readonly forgetsMs: number;
}

/** One run of a guarantee. */
export interface Trial {
  /** What goes wrong. */
  readonly faults?: Schedule;
  /** What the network does; default: messages are a little late, and some come twice. */
  readonly network?: NetworkOptions;
}

/** Messages are a little late, and some come twice. */
export const calm: NetworkOptions = { latency: uniform(1, 20), duplication: 0.05 };

/** Besides, some are lost. */
export const lossy: NetworkOptions = { ...calm, loss: 0.05 };

/** One run, and what was told in it. */
export interface Told {
  /** The world. */
  readonly world: AnyWorld;
  /** All texts that some node was told. */
  readonly texts: string[];
  /** A node is told something new, if it is up. */
  tell(node: NodeId): void;
}

/** A run that has just begun. */
export function begun(subject: Broadcast, seed: number, trial: Trial = {}): Told {
  const { protocol, nodes } = subject, { faults = [], network = calm } = trial;
  const world: AnyWorld = new World({ protocol, nodes, network, faults, seed, trace: "none" });
  const texts: string[] = [];
  return {
    world,
    texts,
    tell(node) {
      if (world.states[node] === undefined) return;
      const text = `${texts.length} of ${node}`;
      texts.push(text);
      world.tell(node, subject.tell(text));
    },
  };
}

/** The same, when nodes have found each other. */
export function settled(subject: Broadcast, seed: number, trial: Trial = {}): Told {
  const told = begun(subject, seed, trial);
  told.world.run(subject.settleMs);
  return told;
}
