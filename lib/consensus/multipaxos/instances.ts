/** Small systems of which every order of events is explored. @module */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import { bare } from "../../replicated/requests.ts";
import { majorities, type Quorums, sized } from "../../replicated/quorum/system.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { type Change, protocolWith, quorumsOf } from "./bugs.ts";
import { invariantsWith } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import type { Message, Timer } from "./messages.ts";
import { eachStepIsPaxos } from "./refinement.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";

type System = ProtocolSystem<State, Message, Timer, Saved>;
/** A small system of Multi-Paxos. */
export type MultiPaxosInstance = Instance<State, Message, Timer, Saved, Change>;

/** What is not the same in all of them. */
interface Small {
  readonly words: string;
  readonly states: number;
  readonly nodes: number;
  /** The highest round that is looked at. */
  readonly rounds: number;
  /** How many clients ask, each for one command, at nodes 0, 1 … */
  readonly clients: number;
  /** Default: majorities. */
  readonly quorums?: Quorums;
  readonly more?: Pick<System, "crashes">;
  readonly nightly?: boolean;
}

function instanceOf(
  { words, states, nodes, rounds, clients, quorums = majorities, more, nightly = false }: Small,
): MultiPaxosInstance {
  const deciding = (change: Change | undefined) =>
    change?.options?.quorums === undefined ? quorums : quorumsOf(change);
  return {
    words,
    states,
    nightly,
    system: (change) => ({
      name: "multipaxos",
      protocol: protocolWith(change, {
        machine: listMachine as Options["machine"],
        // There is no time, and so nothing to choose.
        electionTimeoutMs: [1, 2],
        heartbeatMs: 1,
        loyal: false,
        window: 2,
        quorums,
      }),
      nodes,
      clients: {
        workload: Array.from({ length: clients }, (_, i) => [{ input: "ab"[i] }]),
        ask: bare,
        to: ({ client }) => client,
        link: "local",
      },
      history: false,
      invariants: [...invariantsWith(deciding(change)), eachStepIsPaxos(deciding(change))],
      sometimes: {
        "a command is executed": ({ states }) => states.some((s) => (s?.commands ?? 0) > 0),
      },
      // A leader says once that it is there.
      boundary: ({ states }) =>
        states.every((s) =>
          s === undefined || s.promised.round <= rounds && (s.leading?.round ?? 0) <= 1
        ),
      ...more,
    }),
  };
}

/** The instances; the first has two ballots, so that one can be in the other's way. */
export const instances: Readonly<Record<string, MultiPaxosInstance>> = {
  "two servers": instanceOf({
    words: "two servers, which stand twice at most; two clients",
    states: 8457,
    nodes: 2,
    rounds: 2,
    clients: 2,
  }),
  "a crash": instanceOf({
    words: "two servers, which stand once; one of them crashes once; one client",
    states: 527,
    nodes: 2,
    rounds: 1,
    clients: 1,
    more: { crashes: 1 },
  }),
  "all or one": instanceOf({
    words: "three servers take over, and one decides; each stands once; one client",
    states: 5254,
    nodes: 3,
    rounds: 1,
    clients: 1,
    quorums: sized(3, 1),
  }),
  "three servers": instanceOf({
    words: "three servers, which stand once; one client",
    states: 1_154_269,
    nodes: 3,
    rounds: 1,
    clients: 1,
    nightly: true,
  }),
};
