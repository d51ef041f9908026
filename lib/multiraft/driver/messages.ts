/** Who says what to whom, where a placement driver is beside Multi-Raft. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Saved } from "../../consensus/raft/journal.ts";
import type { Message as RaftMessage, Timer as RaftTimer } from "../../consensus/raft/messages.ts";
import type { Epoch, Message, Timer } from "../messages.ts";
import type { GroupId, Interval } from "../range/interval.ts";
import type { Record } from "../state.ts";
import type { Standing } from "./book.ts";

/** What the leader of a range tells of it. */
export interface Told extends Interval, Epoch {
  /** The group. */
  readonly group: GroupId;
  /** The term in which it leads. */
  readonly term: number;
  /** Who decides. */
  readonly voters: readonly NodeId[];
  /** Who gets the log only. */
  readonly learners: readonly NodeId[];
  /** The members that have what is committed, but for what may be on its way. */
  readonly caughtUp: readonly NodeId[];
  /** Operations a second, about. */
  readonly load: number;
  /** A key with about as much of the load before it as from it on; null: it is not known. */
  readonly middle: string | null;
  /** Its size, about, in bytes. */
  readonly bytes: number;
}

/** A replica that a node has. */
export interface Held {
  /** The group. */
  readonly group: GroupId;
  /** The index of the configuration that it has. */
  readonly conf: number;
}

/** Every message. */
export type DrivenMessage =
  | Message
  /** Between replicas of the driver. */
  | { readonly type: "driver"; readonly message: RaftMessage }
  /** A node → the driver's leader: I am there, and this is new of the ranges that I lead. */
  | {
    readonly type: "report";
    /** Counts the node's reports. */
    readonly number: number;
    /** The driver's term to which it is new; another one has to be told all. */
    readonly to: number;
    readonly zone: string;
    readonly capacity: number;
    readonly ranges: readonly Told[];
    /** Some of the replicas that it has, in turn. */
    readonly holds: readonly Held[];
    /** How many of its replicas sleep. */
    readonly asleep: number;
  }
  /** The driver's leader → a node: I know. */
  | {
    readonly type: "reported";
    readonly number: number;
    /** The term in which it leads. */
    readonly term: number;
    /** The nodes that are lost. */
    readonly lost: readonly NodeId[];
    /**
     * Those of the replicas that the node holds which it should not, and the configuration since
     * which.
     */
    readonly stale: readonly Held[];
  }
  /** A replica of the driver → a node: another one leads, as far as is known. */
  | { readonly type: "driver is"; readonly leader: NodeId | null }
  /** An administrator → any node: decide this about a node. */
  | { readonly type: "decide"; readonly node: NodeId; readonly standing: Standing }
  /** An administrator → any node: ranges shall have so many replicas. */
  | { readonly type: "replicas"; readonly count: number };

/** What a node waits for. */
export type DrivenTimer =
  | Timer
  /** The driver's own group; the key is the type of its timer. */
  | { readonly type: "driver"; readonly key: RaftTimer["type"] }
  /** The next report. */
  | { readonly type: "report" }
  /** The driver's leader looks whether there is anything to do. */
  | { readonly type: "schedule" };

/** What a node saves. */
export type DrivenRecord =
  | Record
  /** What the driver's group saves. */
  | { readonly type: "driver"; readonly record: Saved };
