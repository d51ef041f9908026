/** One node that gossips. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { RumourId } from "./messages.ts";

/** A rumour that a node has heard. */
export interface Known {
  /** What it says; null when only the id is remembered. */
  body: string | null;
  /** When it came, by this node's clock, in ms. */
  at: number;
  /** When it began to age, by this node's clock, in ms: now less its age when it came. */
  since: number;
  /** How many contacts it was told in. */
  told: number;
  /** Of how many contacts this node has heard that they were of no use. */
  useless: number;
}

/** A rumour that a node spreads, and how near it is to losing interest. */
export interface Hot {
  /** What counts against it so far, up to k. */
  count: number;
  /** How many contacts since the last round needed it. */
  needed: number;
  /** How many contacts since the last round did not. */
  useless: number;
}

/**
 * One node. With respect to a rumour it is susceptible when it does not know it, infective when it is hot, and
 * removed when it is known and no longer hot (Demers et al. 1987, section 1.4, in the words of epidemiology).
 * Two entries of a map for each rumour, and a number for each node of which it has forgotten one, whatever the number
 * of nodes.
 */
export interface State {
  /** What it has heard, in the order in which it did. */
  readonly known: Map<RumourId, Known>;
  /** The greatest count of all rumours of each node that it has heard and forgotten; that one, and any before it, is dead. */
  readonly forgotten: Map<NodeId, number>;
  /** What it spreads; all of these are known. */
  readonly hot: Map<RumourId, Hot>;
  /** How many calls it has taken since when, in ms, where there is a limit to them. */
  readonly calls: { since: number; taken: number };
  /** How many more nodes it calls in this round if it is refused. */
  hunts: number;
  /** How many rumours it was the first to tell. */
  sequence: number;
  /** How many rumours it has delivered. */
  delivered: number;
  /** Those that it delivered in the last step in which it did. */
  latest: readonly RumourId[];
  /** How often it was asked for what it had advertised, and had it no longer. */
  broken: number;
}
