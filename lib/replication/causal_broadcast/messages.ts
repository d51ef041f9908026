/** What nodes of causal broadcast tell each other. @module */

import type { Vector } from "../../clocks/vector.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Change, Membership } from "./members.ts";

/** Something that one node says to all. */
export interface Broadcast<P> {
  /** Who said it. */
  readonly origin: NodeId;
  /**
   * Its vector clock: how many broadcasts of each node its origin had delivered, this one included. So
   * `stamp[origin]` is its number, from 1, and the other entries are what it depends on.
   */
  readonly stamp: Vector;
  /** What is said; nothing, where members change. */
  readonly payload: P;
  /** Which member joins or leaves, where that is what is said. */
  readonly change?: Change;
}

/** The messages. */
export type Message<P> =
  /** A client → any node: do this, and tell all if there is anything to tell. */
  | { readonly type: "ask"; readonly input: unknown }
  /** An operator → a node that is no member: let this member take you in. The answer is "asked", or why not. */
  | { readonly type: "join"; readonly via: NodeId }
  /** An operator → a member: leave. The answer is "asked", or why not. */
  | { readonly type: "leave" }
  /** A node that is no member → a member: let me in. */
  | { readonly type: "admit" }
  /** The member, back, when it has said so: this is my state, begin with it. */
  | { readonly type: "welcome"; readonly state: Checkpoint<unknown, P> }
  /** Or this, back: I leave, and have not let you in, and never shall. */
  | { readonly type: "refused" }
  /** Its origin, or whoever still keeps it → every node, or one that lacks it. */
  | Broadcast<P> & { readonly type: "broadcast" }
  /** A node that cannot yet forget, or is asked → another: what I have delivered, what I think that you have, and who I know has left. */
  | {
    readonly type: "known";
    readonly row: Vector;
    readonly yours: Vector;
    readonly gone: readonly NodeId[];
  };

/** A node's only timer: what has not come about so far is asked for. */
export type Timer = { readonly type: "beat" };

/** What a node saves. */
export type Saved<A, P> =
  /** It has asked this member to let it in. */
  | { readonly joining: NodeId }
  /** It has delivered this. */
  | { readonly delivered: Broadcast<P> }
  /** All that it needs to know, in place of what it saved before. */
  | { readonly checkpoint: Checkpoint<A, P> };

/** A node's memory in short. Messages that wait are not in it: nobody has been told that they have come. */
export interface Checkpoint<A, P> {
  /** How many broadcasts of each node it has delivered. */
  readonly delivered: Vector;
  /** For each node what that has delivered at least. */
  readonly known: readonly Vector[];
  /** The same, of nodes of which it has delivered all that they had said by then. */
  readonly settled: readonly Vector[];
  /** How many broadcasts of each node are stable. */
  readonly stable: Vector;
  /** What it keeps for others. */
  readonly held: ReadonlyMap<string, Broadcast<P>>;
  /** Who takes part. */
  readonly membership: Membership;
  /** The state of what stands above. */
  readonly app: A;
}

/** The name of a broadcast: "2.7", the seventh of node 2. */
export function keyOf({ origin, stamp }: Pick<Broadcast<unknown>, "origin" | "stamp">): string {
  return `${origin}.${stamp[origin]}`;
}
