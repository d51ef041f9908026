/**
 * How pending timers are told apart: by their type and, where they carry one, by their key. A node that
 * suspects three members waits for three timers of one type.
 *
 * @module
 */

import { compare } from "./compare.ts";
import { encode } from "./encode.ts";
import type { Key, Tagged } from "./protocol.ts";

/**
 * The key of a timer; nothing when it carries none. Throws on a `key` that is no string or number.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { keyOf } from "hb/model/timer_key.ts";
 *
 * assertEquals(keyOf({ type: "suspicion", key: 3 } as { type: string }), 3);
 * assertEquals(keyOf({ type: "heartbeat" }), undefined);
 * ```
 */
export function keyOf(timer: Tagged): Key | undefined {
  const { key } = timer as { readonly key?: unknown };
  if (key === undefined || typeof key === "number" || typeof key === "string") return key;
  throw new TypeError(
    `Cannot wait for timer "${timer.type}" because its key must be a string or a number: ` +
      `given ${encode(key)}`,
  );
}

/** One text for a type and a key: of the pending timers of a node, no two have the same. */
export function timerId(type: string, key?: Key): string {
  // Types are names, so none of them contains this character. 0 and −0 are one key, as in a Map.
  return key === undefined ? type : `${type}\0${encode(key === 0 ? 0 : key)}`;
}

/** The text of a timer that tells it from the others that a node waits for. */
export function idOf(timer: Tagged): string {
  return timerId(timer.type, keyOf(timer));
}

/** Orders timers by type, then by key; of one type, the one without a key comes first. */
export function compareTimers(a: Tagged, b: Tagged): number {
  if (a.type !== b.type) return a.type < b.type ? -1 : 1;
  const left = keyOf(a), right = keyOf(b);
  if (left === undefined || right === undefined) {
    return Number(left !== undefined) - Number(right !== undefined);
  }
  return compare(left, right);
}
