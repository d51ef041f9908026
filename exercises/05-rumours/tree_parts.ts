/**
 * What parts 7 and 8 are about: broadcast over a tree, and over links that are kept in reserve. There
 * is nothing to fill in here.
 *
 * @module
 */

import type { Any, NodeId } from "./given.ts";

export type { Io, Protocol, Tagged } from "hb/model/protocol.ts";

/** What neighbours say to each other. */
export type TreeMessage =
  /** Who has just got it → its neighbours over eager links; or whoever was grafted → who grafted it. */
  | { readonly type: "gossip"; readonly id: string; readonly payload: string }
  /** Who has these → its neighbours over lazy links: ask, if they do not come. */
  | { readonly type: "ihave"; readonly ids: readonly string[] }
  /** Who lacks this → who has said that it has it: send it, and from now on push to me. */
  | { readonly type: "graft"; readonly id: string }
  /** Who has had what came → who sent it: from now on only tell me what there is. */
  | { readonly type: "prune" };

/** What a node of a tree may do. */
export interface TreeIo {
  send(to: NodeId, message: TreeMessage): void;
  deliver(id: string, payload: string): void;
  /** `overdue` is called for this id after so many ms; a timer of it that is pending is replaced. */
  wait(id: string, ms: number): void;
  /** It is not, if a timer of it is pending. */
  cancel(id: string): void;
}

/** What is chosen for trees. */
export interface TreeRules {
  /** How long a node waits for what it has heard of, in ms. */
  readonly timeoutMs: number;
  /** How long it waits for an answer before it asks another one, in ms. */
  readonly retryMs: number;
  /** So many payloads are kept, the latest that came. */
  readonly most: number;
}

/** Part 7. Plumtree's dissemination. Its `s` is yours to choose. */
export interface Tree<S = Any> {
  start(rules: TreeRules): S;
  /** A node becomes a neighbour. */
  up(s: S, peer: NodeId, io: TreeIo): void;
  /** A neighbour is none any more. */
  down(s: S, peer: NodeId, io: TreeIo): void;
  /** The application here broadcasts something, under an id that is new; any text may be either. */
  begin(s: S, id: string, payload: string, io: TreeIo): void;
  upon(s: S, from: NodeId, message: TreeMessage, io: TreeIo): void;
  /** The timer of this id has gone off. */
  overdue(s: S, id: string, io: TreeIo): void;
}

/** What else comes to a node, in part 8. */
export type ToldMessage =
  /** A client → any node: tell everybody. It is answered with the id, a text of yours. */
  | { readonly type: "broadcast"; readonly payload: string }
  /** Its membership → a node: this is a neighbour from now on. */
  | { readonly type: "neighbourUp"; readonly node: NodeId }
  /** Its membership → a node: this is none any more. */
  | { readonly type: "neighbourDown"; readonly node: NodeId };

/** What was delivered at a node. */
export interface Delivered {
  readonly id: string;
  readonly payload: string;
}

/**
 * A broadcast that runs. `upon` has a handler for each message of `ToldMessage` and `TreeMessage`,
 * `after` one for each timer of yours.
 */
export interface RunningBroadcast {
  start(io: Any, journal: readonly Any[]): Any;
  readonly upon: Readonly<Record<string, (s: Any, message: Any, io: Any) => void>>;
  readonly after: Readonly<Record<string, (s: Any, timer: Any, io: Any) => void>>;
  /** What a node in this state has delivered since it started, in this order. */
  delivered(s: Any): readonly Delivered[];
}

/** Part 8. A broadcast. */
export interface Broadcast {
  protocol(rules: TreeRules): RunningBroadcast;
}
