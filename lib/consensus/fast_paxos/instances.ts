/** Small systems of which every order of events is explored. @module */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import { fastMajorities } from "../../replicated/quorum/fast.ts";
import { type Change, protocolWith } from "./bugs.ts";
import { invariantsWith } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

type System = ProtocolSystem<State, Message, Timer, Saved>;

/** What is not the same in all of them. */
interface Small {
  readonly words: string;
  readonly states: number;
  readonly nodes: number;
  /** What is proposed, by one client after the other. */
  readonly values: readonly string[];
  /** Where each proposes; default: at nodes 0, 1, … */
  readonly to?: (client: number) => number;
  readonly settings: Partial<Settings>;
  /** Whether there may be a collision; default true. */
  readonly collides?: boolean;
  /** The highest round that is looked at; default 1. */
  readonly rounds?: number;
  /** The highest step in a round that is looked at; default 1. */
  readonly steps?: number;
  /** Who may take over after the first round; default: all. */
  readonly impatient?: readonly number[];
  /** Only these nodes may be down; default: all that `crashes` allows. */
  readonly fragile?: readonly number[];
  readonly more?: Pick<System, "crashes" | "network">;
  readonly nightly?: boolean;
}

function instanceOf(
  {
    words,
    states,
    nodes,
    values,
    to = (client) => client,
    settings,
    collides = true,
    rounds = 1,
    steps = 1,
    impatient,
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
      name: "fast-paxos",
      protocol: protocolWith(change, { backoffMs: 0, ...settings }),
      nodes,
      clients: {
        workload: values.map((input) => [{ input }]),
        ask: (value) => ({ type: "propose", value: value as string }),
        to: ({ client }) => to(client),
        link: "local",
      },
      invariants: invariantsWith(settings.quorums ?? fastMajorities),
      sometimes: {
        "a value is decided": ({ states }) => states.some((s) => (s?.decided ?? null) !== null),
        ...(collides
          ? {
            "a collision is recovered from": ({ states }) =>
              states.some((s) => s !== undefined && s.decided !== null && s.promised.step > 0),
          }
          : {}),
      },
      boundary: ({ states }) =>
        states.every((s, node) =>
          s === undefined
            ? fragile?.includes(node) ?? true
            : s.round <= (impatient?.includes(node) ?? true ? rounds : 1) &&
              s.promised.step <= steps
        ),
      ...more,
    }),
  };
}

/** The instances; the first is the one that most mistakes show in. */
export const instances: Readonly<Record<string, Instance<State, Message, Timer, Saved, Change>>> = {
  "a collision": instanceOf({
    words: "four acceptors and two values; node 0 coordinates the recovery",
    states: 10_558,
    nodes: 4,
    values: ["a", "b"],
    settings: { prepared: true, learners: "the coordinator" },
  }),
  "two by themselves": instanceOf({
    words: "two acceptors and two values; acceptors recover by themselves, once; one crashes once",
    states: 6_703,
    nodes: 2,
    values: ["a", "b"],
    settings: { prepared: true, recovery: "uncoordinated" },
    fragile: [0, 1],
    more: { crashes: 1 },
  }),
  "from nothing": instanceOf({
    words: "three acceptors and one value; the first round is prepared by messages",
    states: 1187,
    nodes: 3,
    values: ["a"],
    settings: { learners: "the coordinator" },
    collides: false,
  }),
  "two from nothing": instanceOf({
    words: "two acceptors and two values; the first round is prepared by messages",
    states: 11_983,
    nodes: 2,
    values: ["a", "b"],
    settings: { learners: "the coordinator" },
  }),
  "the leader comes back": instanceOf({
    words:
      "four acceptors and two values; node 0 crashes once, and messages come again at any time",
    states: 368_666,
    nodes: 4,
    values: ["a", "b"],
    settings: { prepared: true, learners: "the coordinator" },
    fragile: [0],
    more: { crashes: 1, network: "duplicating" },
    nightly: true,
  }),
  "an acceptor comes back": instanceOf({
    words: "four acceptors and two values; node 3 crashes once",
    states: 123_649,
    nodes: 4,
    values: ["a", "b"],
    settings: { prepared: true, learners: "the coordinator" },
    fragile: [3],
    more: { crashes: 1 },
    nightly: true,
  }),
  "a classic leader comes back": instanceOf({
    words:
      "a leader of a classic round crashes once and begins again; messages come again at any time",
    states: 50_246,
    nodes: 3,
    values: ["a", "b"],
    to: () => 0,
    settings: { fastRounds: 0, learners: "the coordinator" },
    collides: false,
    more: { crashes: 1, network: "duplicating" },
  }),
  "three by themselves": instanceOf({
    words: "three acceptors and two values; acceptors recover by themselves, once",
    states: 169_124,
    nodes: 3,
    values: ["a", "b"],
    settings: { prepared: true, recovery: "uncoordinated" },
    nightly: true,
  }),
  "a second round": instanceOf({
    words: "three acceptors and two values; node 1 takes over in a classic round",
    states: 523_509,
    nodes: 3,
    values: ["a", "b"],
    settings: { prepared: true, learners: "the coordinator" },
    rounds: 2,
    impatient: [1],
    nightly: true,
  }),
};
