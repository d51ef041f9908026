/**
 * A session of the playground: a cluster, and what a reader does to it and when. A run depends on nothing
 * else, so everyone who opens the session sees the same run.
 *
 * @module
 */

import type { AnyPlaygroundKit } from "../../kit/playground.ts";
import { usualValues, type Values } from "../../kit/playground/settings.ts";
import type { NodeId } from "../../model/protocol.ts";

/** How a cluster and its network are set. */
export interface Settings {
  /** What the protocol lets a reader set, by name. */
  readonly values: Values;
  /** The bug that is switched on, by its name in the protocol's kit; null when none is. */
  readonly bug: string | null;
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
  /** The client beside a node makes a request; it waits until what it asked before has ended. */
  | {
    readonly kind: "ask";
    readonly node: NodeId;
    /** Its name among the requests of the protocol. */
    readonly request: string;
    /** The words that it is made of, by field. */
    readonly words: Readonly<Record<string, string>>;
  }
  /** An operator gives a node one of the commands of the protocol, by its name. */
  | {
    readonly kind: "command";
    readonly node: NodeId;
    readonly command: string;
  }
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
  /** The name of the protocol that its nodes run. */
  readonly protocol: string;
  /** Decides all chances. */
  readonly seed: number;
  /** How many nodes there are. */
  readonly nodes: number;
  /** How the cluster is set at first. */
  readonly settings: Settings;
  /** What is done, in the order of time. */
  readonly acts: readonly TimedAct[];
}

/** The most nodes that a session has where its protocol does not say. */
const USUAL_MOST_NODES = 7;
/** The most acts of a session. */
export const MOST_ACTS = 400;
/** How long a session lasts at most, in ms of virtual time. */
export const LONGEST_MS = 120_000;
/** How long a client waits for an answer, in ms. */
export const PATIENCE_MS = 1000;

/** The most nodes that a session of a protocol has. */
export function mostNodes({ nodes }: Pick<AnyPlaygroundKit, "nodes">): number {
  return nodes.most ?? USUAL_MOST_NODES;
}

/** Settings under which a reader can follow what happens, and nothing is broken. */
export function usualSettings({ settings }: AnyPlaygroundKit): Settings {
  return { values: usualValues(settings), bug: null };
}

/** A session of a protocol in which nothing has been done yet. */
export function newSession(
  kit: AnyPlaygroundKit,
  seed: number,
  nodes: number = kit.nodes.usual,
  settings: Settings = usualSettings(kit),
): Session {
  return { protocol: kit.kit.name, seed, nodes, settings, acts: [] };
}
