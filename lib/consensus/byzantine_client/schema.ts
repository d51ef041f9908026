/** The shape of what clients, their proxies and replicas tell each other, as it comes from a network. @module */

import {
  anything,
  boolean,
  integer,
  oneOf,
  record,
  type Schema,
  text,
  type Variants,
} from "../../codec/schema.ts";
import type { NodeId } from "../../model/protocol.ts";
import { saidOf } from "./said_schema.ts";
import type { ClientMessage, Request } from "./messages.ts";

/** What differs from service to service. */
export interface Parts {
  /** A node that there is. */
  readonly node: Schema<NodeId>;
  /** What clients may ask of the state machine. */
  readonly command: Schema<unknown>;
  /** What they are answered. */
  readonly result: Schema<unknown>;
}

/** Whatever it is. */
export const anyParts: Parts = { node: integer, command: anything, result: anything };

/** What a client's proxy says that it wants. */
export function requestOf({ command }: Parts): Schema<Request> {
  return record({
    kind: [1, oneOf("request")],
    cluster: [2, text(100)],
    timestamp: [3, integer],
    command: [4, command],
    readOnly: [5, boolean],
  });
}

/** The messages, numbered from 1 to 3. */
export function clientMessages(parts: Parts): Variants<ClientMessage> {
  return {
    ask: [1, { command: [1, parts.command] }],
    request: [2, { request: [1, saidOf(requestOf(parts), parts.node)] }],
    reply: [3, { view: [1, integer], timestamp: [2, integer], result: [3, parts.result] }],
  };
}
