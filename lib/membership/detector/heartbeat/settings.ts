/** What may be chosen about heartbeats without making them wrong. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Estimator } from "../estimators/estimator.ts";
import { phi } from "../estimators/phi.ts";

/** The settings. Times are in ms. */
export interface Settings {
  /** η: how long a node waits between two heartbeats. */
  readonly periodMs: number;
  /** By how many nodes each is watched: those that follow it in the ring of all nodes; `Infinity`: by all others. */
  readonly watchers: number;
  /** When a silent node is suspected. */
  readonly estimator: Estimator;
}

/** Everybody watches everybody by φ ≥ 8, ten times a second. */
export const settings: Settings = {
  periodMs: 100,
  watchers: Infinity,
  estimator: phi({ threshold: 8, guessMs: 100 }),
};

/** Who watches a node, the next in the ring first. */
export function watchersOf(node: NodeId, nodes: number, watchers: number): NodeId[] {
  const count = Math.min(watchers, nodes - 1);
  return Array.from({ length: count }, (_, i) => (node + 1 + i) % nodes);
}

/** Whom a node watches, the one before it in the ring first. */
export function watchedBy(node: NodeId, nodes: number, watchers: number): NodeId[] {
  const count = Math.min(watchers, nodes - 1);
  return Array.from({ length: count }, (_, i) => (node - 1 - i + nodes) % nodes);
}
