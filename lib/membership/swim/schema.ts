/**
 * The shape of SWIM's messages. What has it can be handled, and everything else is turned away before it reaches a
 * handler.
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
  const packet = { incarnation: [1, integer], news: [2, list(news)] } as const;
  const relay: Schema<Relay> = record({ node: [1, node], sequence: [2, integer] });
  return {
    ping: [1, { ...packet, sequence: [3, integer], relay: [4, orNull(relay)] }],
    ack: [2, { ...packet, sequence: [3, integer], relay: [4, orNull(relay)] }],
    "ping-req": [3, { ...packet, sequence: [3, integer], target: [4, node] }],
    nack: [4, { ...packet, sequence: [3, integer] }],
    sync: [5, packet],
    state: [6, packet],
    join: [7, { contacts: [1, list(node)] }],
    leave: [8, {}],
  };
}
