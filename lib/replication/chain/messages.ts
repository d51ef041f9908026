/** Who says what to whom in a chain. @module */

import type { From, NodeId } from "../../model/protocol.ts";
import type { ServerIo } from "../master/governed.ts";
import type { Configuration } from "./configuration.ts";

/** Which request of which client. A client asks for one thing at a time, and keeps the number when it asks again. */
export interface RequestId {
  /** The client, from 0. */
  readonly client: number;
  /** Counts its requests, from 0. */
  readonly sequence: number;
}

/** What a client asks. */
export interface ClientAsk {
  /** Which of its requests it is. */
  readonly id: RequestId;
  /** What the objects are to do: an update, or a query that leaves them as they are. */
  readonly command: unknown;
}

/** An update in the history. */
export interface Entry extends ClientAsk {
  /** Its place in the history, from 1; the head gives it. */
  readonly sequence: number;
  /** Where the answer goes. */
  readonly address: NodeId;
}

/** What clients were last answered, by the client. */
export type Replies = Map<number, Reply>;

/** What a client was last answered to an update. */
export interface Reply {
  /** The number of its request. */
  readonly sequence: number;
  /** The place of the update in the history. */
  readonly index: number;
  /** The answer. */
  readonly result: unknown;
}

/** What a server hands on to one that joins. */
export interface Objects {
  /** How many updates it includes: those of the history up to here. */
  readonly sequence: number;
  /** The objects. */
  readonly machine: unknown;
  /** What their clients were answered. */
  readonly replies: Replies;
  /** A fingerprint of the history up to here. */
  readonly print: number;
}

/** The messages of clients and servers. `epoch` is that of the sender's chain. */
export type Message =
  /** A client → any server: do this. It is answered by whoever does it, with an `Answer`. */
  | { readonly type: "request" } & ClientAsk
  /** Whoever was asked → the head, or the tail: this is yours to do. */
  | ClientAsk & {
    readonly type: "forward";
    readonly address: NodeId;
    /** How often it has been handed on. */
    readonly hops: number;
  }
  /** A server → its successor: the next updates. */
  | {
    readonly type: "propagate";
    readonly epoch: number;
    /** In the order of the history, without gaps. */
    readonly entries: readonly Entry[];
    /** How many updates the sender has had. */
    readonly last: number;
  }
  /** A server → its predecessor: the tail has the history up to here; of one that joins: I have it. */
  | { readonly type: "acknowledge"; readonly epoch: number; readonly sequence: number }
  /** A server → its predecessor, when the chain has changed: I have the history up to here, or nothing at all. */
  | { readonly type: "resume"; readonly epoch: number; readonly has: number | null }
  /** A server → its successor, which lacks too much: all there is. */
  | Objects & {
    readonly type: "state";
    readonly epoch: number;
    /** What came after, and is not known to be at the tail. */
    readonly entries: readonly Entry[];
  }
  /** A server with several versions of an object → the tail: up to where is the history at your end? */
  | {
    readonly type: "version";
    readonly epoch: number;
    readonly life: number;
    readonly read: number;
  }
  /** The tail → who asked: up to here. */
  | {
    readonly type: "versionReply";
    readonly epoch: number;
    readonly life: number;
    readonly read: number;
    readonly sequence: number;
  };

/** A message of one type, as its receiver sees it. */
export type Incoming<K extends Message["type"]> = Extract<Message, { type: K }> & From;

/** How a client asks: the client and the number of its operation are the identity of the request. */
export function asRequest(
  command: unknown,
  { client, sequence }: RequestId,
): Extract<Message, { type: "request" }> {
  return { type: "request", id: { client, sequence }, command };
}

/** A server's timers. */
export type Timer =
  /** What its neighbours lack may have been lost. */
  { readonly type: "resend" };

/** What a server saves. */
export type Saved =
  /** Its chain, and whether it has all of the history that it should have. */
  | {
    readonly type: "place";
    readonly configuration: Configuration;
    readonly ready: boolean;
  }
  /** Updates that have come, in their order. */
  | { readonly type: "entries"; readonly entries: readonly Entry[] }
  /** The objects, in the place of all that was before. */
  | Objects & { readonly type: "objects"; readonly entries: readonly Entry[] };

/** The world as a server of a chain sees it. */
export type ChainIo = ServerIo<Configuration, Message, Timer, Saved>;
