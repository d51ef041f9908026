/**
 * Which lost server to try to reach next, when there may be many: one attempt at a time, each at
 * the next one behind the last, round and round. A walk that begins again at the same server may
 * never come to the one that is back (grpc-go 7363).
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { type Rules, rules as usual } from "./rules.ts";

/** Attempts to reach servers that are lost. */
export interface Recovery {
  /** A server was lost, or an attempt to reach it failed. */
  failed(server: NodeId): void;
  /** A server was reached. */
  reached(server: NodeId): void;
  /** A server is no more. */
  removed(server: NodeId): void;
  /** Begins an attempt; undefined when there is one already, or when nobody is lost. */
  next(): NodeId | undefined;
}

/** No server is lost yet. */
export function recovery(change: Partial<Rules> = {}): Recovery {
  const { attemptsGoOn } = { ...usual, ...change };
  const lost = new Set<NodeId>();
  let last = -Infinity, trying: NodeId | undefined;
  const over = (server: NodeId) => {
    if (trying === server) trying = undefined;
  };
  return {
    failed(server) {
      lost.add(server);
      over(server);
    },
    reached(server) {
      lost.delete(server);
      over(server);
    },
    removed(server) {
      lost.delete(server);
      over(server);
    },
    next() {
      if (trying !== undefined || lost.size === 0) return undefined;
      const order = [...lost].sort((a, b) => a - b);
      const behind = attemptsGoOn ? last : -Infinity;
      trying = last = order.find((server) => server > behind) ?? order[0]!;
      return trying;
    },
  };
}
