/** What clients ask in stories and in searches: one key, x, is written and read. @module */

import type { Tagged } from "hb/model/protocol.ts";
import { bare } from "hb/replicated/requests.ts";

/** What is asked. */
export type Input =
  | { readonly type: "get"; readonly key: string }
  | { readonly type: "put"; readonly key: string; readonly value: string };

/** Reads x. */
export const getX: Input = { type: "get", key: "x" };
/** Writes x. */
export const putX = (value: string): Input => ({ type: "put", key: "x", value });

/** The message that asks it. */
export function requestOf(input: Input): Tagged {
  return input.type === "get"
    ? { type: "read", command: input } as Tagged
    : bare(input) as unknown as Tagged;
}

/** It in words. */
export function wordsOf(input: Input): string {
  return input.type === "get" ? `read ${input.key}` : `write ${input.value} to ${input.key}`;
}
