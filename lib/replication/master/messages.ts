/** Who says what to whom: configuration masters and the servers that they configure. @module */

import type { Saved as RaftSaved } from "../../consensus/raft/journal.ts";
import type { Message as RaftMessage, Timer as RaftTimer } from "../../consensus/raft/messages.ts";
import type { Io } from "../../model/protocol.ts";

/** Whatever masters decide on has a number that each decision makes greater. */
export interface Epoch {
  /** From 1. */
  readonly epoch: number;
}

/** The messages. `D` is a configuration. */
export type MasterMessage<D> =
  /** A server → every master, now and then: I am here, and this is what I know. */
  | {
    readonly type: "beat";
    /** How often the server has started: an answer to an earlier life is none to this one. */
    readonly life: number;
    /** Counts the server's beats in this life. */
    readonly round: number;
    /** The number of its configuration. */
    readonly epoch: number;
    /** What the decision may depend on: plain data. */
    readonly report: unknown;
  }
  /** A master → a server: I have heard that beat, and my log has no configuration later than `epoch`. */
  | {
    readonly type: "heard";
    readonly life: number;
    readonly round: number;
    readonly epoch: number;
  }
  /** A master → a server whose configuration is an earlier one: this one is in force. */
  | { readonly type: "configuration"; readonly configuration: D }
  /** A master → another one: what Raft says. */
  | { readonly type: "raft"; readonly message: RaftMessage };

/** A master's timers. */
export type MasterTimer =
  /** Nothing has come from this server for too long. */
  | { readonly type: "silent"; readonly key: number }
  /** No server counts on an earlier configuration any more: this one comes into force. */
  | { readonly type: "force"; readonly key: number }
  /** One of Raft's; the key is its type. */
  | { readonly type: "raft"; readonly key: RaftTimer["type"] };

/** A server's timer towards its masters: its turn to say that it is there. */
export interface BeatTimer {
  /** Its name. */
  readonly type: "beat";
}

/** What a master saves. */
export type MasterSaved<D> =
  /** One of many: a record of Raft. */
  | { readonly type: "raft"; readonly record: RaftSaved }
  /** A master that is alone: what it has decided. */
  | { readonly type: "decided"; readonly configuration: D };

/** What a server saves on behalf of its masters: how often it has started. */
export interface LifeSaved {
  /** Its name. */
  readonly type: "life";
  /** From 1. */
  readonly life: number;
}

/** The world as a master sees it. */
export type MasterIo<D> = Io<MasterMessage<D>, MasterTimer, MasterSaved<D>>;
