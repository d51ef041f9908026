/** Part 1. Whether one event happened before another. @module */

import { type Execution, todo } from "./events.ts";

/**
 * Whether the event at place `a` of the execution happened before the one at place `b` (Lamport 1978):
 * along a node's own line, along a message, or along any chain of these. No event happens before itself.
 * Several deliveries may be of one message, at one node or at several: a network may duplicate. The number
 * of a message names it, and says nothing else.
 */
export const before = (_execution: Execution, _a: number, _b: number): boolean =>
  todo("part 1, happened before");
