/** What machines say to each other, save, and wait for. @module */

import type { Message as RaftMessage, Timer as RaftTimer } from "../../consensus/raft/messages.ts";
import type { Saved as RaftSaved } from "../../consensus/raft/journal.ts";
import type { State as RaftState } from "../../consensus/raft/state.ts";
import type { Io, NodeId, Tagged } from "../../model/protocol.ts";
import type { Kept } from "./journal.ts";

/** A message: one of the processes' protocol as `M`, or of Raft. */
export type GroupMessage<M extends Tagged> =
  /** A machine → one that may run a process: `by` says it, a process, or a client with that return address. */
  | {
    readonly type: "process";
    readonly by: NodeId;
    readonly message: M;
    /** Whether a member has handed it on: then it is handed on no more. */
    readonly handedOn: boolean;
  }
  /** A client → a machine: for the process that it runs, or helps to keep. */
  | { readonly type: "ask"; readonly message: M }
  /** A machine → another one of its group. */
  | { readonly type: "raft"; readonly message: RaftMessage };

/** A timer. */
export type GroupTimer<T extends Tagged> =
  /** One of the process, by its type and key. */
  | { readonly type: "process"; readonly key: string; readonly timer: T }
  /** One of Raft's; the key is its type. */
  | { readonly type: "raft"; readonly key: RaftTimer["type"] };

/** What a machine saves. */
export type GroupSaved<R> =
  /** A member: a record of Raft. */
  | { readonly type: "raft"; readonly record: RaftSaved }
  /** A machine that has a process of its own: a record of that. */
  | { readonly type: "own"; readonly record: R };

/** An effect of a process that waits until it is known that this member runs it. */
export type Held<M extends Tagged> =
  | { readonly kind: "send"; readonly to: NodeId; readonly message: M }
  | { readonly kind: "answer"; readonly client: NodeId; readonly result: unknown };

/** A process that runs on a machine. */
export interface Running<S, M extends Tagged> {
  /** Its state. */
  readonly state: S;
  /** The term in which this member runs it; 0 where it has a machine of its own. */
  readonly term: number;
  /** What its steps want to say, by the number of the step, in that order. */
  readonly held: Map<number, readonly Held<M>[]>;
  /** The timers that are pending. */
  readonly timers: Set<string>;
}

/** What a machine knows. */
export interface Machine<S, M extends Tagged> {
  /** Its seat in the group that keeps its process; null where it has a process of its own. */
  readonly seat: RaftState<Kept> | null;
  /** The process, while it runs here; null on members that do not lead, or not yet. */
  running: Running<S, M> | null;
  /** Counts what it has put into the log. */
  steps: number;
  /** The number of its word that it begins, while it waits for that to be applied; null otherwise. */
  beginning: number | null;
  /** Of each process the machine that spoke for it last, and when that was, by this machine's clock. */
  readonly speakers: Map<NodeId, { readonly machine: NodeId; readonly at: number }>;
}

/** The world as a machine sees it. */
export type GroupIo<M extends Tagged, T extends Tagged, R> = Io<
  GroupMessage<M>,
  GroupTimer<T>,
  GroupSaved<R>
>;
