/** What replicas that gossip deltas say to each other, and what they remember. @module */

import type { Io } from "../../../model/protocol.ts";
import type { Replica } from "../crdt.ts";

/** The messages, for states `S` and updates `U`. */
export type Message<S, U> =
  /** A client → any replica: do this. It is answered with null as soon as it is durable there, or with why not. */
  | { readonly type: "update"; readonly update: U }
  /** A client → any replica: what is to be seen? The answer is the value there. */
  | { readonly type: "query" }
  /** A replica → another: join this to what you have. */
  | Deltas<S>
  /** Who has joined deltas → who sent them: all up to that one are here, and durable. */
  | {
    readonly type: "ack";
    /** Who says so. */
    readonly name: Replica;
    /** Who sent them. */
    readonly of: Replica;
    /** The session in which they were sent. */
    readonly session: number;
    /** The number of the last delta that is here; 0: none is known to be. */
    readonly upTo: number;
  };

/** An interval of deltas, joined, or a whole state. */
export interface Deltas<S> {
  /** Names the message. */
  readonly type: "deltas";
  /** Who sends them. */
  readonly name: Replica;
  /** Whom they are for: who has all that came before them. Null: a whole state, which is for anybody. */
  readonly receiver: Replica | null;
  /** In which session of the sender with this node. An acknowledgement belongs to the one that it names. */
  readonly session: number;
  /** The number of the sender's last delta in it. */
  readonly upTo: number;
  /** The deltas, joined, or the state. */
  readonly state: S;
}

/** The timers. */
export type Timer =
  /** It is time to send somebody what they lack. There is none while nobody lacks anything. */
  { readonly type: "round" };

/** What is durable: the last record is all of it. */
export interface Saved<S> {
  /** Who this is, as long as it remembers. */
  readonly name: Replica;
  /** The number of the last session with anybody. */
  readonly sessions: number;
  /** The state. */
  readonly crdt: S;
}

/** The world of a replica. */
export type DeltaIo<S, U> = Io<Message<S, U>, Timer, Saved<S>>;
