/**
 * What runs in a group with views: a protocol of its own, which hears of views and of messages in an order in which
 * all who stay together hear the same in each view, and asks for multicasts. It knows nothing of how that comes about.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { View } from "./view.ts";

/** A message that arrives. */
export interface Delivery<P> {
  /** Who has multicast it. */
  readonly from: NodeId;
  /** The number of the view in which that was; it is the one in which it is delivered. */
  readonly view: number;
  /** Counts the messages of its sender in this view, from 1. */
  readonly sequence: number;
  /** What it says. */
  readonly payload: P;
}

/** The group, as the application of one member sees it. */
export interface Group<P> {
  /** This node. */
  readonly self: NodeId;
  /** The view that it is in; its number is 0 while it is in none. */
  readonly view: View;
  /**
   * To all members, this one included; while the view changes it waits for the next one. Delivered only after the
   * upcall that asks for it has returned.
   */
  multicast(payload: P): void;
  /** To one member of this view; it may be lost, and is if the view changes meanwhile. */
  send(to: NodeId, payload: P): void;
  /** Answers a client. */
  answer(client: NodeId, result: unknown): void;
}

/**
 * An application; `A` is its state and `P` what it multicasts, both plain data. A member that comes back with
 * its memory is told again of what it had been delivered in its view: what is to be as before must depend on nothing but
 * `onView` and `onDeliver`, and these on nothing but what they are given. What they ask for is not done again.
 */
export interface Application<A, P> {
  /** The state of who is in no view yet. */
  start(self: NodeId): A;
  /** The next view; its members have delivered the same messages in the one before, if they were in it. */
  onView(app: A, view: View, group: Group<P>): void;
  /** A message, from whoever may be no member any more. */
  onDeliver(app: A, delivery: Delivery<P>, group: Group<P>): void;
  /**
   * Each member has got this message, or all who go on from its view have, so that the group will not lose it. In
   * order for each sender; after a crash it may be told of what was stable before.
   */
  onStable?(app: A, delivery: Delivery<P>, group: Group<P>): void;
  /** What one member has sent to this one alone. */
  onMessage?(app: A, message: { from: NodeId; payload: P }, group: Group<P>): void;
  /** A client asks this member for something. */
  onRequest?(app: A, request: { client: NodeId; input: unknown }, group: Group<P>): void;
  /** It is in the group no more: it has left, or was left out. What it has multicast last may be lost. */
  onOut?(app: A, group: Group<P>): void;
  /** What a newcomer needs to know; default: the whole state. */
  snapshot?(app: A): unknown;
  /** The state of a newcomer that is told that; default: what it is told. */
  restore?(snapshot: unknown, self: NodeId): A;
}
