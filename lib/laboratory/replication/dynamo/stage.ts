/** A store in the manner of Dynamo, small enough to be drawn: what is asked and what goes wrong is written down. @module */

import type { Invariant } from "../../../model/invariant.ts";
import type { History } from "../../../model/history.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Trace } from "../../../model/trace.ts";
import { dynamo } from "../../../replication/dynamo/dynamo.ts";
import type { Message, Saved, Timer } from "../../../replication/dynamo/messages.ts";
import type { Rules } from "../../../replication/dynamo/rules.ts";
import type { Settings } from "../../../replication/dynamo/settings.ts";
import type { State } from "../../../replication/dynamo/state.ts";
import { asked, type Wish } from "../../../replication/dynamo/wishes.ts";
import type { Schedule } from "../../../sim/fault.ts";
import { constant } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";

/** What is played. */
export interface Play {
  /** How many nodes there are. */
  readonly nodes: number;
  /** What is asked, each by a client of its own, at these times in ms. */
  readonly asks: readonly (Wish & { readonly ms: number })[];
  /** What goes wrong. */
  readonly faults?: Schedule;
  /** What is chosen about the store; by default it does nothing by itself. */
  readonly settings?: Partial<Settings>;
  /** What is done wrong. */
  readonly rules?: Partial<Rules>;
  /** How long it goes on, in ms. */
  readonly forMs: number;
}

/** What came of it. */
export interface Played {
  /** The run. */
  readonly trace: Trace;
  /** What clients asked, and what they were answered. */
  readonly history: History;
  /** The states of the nodes in the end. */
  readonly states: readonly (Readonly<State> | undefined)[];
  /** Messages between nodes, and answers to clients. */
  readonly messages: number;
}

/** A store of which nothing happens but what is asked: messages take 5 ms, and a list starts at node 0. */
const still: Partial<Settings> = {
  replicasOf: (_: string, nodes: readonly NodeId[]) => nodes,
  shape: null,
  repairMs: null,
  handoffMs: null,
  patienceMs: 20,
};

/** Plays it. */
export function play({ nodes, asks, faults = [], settings = {}, rules = {}, forMs }: Play): Played {
  const invariants: readonly Invariant<State>[] = [];
  const world = new World<State, Message, Timer, Saved>({
    protocol: dynamo({ ...still, ...settings }, rules),
    nodes,
    network: { latency: constant(5) },
    faults,
    invariants,
    seed: 1,
    states: true,
    clients: {
      workload: asks.map(({ ms, ...input }) => [{ input, at: ms }]),
      ...asked,
      to: ({ client }) => asks[client]!.at,
      link: "local",
    },
  });
  world.run(forMs);
  const { trace, history, states, messages } = world;
  return { trace, history, states, messages };
}
