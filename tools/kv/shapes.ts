/** What clients say to a node of the store; the same whatever replicates its log. @module */

import { between, message, only, orNull, type Schema, text } from "hb/codec/schema.ts";
import type { ReadMessage } from "hb/reads/messages.ts";
import { anyReadParts, readRequests } from "hb/reads/schema.ts";
import type { ClientRequest } from "hb/replicated/requests.ts";
import { clientRequests } from "hb/replicated/schema.ts";
import { type Command, longest, mostEntries, type Operation } from "./operation.ts";

/** A key. */
export const key: Schema<string> = text(longest.key);

/** A value. */
export const value: Schema<string> = text(longest.value);

const get = { key: [1, key] } as const;

/** What clients ask of the store. */
export const operation: Schema<Command> = message({
  get: [1, get],
  put: [2, { key: [1, key], value: [2, value] }],
  del: [3, { key: [1, key] }],
  cas: [4, { key: [1, key], expected: [2, orNull(value)], value: [3, value] }],
  range: [5, { key: [1, key], to: [2, orNull(key)], limit: [3, between(1, mostEntries)] }],
});

/** What can be asked beside the log. */
export const reading: Schema<Extract<Operation, { type: "get" }>> = message({ get: [1, get] });

/** What a client asks of a node. */
export type Request = ClientRequest | Extract<ReadMessage, { type: "read" }>;

const parts = { ...anyReadParts, command: only<unknown>(operation), read: only<unknown>(reading) };

/** The same: some of the messages that each of the protocols has, under the same numbers. */
export const request: Schema<Request> = message({
  ...clientRequests(parts),
  read: readRequests(parts).read,
});
