/** What nodes of HyParView say to each other. @module */

import type { Io, NodeId } from "../../model/protocol.ts";

/** How badly a node needs a neighbour: "high", when it has none; who is asked then may not refuse. */
export type Priority = "high" | "low";

/** The messages. */
export type Message =
  /** A newcomer, or who has lost everybody → a contact: take me in. */
  | { readonly type: "join" }
  /** A neighbour → a neighbour: this node has joined; pass it on `ttl` times, then be its neighbour. */
  | { readonly type: "forwardJoin"; readonly node: NodeId; readonly ttl: number }
  /** Who has room, or is at the end of a newcomer's walk → a node: be my neighbour. */
  | { readonly type: "neighbour"; readonly priority: Priority }
  /** Who was asked → who asked, with what priority: I am. */
  | { readonly type: "accepted"; readonly priority: Priority }
  /** Who was asked and has no room → who asked. */
  | { readonly type: "rejected" }
  /** Who has another in its active view no more, or never had → that other. */
  | { readonly type: "disconnect" }
  /** A neighbour → a neighbour, again and again: I am here. */
  | { readonly type: "keepAlive" }
  /** A node, and those whom the walk passes → a neighbour: some nodes that `origin` knows, itself among them. */
  | {
    readonly type: "shuffle";
    readonly origin: NodeId;
    readonly nodes: readonly NodeId[];
    readonly ttl: number;
  }
  /** Where the walk ends → its origin: as many nodes in return. */
  | { readonly type: "shuffleReply"; readonly nodes: readonly NodeId[] };

/** A node's timers. */
export type Timer =
  /** It joins. */
  | { readonly type: "enter" }
  /** Neighbours that have been silent are given up, and others are told that it is here. */
  | { readonly type: "beat" }
  /** Who was asked to be a neighbour has not answered. */
  | { readonly type: "unanswered" }
  /** It exchanges nodes that it knows. */
  | { readonly type: "exchange" }
  /** It asks for another neighbour though it lacks none. */
  | { readonly type: "mix" };

/** The world as a node sees it. */
export type ViewIo = Io<Message, Timer>;
