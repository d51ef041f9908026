/** What consistent broadcast is tried in: links repeat and delay, and a third of the nodes, not counting one, lie. @module */

import type { Storm } from "../../kit/kit.ts";
import type { NodeId } from "../../model/protocol.ts";
import { drawnScript } from "../../security/adversary/draw.ts";
import { isLoyal } from "../../security/adversary/loyal.ts";
import { puppet } from "../../security/adversary/puppet.ts";
import { type Traitor, type Treason, withTraitors } from "../../security/adversary/traitors.ts";
import { uniform } from "../../sim/latency.ts";
import { faults } from "../byzantine_quorum.ts";
import { speeches } from "../storms/speeches.ts";
import { type Change, protocolWith } from "./bugs.ts";
import type { State } from "./consistent_broadcast.ts";
import type { Message } from "./messages.ts";

/** All that loyal nodes say is delivered within so many ms. */
const PATIENCE_MS = 3000;

function stormOf(
  { words, nodes, traitors }: {
    readonly words: string;
    readonly nodes: number;
    readonly traitors: (nodes: number) => number;
  },
): Storm<State | Traitor, Message, never, never, Change> {
  return {
    words,
    nodes,
    mostNodes: 30,
    run({ nodes, random, change }) {
      const protocol = protocolWith(change), liars: Record<NodeId, Treason<Message>> = {};
      for (let left = traitors(nodes); left > 0; left--) {
        const self = random.below(nodes);
        const listeners = Array.from({ length: nodes }, (_, node) => node)
          .filter((node) => node !== self);
        const types = ["initial", "witness", "final"];
        liars[self] = puppet(protocol, drawnScript((n) => random.below(n), { listeners, types }));
      }
      return {
        scenario: {
          protocol: withTraitors(protocol, liars),
          nodes,
          network: { latency: uniform(1, 40), duplication: 0.1 },
          clients: speeches(random, nodes),
        },
        drive(world) {
          world.run(1000);
          world.requireProgress(
            PATIENCE_MS,
            "what a loyal node says, all loyal nodes deliver",
            ({ states }) => isFinished(states),
          );
        },
      };
    },
  };
}

/** Whether each loyal node has delivered all that each loyal node has said. */
function isFinished(states: readonly (Readonly<State | Traitor> | undefined)[]): boolean {
  return states.every((s, sender) =>
    !isLoyal<State>(s) || s.clients.size === 0 &&
      states.every((other) =>
        !isLoyal<State>(other) ||
        other.log.filter((each) => each.sender === sender).length === s.said.length
      )
  );
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
