/** Small systems of which every order of events is explored; nobody but a ballot's proposer hears of votes there. @module */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import { validity } from "../one_value.ts";
import { type Change, protocolWith, quorumsOf } from "./bugs.ts";
import { startingFrom } from "../../model/starting_from.ts";
import { invariantsWith } from "./invariants.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";

/** A Paxos to explore. */
export type PaxosSystem = ProtocolSystem<State, Message, Timer, Saved>;

/** What may happen in a small instance. */
export interface Bounds {
  /** What is proposed, by one client after the other. */
  readonly values: readonly string[];
  /** Where each proposes; default: at nodes 0, 1, … */
  readonly to?: (client: number) => number;
  /** The highest round that is looked at; default 1. */
  readonly rounds?: number;
  /** Only these nodes may be down; default: all that `crashes` allows. */
  readonly fragile?: readonly number[];
  /** What the nodes had saved before. */
  readonly saved?: readonly (readonly Saved[])[];
  /** What else may happen: crashes, and what the network does; default: none, and messages overtake each other. */
  readonly more?: Pick<PaxosSystem, "crashes" | "network">;
}

/** An instance: what may happen in it, and what is known of it. */
interface Small extends Bounds {
  readonly words: string;
  readonly states: number;
  readonly nightly?: boolean;
}

/**
 * A small instance as a system to explore: three nodes, and nobody has to wait.
 *
 * @example All orders of one proposal
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { exploreProtocol } from "hb/check/explore/protocol.ts";
 * import { smallPaxos } from "hb/consensus/paxos/instances.ts";
 *
 * assertEquals(exploreProtocol(smallPaxos({ values: ["a"] })).verdict, "ok");
 * ```
 */
export function smallPaxos(bounds: Bounds, change?: Change): PaxosSystem {
  const { values, to = (client: number) => client, rounds = 1, fragile, saved, more } = bounds;
  const protocol = protocolWith(change, { backoffMs: 0, learners: "the proposer" });
  return {
    name: "paxos",
    protocol: startingFrom(protocol, saved),
    nodes: 3,
    clients: {
      workload: values.map((input) => [{ input }]),
      ask: (value) => ({ type: "propose", value: value as string }),
      to: ({ client }) => to(client),
      link: "local",
    },
    // Who proposed what was voted for before, no history tells.
    invariants: invariantsWith(quorumsOf(change)).filter((each) =>
      saved === undefined || each !== validity
    ),
    sometimes: {
      "a value is decided": ({ states }) => states.some((s) => (s?.decided ?? null) !== null),
    },
    boundary: ({ states }) =>
      states.every((s, node) =>
        s === undefined ? fragile?.includes(node) ?? true : s.round <= rounds
      ),
    ...more,
  };
}

function instanceOf(
  { words, states, nightly = false, ...bounds }: Small,
): Instance<State, Message, Timer, Saved, Change> {
  return { words, states, nightly, system: (change) => smallPaxos(bounds, change) };
}

/** What an acceptor has saved that voted last in a ballot. */
function voted(round: number, node: NodeId, value: string): readonly Saved[] {
  const ballot = { round, node };
  return [{ promised: ballot, accepted: { ballot, value }, round }];
}

/** The instances; the first is the one that most mistakes show in. */
export const instances: Readonly<Record<string, Instance<State, Message, Timer, Saved, Change>>> = {
  "two proposers": instanceOf({
    words: "two nodes propose, each in one ballot",
    states: 234_339,
    values: ["a", "b"],
  }),
  "two ballots": instanceOf({
    words: "one node proposes, in two ballots at most",
    states: 128_310,
    values: ["a"],
    rounds: 2,
    nightly: true,
  }),
  "a proposer comes back": instanceOf({
    words: "a node that proposes crashes once and proposes again; messages come again at any time",
    states: 5_821,
    values: ["a", "b"],
    to: () => 0,
    more: { crashes: 1, network: "duplicating" },
  }),
  "an old vote": instanceOf({
    words:
      "one vote for a in ballot 1.0, two for b in ballot 2.1, which is decided; node 2 proposes",
    states: 203,
    values: ["c"],
    to: () => 2,
    rounds: 3,
    saved: [voted(1, 0, "a"), voted(2, 1, "b"), voted(2, 1, "b")],
  }),
  "an acceptor comes back": instanceOf({
    words: "two nodes propose, each in one ballot; the third crashes once",
    states: 1_426_797,
    values: ["a", "b"],
    fragile: [2],
    more: { crashes: 1 },
    nightly: true,
  }),
};
