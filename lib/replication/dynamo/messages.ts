/** What nodes say to each other, what they wait for, and what they save. @module */

import type { TreeNode } from "../../membership/anti_entropy/merkle/tree.ts";
import type { Hash } from "../../membership/anti_entropy/merkle/hash.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Copies } from "./pages.ts";
import type { Context, Dot } from "./versions/context.ts";
import type { Copy, Value } from "./versions/copy.ts";

/** Names a request. No node uses the same twice, though it crashes or loses its disk. */
export interface Ticket {
  /** The life of the node that asks: no other node and no other life has the same. */
  readonly life: string;
  /** Counts its requests. */
  readonly count: number;
}

/** A node of the sender's hash tree. */
export interface Hashed extends TreeNode {
  /** Its hash. */
  readonly hash: Hash;
}

/** What a client asks. Whoever gets it coordinates it, or hands it on. */
export type Request =
  /** A client → any node: which values does this key have? The answer is a `Got`, or a `Failed`. */
  | { readonly type: "get"; readonly key: string }
  /**
   * A client → any node: a value in the place of those that I have seen; null deletes them. The answer is a `Put`, or
   * a `Failed` if nobody wrote it; there is none when too few copies were made, as then nobody knows whether some are there.
   */
  | {
    readonly type: "put";
    readonly key: string;
    readonly value: Value | null;
    readonly context: Context;
  }
  /** A client → any node: get, and put this in the place of what you got. The answer is a `Put`, or a `Failed`. */
  | { readonly type: "change"; readonly key: string; readonly value: Value | null };

/** What a client is told of a key. */
export interface Got {
  /** The values, none of which was written by somebody who had seen another of them. */
  readonly values: readonly Value[];
  /** What is to be handed back with the next put. */
  readonly context: Context;
}

/** What a client is told of a put. */
export interface Put {
  /** The name of the write. */
  readonly dot: Dot;
  /** For a change, the values that it has replaced; otherwise null. */
  readonly read: readonly Value[] | null;
}

/** What a client is told of a request that had no effect. */
export interface Failed {
  /** Why. */
  readonly failed: string;
}

/** Messages. */
export type Message =
  | Request
  /** An operator → any node: compare your copies with this node now. The answer is "begun", at once. */
  | { readonly type: "sync"; readonly partner: NodeId }
  /** An operator → any node: hand on what you keep for others now. The answer is "begun", at once. */
  | { readonly type: "handOn" }
  /** An operator → a node: take no more hints, and answer "left" when you have handed on all that you keep for others. */
  | { readonly type: "leave" }
  /** An operator → all nodes: this node is gone for good, and the next on each list takes its place. The answer is "noted". */
  | { readonly type: "gone"; readonly node: NodeId }
  /** A node that keeps no copy of the key → one that does: coordinate this put. */
  | {
    readonly type: "forward";
    readonly key: string;
    readonly value: Value | null;
    readonly context: Context;
    readonly client: NodeId;
    readonly read: readonly Value[] | null;
  }
  /** Coordinator of a put → each replica: keep this; or a stand-in: keep it for `home`. */
  | {
    readonly type: "store";
    readonly ticket: Ticket;
    readonly key: string;
    readonly copy: Copy;
    readonly home: NodeId | null;
  }
  /** Replica or stand-in → coordinator: I have it, durably. */
  | { readonly type: "stored"; readonly ticket: Ticket }
  /** Coordinator of a get → each replica: what do you know of this key? */
  | { readonly type: "read"; readonly ticket: Ticket; readonly key: string }
  /** Replica → coordinator: this. */
  | { readonly type: "found"; readonly ticket: Ticket; readonly copy: Copy }
  /** Coordinator of a get → a replica that knew less than others (read repair). */
  | { readonly type: "mend"; readonly key: string; readonly copy: Copy }
  /** Stand-in → the home: this came while you were not there. */
  | { readonly type: "handoff"; readonly key: string; readonly copy: Copy }
  /** Home → stand-in: I have seen that much of it, durably. */
  | { readonly type: "taken"; readonly key: string; readonly seen: Context }
  /** Any node → one that it thinks is down, or to which it would hand a put: are you there? */
  | { readonly type: "ping" }
  /** The answer. */
  | { readonly type: "pong" }
  /** Replica → replica: these nodes of the tree of what we both keep have these hashes. */
  | { readonly type: "compare"; readonly nodes: readonly Hashed[] }
  /**
   * Replica → replica: my copies in a leaf that differs, from the first key after `after` up to `upTo` (null: from its first,
   * up to its last), and whether yours are wanted; or the same, back: what you lack of those, up to `upTo`.
   */
  | {
    readonly type: "exchange";
    readonly leaf: number;
    readonly after: string | null;
    readonly upTo: string | null;
    readonly copies: Copies;
    readonly wants: boolean;
  }
  /** First replica of a deleted key → every node: is there anything older than this with you, or on its way from you? */
  | {
    readonly type: "mayPurge";
    readonly key: string;
    readonly seen: Context;
    readonly round: number;
  }
  /** Any node → first replica: there is not. */
  | {
    readonly type: "purgeable";
    readonly key: string;
    readonly seen: Context;
    readonly round: number;
  }
  /** First replica → every node: the tombstone may be forgotten. */
  | { readonly type: "purge"; readonly key: string; readonly seen: Context };

/** Timers. */
export type Timer =
  /** Answers to the request of this number are missing. */
  | { readonly type: "patience"; readonly key: number }
  /** It is time to hand on what is kept for others, and to see who is back. */
  | { readonly type: "handoff" }
  /** It is time to compare copies with another replica. */
  | { readonly type: "repair" }
  /** It is time to look for tombstones that may be forgotten. */
  | { readonly type: "sweep" };

/** What is saved. */
export type Saved =
  /** Who the node is: saved at each start, and when it takes another name. */
  | {
    readonly type: "life";
    /** Drawn when the node was born, or born again without its disk. */
    readonly birth: number;
    /** Its clock then, in ms. */
    readonly bornAt: number;
    /** How often it has started since. */
    readonly starts: number;
    /** How often it has taken another name since. */
    readonly epoch: number;
    /** How many writes it has made. */
    readonly count: number;
    /** Nodes that are gone for good. */
    readonly gone: readonly NodeId[];
  }
  /** A copy: its own, or one that is kept for `home`. Without a copy it has been given up. */
  | {
    readonly type: "copy";
    readonly key: string;
    readonly home: NodeId | null;
    readonly copy: Copy | null;
    /** How many writes the node has made by then. */
    readonly count: number;
  };
