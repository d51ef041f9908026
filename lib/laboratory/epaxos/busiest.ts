/** How many messages the busiest server handles for each command, and what arithmetic says of it. @module */

import { fastQuorum, slowQuorum, usualSizes } from "../../consensus/epaxos/quorums.ts";
import { underLoad } from "./load.ts";

/** Who decides, and among how many. */
export interface Sharing {
  /** How many servers there are; 3 or more. */
  readonly nodes: number;
  /** How they decide: by EPaxos, which may ask as few as it needs, or by Multi-Paxos. */
  readonly by: "epaxos" | "thrifty epaxos" | "multipaxos";
  /** The share of commands that write the one key that is hot, 0 to 1; default 0. */
  readonly conflict?: number;
}

/** Messages that a server sends to others and gets from them, for each command of the whole cluster. */
export interface Handled {
  /** The server that has most. */
  readonly busiest: number;
  /** All of them, on average. */
  readonly mean: number;
}

/** All sites are as far from each other, in ms for a round trip. */
const APART_MS = 20;

/** Counts them while commands come to all servers alike. */
export function handledPerCommand({ nodes, by, conflict = 0 }: Sharing): Handled {
  const rtt = Array.from(
    { length: Math.max(0, nodes) },
    (_, i) => Array.from({ length: nodes }, (_, j) => (i === j ? 0 : APART_MS)),
  );
  const { done, handled } = underLoad({
    rtt,
    by: by === "multipaxos" ? 0 : "epaxos",
    conflict,
    perSecond: 100 / nodes,
    forMs: 3000,
    options: { thrifty: by === "thrifty epaxos" },
  });
  return {
    busiest: Math.max(...handled) / done.length,
    mean: handled.reduce((sum, count) => sum + count, 0) / nodes / done.length,
  };
}

/**
 * The same by arithmetic, where nothing interferes. A leader sends each command to all others and hears from each; a
 * share of (n − 1) / n reaches it from another server's client without passing a server. What is decided goes with the
 * next command. In EPaxos whoever coordinates a command asks n − 1 (or as many as it needs), hears from each, and tells
 * n − 1; each of these messages has two ends, and all servers coordinate alike.
 */
export function leastHandled({ nodes, by }: Omit<Sharing, "conflict">): number {
  if (by === "multipaxos") return 2 * (nodes - 1);
  const sizes = usualSizes(nodes);
  const asked = by === "epaxos" ? nodes - 1 : Math.max(fastQuorum(sizes), slowQuorum(sizes)) - 1;
  return 2 * (2 * asked + (nodes - 1)) / nodes;
}
