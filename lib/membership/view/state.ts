/** One node of a group with views. @module */

import type { State as PaxosState } from "../../consensus/paxos/state.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Channel } from "./channel.ts";
import type { Ending, Run } from "./ending.ts";
import type { View } from "./view.ts";

/**
 * What a node knows. Besides the application's state that is, with m members, m² numbers and the messages that some
 * member may not have, which the window bounds; a newcomer's snapshot as long as it has not been heard from.
 */
export interface State<A = unknown, P = unknown> {
  /** The application's state. */
  app: A;
  /** Which life of its node this is. Invariant: in its view it is a member in this life. */
  life: number;
  /** In a view; about to join; or neither. */
  phase: "member" | "joining" | "out";
  /** The view that it is in; the one before all others while it is in none. */
  view: View;
  /** What it has got in this view, by sender. Invariant: it has delivered exactly what it has got in order. */
  channels: Map<NodeId, Channel<P>>;
  /** What its application wants to multicast and could not yet. */
  queue: P[];
  /** How many of these it has saved; they are the first. */
  queueSaved: number;
  /** Up to which of its own messages it had sent when it last told that it is there. */
  sentBefore: number;
  /** What each of the others has got, as far as it has told in this view: of each sender up to which number. */
  acks: Map<NodeId, Map<NodeId, number>>;
  /** Whether the view is about to end. Invariant: from then on nothing is delivered in it but the cut. */
  closed: boolean;
  /** From whom it has not heard for long. */
  suspects: Set<NodeId>;
  /** Whether somebody has not heard for long from somebody, or waits for the end of the view. */
  accused: boolean;
  /** Who wants to join, in which life. */
  joins: Map<NodeId, number>;
  /** Who wants to leave. */
  leaves: Set<NodeId>;
  /** Its own attempt to end the view. */
  attempt: Attempt<P> | null;
  /** Consensus about how the view ends. */
  agreement: PaxosState;
  /** How the view before has ended, for who has not heard of it; null where it was not in that. */
  last: Ending<P> | null;
  /** What newcomers need to know, as long as one of them has not been heard from. */
  opening: { readonly snapshot: unknown } | null;
  /** The newcomers that have not been heard from. */
  awaited: Set<NodeId>;
  /** How often it has asked to join. */
  tries: number;
  /** Whom to answer when it has left, or joined. */
  operators: NodeId[];
  /** Whether it wants to leave. */
  leaving: boolean;
}

/** An attempt to end a view. */
export interface Attempt<P> {
  /** What members have told. */
  readonly replies: Map<NodeId, Reply<P>>;
  /** How often it has asked again. */
  rounds: number;
  /** Whether it has proposed an ending. */
  proposed: boolean;
}

/** What a member has told when it was asked to flush. */
export interface Reply<P> {
  /** What may not have reached everybody. */
  readonly unstable: readonly Run<P>[];
  /** Whether it wants to leave. */
  readonly leaving: boolean;
}
