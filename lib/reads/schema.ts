/** The shape of messages about reads, as they come from a network. @module */

import {
  anything,
  finite,
  integer,
  list,
  orNull,
  record,
  type Schema,
  text,
  type Variants,
} from "../codec/schema.ts";
import { anyParts, type Parts } from "../replicated/schema.ts";
import type { KeyRange } from "./keys.ts";
import type { Heard } from "./leases/leases.ts";
import type { ReadMessage } from "./messages.ts";

/** What differs from host to host. */
export interface ReadParts extends Parts {
  /** What clients may read. */
  readonly read: Schema<unknown>;
  /** A key, or a text that lies between keys. */
  readonly key: Schema<string>;
}

/** Whatever it is. */
export const anyReadParts: ReadParts = { ...anyParts, read: anything, key: text() };

/** A client's read, and one that is handed on. */
export function readRequests(
  { read, client }: ReadParts,
): Variants<Extract<ReadMessage, { readonly type: "read" | "forwardRead" }>> {
  return {
    read: [30, { command: [1, read] }],
    forwardRead: [31, { command: [1, read], address: [2, client] }],
  };
}

/** Every message about reads. */
export function readMessages(parts: ReadParts): Variants<ReadMessage> {
  return {
    ...readRequests(parts),
    askIndex: [32, { id: [1, integer] }],
    index: [33, { id: [1, integer], index: [2, integer] }],
    peek: [34, {
      id: [1, integer],
      keys: [2, orNull(list(parts.key))],
      after: [3, integer],
    }],
    peeked: [35, { id: [1, integer], last: [2, integer] }],
  };
}

/** A guard that has been heard. */
export const heard: Schema<Heard> = record({ at: [1, finite], count: [2, integer] });

/** Keys, and who answers reads of them. */
export function rangesOf({ key, node }: ReadParts): Schema<readonly KeyRange[]> {
  return list(record({ from: [1, key], to: [2, orNull(key)], responders: [3, list(node)] }));
}
