/** Who says what to whom: the table of contents of Multi-Raft. @module */

import type { NodeId } from "../model/protocol.ts";
import type { Position } from "../replicated/position.ts";
import type { Message as RaftMessage } from "../consensus/raft/messages.ts";
import type { Change, Transition } from "../consensus/raft/membership.ts";
import type { ReadMessage } from "../reads/messages.ts";
import type { Operation, RangeAnswer, Source } from "./range/commands.ts";
import type { Stamp } from "./range/heard.ts";
import type { GroupId, Range } from "./range/interval.ts";

/** What the replicas of one group say to each other. */
export type GroupMessage = RaftMessage | ReadMessage;

/** Which changes of a range somebody has seen. Both must match exactly whoever serves it. */
export interface Epoch {
  /** Of its members: the index of the entry that made them members, which is decided. */
  readonly conf: number;
  /** Of its interval. */
  readonly version: number;
}

/** A range in one epoch, and no other. */
export interface Pin extends Epoch {
  /** The group. */
  readonly group: GroupId;
}

/** A range, and where it is. */
export interface Route extends Range, Epoch {
  /** The nodes that have a replica. */
  readonly members: readonly NodeId[];
  /** Who leads, as far as is known. */
  readonly leader: NodeId | null;
}

/** What an administrator asks of a range. */
export type Order =
  /** The keys from `at` on become a range of their own. */
  | { readonly type: "split"; readonly at: string; readonly child: GroupId }
  /** The range becomes a part of a neighbour that has this version. */
  | {
    readonly type: "merge";
    readonly into: GroupId;
    readonly intoVersion: number;
    /** A key of the neighbour. */
    readonly intoKey: string;
  }
  /** Other nodes have replicas. */
  | {
    readonly type: "members";
    readonly transition: Transition;
    readonly changes: readonly Change[];
  }
  /** Another replica leads. */
  | { readonly type: "transfer"; readonly to: NodeId };

/** What is asked of a range. */
export type Task =
  | { readonly type: "operate"; readonly stamp: Stamp | null; readonly operation: Operation }
  /** A range that has stopped asks its neighbour to absorb it. */
  | { readonly type: "absorb"; readonly source: Source }
  | Order;

/** What came of a task. */
export type Outcome =
  /** Its range has answered. */
  | { readonly type: "answer"; readonly answer: RangeAnswer }
  /** An order was carried out, or refused in these words. */
  | { readonly type: "ordered"; readonly refused: string | null }
  /** It was for another epoch: this is the present one. Nothing was done. */
  | { readonly type: "stale" }
  /** This node does not lead the range. Nothing was done. */
  | { readonly type: "not leader" }
  /** It has no replica of the range. Nothing was done. */
  | { readonly type: "no replica" }
  /** Not now; nothing was done. */
  | { readonly type: "busy" };

/** One group's part of the beats that one node sends another. */
export interface Beat {
  /** The group, which the sender leads. */
  readonly group: GroupId;
  /** As in an append without entries. */
  readonly term: number;
  /** As in an append without entries. */
  readonly previous: Position;
  /** As in an append without entries. */
  readonly commit: number;
  /** As in an append without entries. */
  readonly round: number;
  /** The index of the configuration that the leader has, if the receiver is in it; else 0. */
  readonly conf: number;
  /** The group has nothing to do, and would sleep: whoever has all of its log says so and goes to sleep. */
  readonly sleeps: boolean;
}

/** One group's part of the answers to beats. */
export interface BeatReply {
  /** The group. */
  readonly group: GroupId;
  /** As in the answer to an append. */
  readonly message: Extract<RaftMessage, { type: "appendEntriesReply" }>;
  /** The replica sleeps now. */
  readonly sleeps: boolean;
}

/** Every message. */
export type Message =
  /** A client → any node, its gateway: do this. */
  | { readonly type: "ask"; readonly operation: Operation }
  /** An administrator → any node: do this with the range that has the key. */
  | {
    readonly type: "order";
    readonly key: string;
    readonly order: Order;
    /** Only if it is this range, in this epoch; absent: whichever has the key. */
    readonly only?: Pin;
  }
  /** A gateway → a node that may know: where is this key? */
  | {
    readonly type: "locate";
    readonly id: number;
    readonly key: string;
    /** And where is this range, whether or not it has the key still? */
    readonly group?: GroupId;
  }
  /** A node that knows → a gateway: here. */
  | {
    readonly type: "located";
    readonly id: number;
    readonly routes: readonly Route[];
    /** The range that the one which was asked for is a part of. */
    readonly heir?: GroupId;
  }
  /** A gateway → a replica that may lead: do this, if your epoch is this one. */
  | {
    readonly type: "route";
    readonly id: number;
    /** How often the gateway has started: it counts anew each time. */
    readonly boot: number;
    readonly group: GroupId;
    readonly epoch: Epoch;
    readonly task: Task;
  }
  /** A replica → a gateway: that came of it, and these ranges are here. */
  | {
    readonly type: "routed";
    readonly id: number;
    /** As in what was asked. */
    readonly boot: number;
    readonly outcome: Outcome;
    readonly routes: readonly Route[];
  }
  /** Between replicas of a group. */
  | {
    readonly type: "group";
    readonly group: GroupId;
    /** The index of the sender's configuration, if it has the receiver in it; else 0. */
    readonly conf: number;
    /** The range that is in the snapshot, where there is one in the message. */
    readonly range?: Range;
    readonly message: GroupMessage;
  }
  /** A node → another: the beats of all groups that I lead and you have a replica of. */
  | { readonly type: "beats"; readonly beats: readonly Beat[] }
  /** A node → another: the answers. */
  | { readonly type: "beatReplies"; readonly replies: readonly BeatReply[] }
  /** A replica that was woken → its leader: wake. */
  | { readonly type: "wake"; readonly group: GroupId }
  /** A replica that is in the way of another → who may know: am I a member still? The latest configuration I know of is this one. */
  | { readonly type: "member?"; readonly group: GroupId; readonly conf: number }
  /** You have no part in the group as its log is decided up to this entry, or (null) ever, as its range is a part of another. */
  | { readonly type: "gone"; readonly group: GroupId; readonly conf: number | null };

/** What a node waits for. */
export type Timer =
  /** The next of its groups' timers. */
  | { readonly type: "tick" }
  /** A gateway's turn to ask again. */
  | { readonly type: "again"; readonly key: number };
