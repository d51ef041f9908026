/** Who says what to whom in a group with views. @module */

import type { Message as PaxosMessage } from "../../consensus/paxos/messages.ts";
import type { Io, NodeId } from "../../model/protocol.ts";
import type { Ending, Run } from "./ending.ts";
import type { Saved } from "./journal.ts";
import type { View } from "./view.ts";

/** The messages; each names the view that it belongs to. */
export type Message<P> =
  /** A client → a member: this is for the application. */
  | { readonly type: "ask"; readonly input: unknown }
  /** An operator → a member: leave the group. It is answered "left". */
  | { readonly type: "leave" }
  /** An operator → who has left: join again. It is answered "joined". */
  | { readonly type: "enter" }
  /** A member → every other: a message of the application. */
  | {
    readonly type: "data";
    readonly view: number;
    readonly sequence: number;
    readonly payload: P;
  }
  /** Who has got a message → its sender: all of yours up to this one. */
  | { readonly type: "ack"; readonly view: number; readonly sequence: number }
  /** A member → another: from its application to that one's. */
  | { readonly type: "direct"; readonly view: number; readonly payload: P }
  /**
   * A member → every other, now and then: I am there, have got so many messages of each sender, have not heard for
   * long from these, and have been asked to flush.
   */
  | {
    readonly type: "beat";
    readonly view: number;
    readonly got: ReadonlyMap<NodeId, number>;
    readonly suspects: readonly NodeId[];
    readonly closed: boolean;
  }
  /** Who wants to join → some node, which hands it on to the coordinator. */
  | { readonly type: "join"; readonly node: NodeId; readonly life: number }
  /** A member that wants to leave → the coordinator. */
  | { readonly type: "farewell"; readonly view: number }
  /** Who wants the view to change → its members: deliver nothing more in it, and tell me what you have. */
  | { readonly type: "flush"; readonly view: number }
  /** The answer: what may not have reached everybody. */
  | {
    readonly type: "flushed";
    readonly view: number;
    readonly unstable: readonly Run<P>[];
    readonly leaving: boolean;
  }
  /** A member → another: consensus about how the view ends. */
  | { readonly type: "agree"; readonly view: number; readonly message: PaxosMessage }
  /** Who knows how the view has ended → who does not. */
  | { readonly type: "install"; readonly ending: Ending<P> }
  /** The oldest member → a newcomer: you are in this view, and this is what has been before. */
  | {
    readonly type: "welcome";
    readonly life: number;
    readonly view: View;
    readonly snapshot: unknown;
  }
  /** A member → who is in a view that `ended` long ago: the group is in this one, without you. */
  | { readonly type: "expelled"; readonly ended: number; readonly view: number };

/** A node's timers. */
export type Timer =
  /** A member tells that it is there. */
  | { readonly type: "beat" }
  /** Nothing has been heard from a member for long. */
  | { readonly type: "suspicion"; readonly key: NodeId }
  /** Somebody has not told in time what it has. */
  | { readonly type: "flush" }
  /** The consensus tries again. */
  | { readonly type: "agree" }
  /** Who wants to join asks again. */
  | { readonly type: "join" };

/** The world as a node sees it. */
export type ViewIo<P> = Io<Message<P>, Timer, Saved<P>>;
