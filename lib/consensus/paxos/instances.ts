/** Small systems of which every order of events is explored; nobody but a ballot's proposer hears of votes there. @module */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import { type Change, protocolWith, quorumsOf } from "./bugs.ts";
import { invariantsWith } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { State } from "./state.ts";

type System = ProtocolSystem<State, Message, Timer, Saved>;

/** What is not the same in all of them. */
interface Small {
  readonly words: string;
  readonly states: number;
  /** What is proposed, by one client after the other. */
  readonly values: readonly string[];
  /** Where each proposes; default: at nodes 0, 1, … */
  readonly to?: (client: number) => number;
  /** The highest round that is looked at; default 1. */
  readonly rounds?: number;
  /** Only these nodes may be down; default: all that `crashes` allows. */
  readonly fragile?: readonly number[];
  readonly more?: Pick<System, "crashes" | "network">;
  readonly nightly?: boolean;
}

function instanceOf(
  {
    words,
    states,
    values,
    to = (client) => client,
    rounds = 1,
    fragile,
    more,
    nightly = false,
  }: Small,
): Instance<State, Message, Timer, Saved, Change> {
  return {
    words,
    states,
    nightly,
    system: (change) => ({
      name: "paxos",
      protocol: protocolWith(change, { backoffMs: 0, learners: "the proposer" }),
      nodes: 3,
      clients: {
        workload: values.map((input) => [{ input }]),
        ask: (value) => ({ type: "propose", value: value as string }),
        to: ({ client }) => to(client),
        link: "local",
      },
      invariants: invariantsWith(quorumsOf(change)),
      sometimes: {
        "a value is decided": ({ states }) => states.some((s) => (s?.decided ?? null) !== null),
      },
      boundary: ({ states }) =>
        states.every((s, node) =>
          s === undefined ? fragile?.includes(node) ?? true : s.round <= rounds
        ),
      ...more,
    }),
  };
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
  "an acceptor comes back": instanceOf({
    words: "two nodes propose, each in one ballot; the third crashes once",
    states: 1_426_797,
    values: ["a", "b"],
    fragile: [2],
    more: { crashes: 1 },
    nightly: true,
  }),
};
