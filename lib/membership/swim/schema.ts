/**
 * The shape of SWIM's messages. What has it can be handled, and everything else is turned away before it reaches a
 * handler.
 *
 * That is all that is asked of them. SWIM trusts its members: who may send what has this shape can say of anybody that it
 * is dead, again and again, and of himself what he likes. What he cannot do is make a handler fail, or a state grow
 * beyond one entry for each node; and nobody whom he accuses is out of the group for ever.
 *
 * @module
 */

import {
  between,
  integer,
  list,
  oneOf,
  orNull,
  record,
  type Schema,
  type Variants,
} from "../../codec/schema.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Message, Relay } from "./messages.ts";
import type { News } from "./standing.ts";

/** Every message, where there are so many nodes. */
export function messages(nodes: number): Variants<Message> {
  const node: Schema<NodeId> = between(0, nodes - 1);
  const news: Schema<News> = record({
    status: [1, oneOf("alive", "suspect", "dead", "left")],
    incarnation: [2, integer],
    by: [3, node],
    member: [4, node],
  });
  // One piece of news of each node is all that there is to tell.
  const packet = { incarnation: [1, integer], news: [2, list(news, { most: nodes })] } as const;
  const relay: Schema<Relay> = record({ node: [1, node], sequence: [2, integer] });
  return {
    ping: [1, { ...packet, sequence: [3, integer], relay: [4, orNull(relay)] }],
    ack: [2, { ...packet, sequence: [3, integer], relay: [4, orNull(relay)] }],
    "ping-req": [3, { ...packet, sequence: [3, integer], target: [4, node] }],
    nack: [4, { ...packet, sequence: [3, integer] }],
    sync: [5, packet],
    state: [6, packet],
    join: [7, { contacts: [1, list(node, { most: nodes })] }],
    leave: [8, {}],
  };
}
