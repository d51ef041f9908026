/** What reliable broadcast is tried in: links repeat and delay, and a third of the nodes, not counting one, lie. @module */

import type { Storm } from "../../kit/kit.ts";
import type { NodeId } from "../../model/protocol.ts";
import { drawnScript } from "../../security/adversary/draw.ts";
import { isLoyal } from "../../security/adversary/loyal.ts";
import { type Lie, menu } from "../../security/adversary/menu.ts";
import { puppet } from "../../security/adversary/puppet.ts";
import { type Traitor, type Treason, withTraitors } from "../../security/adversary/traitors.ts";
import { uniform } from "../../sim/latency.ts";
import type { Random } from "../../sim/random.ts";
import { faults } from "../byzantine_quorum.ts";
import { speeches } from "../storms/speeches.ts";
import { type Change, protocolWith } from "./bugs.ts";
import { lacking } from "./invariants.ts";
import type { Message } from "./messages.ts";
import type { State } from "./state.ts";

/** By then all has been said and heard, in ms. */
const TROUBLE_MS = 3000;
/** Nothing more is to come afterwards; this much is waited for it, in ms. */
const PATIENCE_MS = 1000;

const kinds = ["initial", "echo", "ready"] as const;

/** A liar with lies of its own, about its first broadcast and that of another. */
function gossip(random: Random, self: NodeId, nodes: number): Treason<Message> {
  const lies: Lie<Message>[] = [];
  for (const sender of [self, random.below(nodes)]) {
    for (let to = 0; to < nodes; to++) {
      for (const type of kinds) {
        const payload = random.below(2) === 0 ? "x" : "y";
        if (to !== self && random.below(4) > 0) {
          lies.push([to, { type, sender, sequence: 1, payload }]);
        }
      }
    }
  }
  return menu(["broadcast", ...kinds], () => lies);
}

interface Trouble {
  readonly words: string;
  readonly nodes: number;
  readonly traitors: (nodes: number) => number;
}

function stormOf(
  { words, nodes, traitors }: Trouble,
): Storm<State | Traitor, Message, never, never, Change> {
  return {
    words,
    nodes,
    mostNodes: 30,
    run({ nodes, random, change }) {
      const protocol = protocolWith(change);
      const liars: Record<NodeId, Treason<Message>> = {};
      for (let left = traitors(nodes); left > 0; left--) {
        const self = random.below(nodes);
        const listeners = Array.from({ length: nodes }, (_, node) => node)
          .filter((node) => node !== self);
        const script = drawnScript((n) => random.below(n), { listeners, types: kinds });
        liars[self] = random.below(2) === 0
          ? gossip(random, self, nodes)
          : puppet(protocol, script);
      }
      return {
        scenario: {
          protocol: withTraitors(protocol, liars),
          nodes,
          network: { latency: uniform(1, 40), duplication: 0.1 },
          clients: speeches(random, nodes),
        },
        drive(world) {
          world.run(TROUBLE_MS);
          world.requireProgress(
            PATIENCE_MS,
            "what one loyal node delivers, all deliver, and all that loyal nodes say",
            ({ states }) => isFinished(states),
            ({ states }) => lacking(states.map(loyal)) ?? "what a loyal node has said is lacking",
          );
        },
      };
    },
  };
}

function isFinished(states: readonly (Readonly<State | Traitor> | undefined)[]): boolean {
  const all = states.map(loyal);
  return lacking(all) === undefined && all.every((s, node) =>
    s === undefined ||
    s.log.filter(({ sender }) => sender === node).length === s.said.length && s.clients.size === 0
  );
}

function loyal(state: Readonly<State | Traitor> | undefined): Readonly<State> | undefined {
  return isLoyal<State>(state) ? state : undefined;
}

/** The storms. */
export const storms = {
  calm: stormOf({
    words: "nobody lies; messages overtake each other",
    nodes: 4,
    traitors: () => 0,
  }),
  "a liar": stormOf({ words: "one of four lies", nodes: 4, traitors: faults }),
  liars: stormOf({ words: "up to two of seven lie", nodes: 7, traitors: faults }),
};
