/**
 * Messages of `kv.proto` that several calls have, and the operations that they stand for.
 *
 * @module
 */

import type { Entries, Put, RangeOperation } from "hb/replicated/store/commands.ts";
import { mostEntries } from "../kv/operation.ts";

/** What a message of `kv.proto` holds when it has come: what is not there is missing. */
export type Message<T> = { readonly [K in keyof T]?: T[K] };

/** What a range asks for. */
export type Range = Message<{ from: string; to: string | null; limit: number }>;

/** A put; a lease of the number 0 is refused as every number is that no lease has. */
export function putOf(
  { key = "", value = "", lease }: Message<{ key: string; value: string; lease: number }>,
): Put {
  return { type: "put", key, value, ...(lease === undefined ? {} : { lease }) };
}

/** A range. */
export function rangeOf({ from: key = "", to = null, limit = 0 }: Range): RangeOperation {
  return { type: "range", key, to, limit: limit === 0 ? mostEntries : limit };
}

/** What a range gives, as it is told. */
export function toldEntries({ entries, more }: Entries) {
  return {
    entries: entries.map(([key, value, lease]) => ({
      key,
      value,
      ...(lease === undefined ? {} : { lease }),
    })),
    more,
  };
}
