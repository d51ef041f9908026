/**
 * A session of the playground: a cluster, and what a reader does to it and when. It is all that a run
 * depends on, so whoever is given the session sees the same run.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Mistake } from "./mistakes.ts";

/** How a cluster and its network are set. Times are in ms. */
export interface Settings {
  /** A node that hears nothing for a time drawn from here stands for election. */
  readonly electionMs: readonly [least: number, most: number];
  /** How often a leader says that it is there. */
  readonly heartbeatMs: number;
  /** Whether nodes ask whether they would win before they stand. */
  readonly preVote: boolean;
  /** Whether a leader steps down that no majority has answered for an election timeout. */
  readonly checkQuorum: boolean;
  /** How long a message takes: anything between the two. */
  readonly latencyMs: readonly [least: number, most: number];
  /** How many messages of a hundred are lost. */
  readonly lossPercent: number;
  /** The rule of Raft that is broken; null when none is. */
  readonly mistake: Mistake | null;
}

/** What a reader does. */
export type Act =
  /** The process of a node ends; what it had saved stays. */
  | { readonly kind: "crash"; readonly node: NodeId }
  /** A node that is down starts from what it had saved. */
  | { readonly kind: "restart"; readonly node: NodeId }
  /** No message passes between a node and the others. */
  | { readonly kind: "cut"; readonly node: NodeId }
  /** Ends that. */
  | { readonly kind: "join"; readonly node: NodeId }
  /** No message passes from one node to another, nor back unless `oneWay`. */
  | {
    readonly kind: "cut link";
    readonly from: NodeId;
    readonly to: NodeId;
    readonly oneWay: boolean;
  }
  /** Messages pass again between two nodes, both ways. */
  | { readonly kind: "mend link"; readonly from: NodeId; readonly to: NodeId }
  /** The client beside a node asks it to put a value; it waits until what it asked before has ended. */
  | { readonly kind: "put"; readonly node: NodeId; readonly key: string; readonly value: string }
  /** The client beside a node asks it for a value, through the log. */
  | { readonly kind: "get"; readonly node: NodeId; readonly key: string }
  /** The leader, if this node knows it, is asked to let this node lead instead. */
  | { readonly kind: "transfer"; readonly node: NodeId }
  /** From now on the cluster is set like this. */
  | { readonly kind: "set"; readonly settings: Settings };

/** An act and its time. */
export interface TimedAct {
  /** In whole ms of virtual time. */
  readonly at: number;
  /** What is done. */
  readonly act: Act;
}

/** A cluster and what is done to it. */
export interface Session {
  /** Which form of a session this is; a run of one version may differ from that of another. */
  readonly version: 1;
  /** Decides all chances. */
  readonly seed: number;
  /** How many nodes there are. */
  readonly nodes: number;
  /** How the cluster is set at first. */
  readonly settings: Settings;
  /** What is done, in the order of time. */
  readonly acts: readonly TimedAct[];
}

/** The most nodes that a session has. */
export const MOST_NODES = 7;
/** The most acts of a session. */
export const MOST_ACTS = 400;
/** How long a session lasts at most, in ms of virtual time. */
export const LONGEST_MS = 120_000;
/** How long a client waits for an answer, in ms. */
export const PATIENCE_MS = 1000;

/** Settings under which a reader can follow what happens. */
export const usualSettings: Settings = {
  electionMs: [150, 300],
  heartbeatMs: 50,
  preVote: true,
  checkQuorum: true,
  latencyMs: [10, 20],
  lossPercent: 0,
  mistake: null,
};

/** A session in which nothing has been done yet. */
export function newSession(seed: number, nodes = 5, settings: Settings = usualSettings): Session {
  return { version: 1, seed, nodes, settings, acts: [] };
}
