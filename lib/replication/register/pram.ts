/**
 * Pipelined RAM (Lipton and Sandberg 1988): everyone sees the writes of one node in the order in which
 * they were made, as if they came through a pipe, and nothing is said of writes of different nodes.
 *
 * @module
 */

import { lazy } from "./lazy.ts";

/** The writes of each node in order; each node's last arrival wins. */
export const pram: ReturnType<typeof lazy> = lazy({ order: "fifo", conflict: "last to arrive" });
