/** What nodes of Plumtree say to each other. @module */

import type { Stamp } from "../../clocks/lamport.ts";
import type { Io } from "../../model/protocol.ts";

/**
 * The identity of a broadcast: its Lamport stamp. A broadcast is later than all that its node had heard of,
 * so that ids of one node never recur, and any two have an order on which all nodes agree.
 */
export type Id = Stamp;

/** That a node holds a broadcast. */
export interface Announcement {
  /** Which. */
  readonly id: Id;
  /** How many hops it would have made if the announcer sent it. */
  readonly round: number;
}

/** A broadcast on its way. */
export interface Gossip extends Announcement {
  /** What is broadcast: plain data. */
  readonly payload: unknown;
  /** For how long nodes have held it so far, one after another, in ms; the time that it travelled is not counted. */
  readonly ageMs: number;
}

/** The messages. */
export type Message =
  /** A client → any node: tell everybody. It is answered with the id as soon as the node has begun to. */
  | { readonly type: "broadcast"; readonly payload: unknown }
  /** A node that has just had it → its neighbours over eager links, or whoever grafts: the payload. */
  | Gossip & { readonly type: "gossip" }
  /** A node that holds these → a neighbour over a lazy link: ask for them if they do not come. */
  | { readonly type: "ihave"; readonly has: readonly Announcement[] }
  /** Who lacks a broadcast → who announced it: send it, and from now on send at once. Null: nothing is lacking. */
  | { readonly type: "graft"; readonly id: Id | null }
  /** Who has had a broadcast already → who sent it: from now on only announce. */
  | { readonly type: "prune" };

/** A node's timers. */
export type Timer =
  /** What was announced has not come. The key is that of the id. */
  | { readonly type: "overdue"; readonly key: string; readonly id: Id }
  /** Announcements that have been collected leave. */
  | { readonly type: "dispatch" }
  /** A neighbour is told once more what there is. */
  | { readonly type: "remind" }
  /** A broadcast is too old to be handed on; then, too old for a copy of it to be under way. */
  | { readonly type: "age"; readonly key: string; readonly then: "drop" | "forget" };

/** What a node saves, so that no id of it recurs. */
export interface Saved {
  /** The time of its last broadcast. */
  readonly time: number;
}

/** The world as a tree sees it. */
export type TreeIo = Io<Message, Timer, Saved>;

/** An id as the key of a map or timer: "7.2", the broadcast of node 2 at time 7. */
export function keyOf({ time, node }: Id): string {
  return `${time}.${node}`;
}

/** The id that has this key. */
export function idOf(key: string): Id {
  const [time, node] = key.split(".").map(Number);
  return { time: time!, node: node! };
}
