/**
 * SWIM under Plumtree, as it is hosted: SWIM finds out who is there, and what is told spreads over a tree among those
 * that it holds alive. Node 0 begins alone; the others join through it when they are born.
 *
 * @module
 */

import { usualWith } from "../../model/kinds.ts";
import { message, type Schema, text } from "../../codec/schema.ts";
import type { Protocol } from "../../model/protocol.ts";
import type { Message as Told } from "../plumtree/messages.ts";
import type { Timer as TreeTimer } from "../plumtree/messages.ts";
import { onRing, type Overlay } from "../plumtree/overlay.ts";
import { type Journalled, plumtree, type State as Node } from "../plumtree/plumtree.ts";
import { messages as told } from "../plumtree/schema.ts";
import type { Deliver } from "../plumtree/spreading.ts";
import type { Message as Probe, Saved, Timer as SwimTimer } from "../swim/messages.ts";
import { messages as probes } from "../swim/schema.ts";
import { lifeguard, type Settings } from "../swim/settings.ts";
import { type State as Members, viewOf } from "../swim/state.ts";
import { swim } from "../swim/swim.ts";

/** What nodes say. */
export type Message = Probe | Told;

/** What a node knows: who is there, and the tree. */
export type State = Node<Members>;

/** What every node runs. */
export type Swarm = Protocol<State, Message, SwimTimer | TreeTimer, Journalled<Saved>>;

/** How many neighbours each node has in the tree's overlay; fewer where there are not so many. */
export const DEGREE = 6;

/** The longest text that may be told, in characters. */
export const LONGEST = 1000;

/** SWIM with Lifeguard, under Plumtree; `deliver` takes each text once. */
export function swarm(settings: Partial<Settings> = {}, deliver?: Deliver): Swarm {
  const below = swim({ ...usualWith("run a swarm", lifeguard, settings), members: 1 });
  const joining: typeof below = {
    ...below,
    start(io, journal) {
      const s = below.start(io, journal);
      if (io.self === 0 || journal.length > 0) return s;
      below.upon.join(s, { type: "join", contacts: [0], from: io.self }, io);
      return s;
    },
  };
  const overlay: Overlay<Members, Probe, SwimTimer, Saved> = {
    protocol: joining,
    neighbours: (s) => onRing([...viewOf(s).keys()], s.self, DEGREE),
  };
  // Connections break, and with them what was under way: now and then a neighbour is told what there is.
  return plumtree(overlay, { remindMs: 1000 }, {}, deliver);
}

/** The shape of all messages, where there are so many nodes. */
export function shapes(nodes: number): Schema<Message> {
  // What is told is a text here, and whatever one likes in the protocol.
  return message<Message>({
    ...probes(nodes),
    ...told(nodes, text(LONGEST) as Schema<unknown>, 9),
  });
}
