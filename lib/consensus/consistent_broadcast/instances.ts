/** Small systems of which every order of events is explored; the last node is the traitor. @module */

import type { GlobalState, ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import type { NodeId } from "../../model/protocol.ts";
import { isLoyal } from "../../security/adversary/loyal.ts";
import { type Lie, menu } from "../../security/adversary/menu.ts";
import { type Traitor, withTraitors } from "../../security/adversary/traitors.ts";
import { type Change, protocolWith } from "./bugs.ts";
import type { State } from "./consistent_broadcast.ts";
import type { Message, Witnessed } from "./messages.ts";

type System = ProtocolSystem<State | Traitor, Message>;

interface Small {
  readonly words: string;
  readonly states: number;
  /** What the traitor may say, who is the last node. */
  readonly lies: (loyal: readonly NodeId[], self: NodeId) => readonly Lie<Message>[];
  /** What node 0 broadcasts; default: nothing. */
  readonly says?: string;
  /** What comes about in some run. */
  readonly sometimes: NonNullable<System["sometimes"]>;
}

function instanceOf(
  { words, states, lies, says, sometimes }: Small,
): Instance<State | Traitor, Message, never, never, Change> {
  return {
    words,
    states,
    system(change): System {
      const nodes = change?.nodes ?? 4, self = nodes - 1;
      const loyal = Array.from({ length: self }, (_, node) => node);
      const types: Message["type"][] = ["broadcast", "initial", "witness", "final"];
      return {
        name: "consistent-broadcast",
        protocol: withTraitors(protocolWith(change), {
          [self]: menu(types, () => lies(loyal, self)),
        }),
        nodes,
        ...(says === undefined ? {} : {
          clients: {
            workload: [[{ input: says }]],
            ask: (payload) => ({ type: "broadcast", payload: payload as string }),
            link: "local",
          },
        }),
        history: false,
        sometimes,
      };
    },
  };
}

/** How many loyal nodes have delivered something. */
function delivered({ states }: GlobalState<State | Traitor>): number {
  return states.filter((s) => isLoyal<State>(s) && s.log.length > 0).length;
}

function statement(sender: NodeId, payload: string): Witnessed {
  return { kind: "consistent broadcast", sender, sequence: 1, payload };
}

/** The sender shows a certificate by these signers, as soon as it has their signatures, or what it has of them. */
function final(to: NodeId, of: Witnessed, signers: readonly NodeId[]): Lie<Message> {
  return [to, { type: "final", certificate: { signers, statement: of } }];
}

/** All sets of so many of these, with this node. */
function pairs(loyal: readonly NodeId[], self: NodeId, size: number): NodeId[][] {
  let sets: NodeId[][] = [[]];
  for (const node of loyal) sets = sets.flatMap((set) => [set, [...set, node]]);
  return sets.filter((set) => set.length === size).map((set) => [...set, self]);
}

/** The instances; the first is the one that most mistakes show in. */
export const instances: Readonly<
  Record<string, Instance<State | Traitor, Message, never, never, Change>>
> = {
  "the sender lies": instanceOf({
    words:
      "the sender says a and b to each, in either order, and shows node 0 what it gets signed of a, and node 1 of b",
    states: 155,
    lies: (loyal, self) => [
      ...loyal.flatMap((to) =>
        ["a", "b"].map((payload): Lie<Message> => [
          to,
          { type: "initial", sender: self, sequence: 1, payload },
        ])
      ),
      ...[1, 2].flatMap((size) =>
        pairs(loyal, self, size).flatMap((signers) => [
          final(0, statement(self, "a"), signers),
          final(1, statement(self, "b"), signers),
        ])
      ),
    ],
    sometimes: { "one delivers, and others do not": (global) => delivered(global) === 1 },
  }),
  "another lies": instanceOf({
    words:
      "node 0 broadcasts a; node 3 asks for signatures of b in its name, and shows node 1 what it has, also its own thrice",
    states: 17,
    says: "a",
    lies: (loyal, self) => [
      ...loyal.filter((to) => to !== 0).map((to): Lie<Message> => [
        to,
        { type: "initial", sender: 0, sequence: 1, payload: "b" },
      ]),
      final(1, statement(0, "b"), [self]),
      final(1, statement(0, "b"), [self, self, self]),
      final(1, statement(0, "b"), [1, 2, self]),
    ],
    sometimes: { "all deliver": (global) => delivered(global) === 3 },
  }),
};
