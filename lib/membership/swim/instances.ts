/**
 * Small systems of which every order of events is explored. There is no time in them, so that any message may be too
 * late and any suspicion too short: what loss and slow processes do is all there without either.
 *
 * @module
 */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import type { Clients } from "../../model/clients.ts";
import type { NodeId } from "../../model/protocol.ts";
import { type Change, protocolWith } from "./bugs/change.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { Status } from "./standing.ts";
import type { State } from "./state.ts";
import type { Swim } from "./swim.ts";

/** A SWIM to explore. */
export type SwimSystem = ProtocolSystem<State, Message, Timer, Saved>;

/** What may happen in a small instance. */
export interface Bounds {
  /** How many nodes there are; default 3. */
  readonly nodes?: number;
  /** Who probes; the others answer and help. */
  readonly probers: readonly NodeId[];
  /** How many periods there are, of all probers together. */
  readonly periods: number;
  /** The highest incarnation that is looked at; default 1. */
  readonly incarnations?: number;
  /** Other settings; news is told once with each message, and nobody compares all. */
  readonly settings?: Partial<Settings>;
  /** Only these nodes may be down; default: all that `crashes` allows. */
  readonly fragile?: readonly NodeId[];
  /** What else may happen: crashes, and what the network does. */
  readonly more?: Pick<SwimSystem, "crashes" | "network" | "clients" | "sometimes">;
}

/** Nobody waits, and news is told once. */
const small: Partial<Settings> = {
  periodMs: 1,
  timeoutMs: 0,
  helpers: 1,
  transmits: 1,
  perPacket: 2,
  syncMs: 0,
};

/** Nodes that are not among the probers have no periods; and walks begin at the next node, to spare forks. */
function quiet(protocol: Swim, probers: readonly NodeId[]): Swim {
  const { start, after } = protocol;
  return {
    ...protocol,
    start(io, journal) {
      const s = start(io, journal);
      if (!probers.includes(io.self)) io.cancel("period");
      const nodes = io.peers.length;
      s.walk = { next: (io.self + 1) % nodes, stride: 1, left: nodes };
      return s;
    },
    // Who asks for all again and again would have no end of questions on their way.
    after: { ...after!, join() {} },
  };
}

/** A small instance as a system to explore. */
export function smallSwim(bounds: Bounds, change?: Change): SwimSystem {
  const { nodes = 3, probers, periods, incarnations = 1, fragile, more } = bounds;
  const protocol = protocolWith(change, { ...small, ...bounds.settings });
  return {
    name: "swim",
    protocol: quiet(protocol, probers),
    nodes,
    sometimes: {
      "somebody is suspected": ({ states }) => someIs(states, "suspect"),
      "somebody is held to be dead": ({ states }) => someIs(states, "dead"),
      "an accusation is refuted": ({ states }) => states.some((s) => (s?.accused ?? -1) >= 0),
    },
    boundary: ({ states }) =>
      states.reduce((sum, s) => sum + (s?.sequence ?? 0), 0) <= periods &&
      states.every((s, node) =>
        s === undefined ? fragile?.includes(node) ?? true : s.incarnation <= incarnations
      ),
    ...more,
  };
}

/** An operator tells node 1 these things, one after the other or all at once: nobody answers. */
function operator(words: readonly Message[]): Clients<Message> {
  return {
    workload: words.map((input) => [{ input }]),
    ask: (input) => input as Message,
    to: () => 1,
    link: "local",
  };
}

function someIs(states: readonly (Readonly<State> | undefined)[], status: Status): boolean {
  return states.some((s) => [...s?.known.values() ?? []].some((each) => each.status === status));
}

interface Small extends Bounds {
  readonly words: string;
  readonly states?: number;
  readonly nightly?: boolean;
}

function instanceOf(
  { words, states, nightly = false, ...bounds }: Small,
): Instance<State, Message, Timer, Saved, Change> {
  return {
    words,
    ...(states === undefined ? {} : { states }),
    nightly,
    system: (change) => smallSwim(bounds, change),
  };
}

/** The instances. */
export const instances: Readonly<Record<string, Instance<State, Message, Timer, Saved, Change>>> = {
  "one prober": instanceOf({
    words: "one of three probes in two periods, and any answer may be too late",
    states: 1_764,
    probers: [0],
    periods: 2,
  }),
  "two members": instanceOf({
    words: "two probe each other, in three periods together",
    states: 4_844,
    nodes: 2,
    probers: [0, 1],
    periods: 3,
    incarnations: 2,
  }),
  "a crash": instanceOf({
    words: "one of two probes, and the other crashes once and comes back",
    states: 35_614,
    nodes: 2,
    probers: [0],
    periods: 3,
    incarnations: 2,
    fragile: [1],
    more: { crashes: 1 },
  }),
  "a leave": instanceOf({
    words: "two probe each other, in two periods together, and one of them is told to leave",
    states: 1_173,
    nodes: 2,
    probers: [0, 1],
    periods: 2,
    more: {
      clients: operator([{ type: "leave" }]),
      sometimes: {
        "a member is held to have left": ({ states }) => someIs(states, "left"),
        "one is held to be dead that leaves": ({ states }) => someIs(states, "dead"),
      },
    },
  }),
  "a join": instanceOf({
    words: "one is told to join the other, and both probe, in two periods together",
    states: 2_067,
    nodes: 2,
    probers: [0, 1],
    periods: 2,
    settings: { members: 1 },
    more: { clients: operator([{ type: "join", contacts: [0] }]) },
  }),
  "a crash of three": instanceOf({
    words: "one of three probes in two periods, and the one that it probes may crash and come back",
    states: 162_826,
    probers: [0],
    periods: 2,
    fragile: [1],
    more: { crashes: 1 },
    nightly: true,
  }),
};
