/** Shapes of data from the network that all protocols of the store share. @module */

import {
  boolean,
  integer,
  list,
  map,
  message,
  type MessageSchemas,
  oneOf,
  record,
  type Schema,
  text,
  union,
} from "hb/codec/schema.ts";
import type { ReadMessage } from "hb/reads/messages.ts";
import type { ClientRequest } from "hb/replicated/requests.ts";
import { longest, type Operation } from "../kv/operation.ts";

/** How large a snapshot may be on its way, in bytes: more than any store in memory has. */
export const MOST_BYTES: number = 2 ** 30;

const key = text(longest.key);
const value = text(longest.value);

/** What clients ask of the store. */
export const operation: Schema = message<Operation>({
  get: { key },
  put: { key, value },
  del: { key },
  cas: { key, expected: orNull(value), value },
});

/** A key, or a text that lies between keys. */
export const keyText: Schema = key;

/** The client's stamp of a command. */
export const stamp: Schema = orNull(
  record({ session: integer, sequence: integer, lowest: integer }),
);

/** What clients were answered. */
export const sessions: Schema = map(
  integer,
  record({ lowest: integer, answers: map(integer, answer), usedAt: integer }),
);

/** The store in a snapshot. */
export const machine: Schema = record({ bytes: integer, pages: list(map(key, value)) });

/** Clients may only use the store; who belongs to the cluster is not theirs to decide. */
export const requests: MessageSchemas<ClientRequest> = {
  request: { command: operation, stamp },
  register: {},
};

/** What is said about reads, on `nodes` nodes. */
export function reads(nodes: number): MessageSchemas<ReadMessage> {
  const command = message<Extract<Operation, { type: "get" }>>({ get: { key } });
  return {
    read: { command },
    forwardRead: { command, address: clientOf(nodes) },
    askIndex: { id: integer },
    index: { id: integer, index: integer },
    peek: { id: integer },
    peeked: { id: integer, last: integer },
  };
}

/** One of so many nodes. */
export function nodeOf(nodes: number): Schema {
  return (data) => integer(data) && (data as number) < nodes;
}

/** The return address of a client's request. */
export function clientOf(nodes: number): Schema {
  return (data) => integer(data) && (data as number) >= nodes;
}

/** A number that is not too large. */
export function upTo(most: number): Schema {
  return (data) => integer(data) && (data as number) <= most;
}

/** Nothing, or that. */
export function orNull(schema: Schema): Schema {
  return union(oneOf(null), schema);
}

/** Bytes. */
export function bytes(data: unknown): boolean {
  return data instanceof Uint8Array;
}

/** Nothing fits. */
export function never(): boolean {
  return false;
}

/** What the store answers, or the protocol itself. */
function answer(data: unknown): boolean {
  return data === null || boolean(data) || value(data);
}
