/**
 * The shape of Plumtree's messages. What has it can be handled, and everything else is turned away before it reaches
 * a handler.
 *
 * @module
 */

import {
  between,
  finite,
  integer,
  list,
  orNull,
  record,
  type Schema,
  type Variants,
} from "../../codec/schema.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Id, Message } from "./messages.ts";

/** Every message, where there are so many nodes, that broadcast this; their numbers begin at `from`. */
export function messages(
  nodes: number,
  payload: Schema<unknown>,
  from = 1,
): Variants<Message> {
  const node: Schema<NodeId> = between(0, nodes - 1);
  const id: Schema<Id> = record({ time: [1, integer], node: [2, node] });
  const announcement = { id: [1, id], round: [2, integer] } as const;
  return {
    broadcast: [from, { payload: [1, payload] }],
    gossip: [from + 1, { ...announcement, payload: [3, payload], ageMs: [4, finite] }],
    ihave: [from + 2, { has: [1, list(record(announcement))] }],
    graft: [from + 3, { id: [1, orNull(id)] }],
    prune: [from + 4, {}],
  };
}
