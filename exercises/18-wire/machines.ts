/**
 * What parts 4 to 7 are told, and what they must be. There is nothing to fill in here.
 *
 * Each of them is a machine: `start` gives what it remembers, which is plain data of your own, and every
 * other function is told that something has happened, and does what is to be done about it by `io`. Times
 * are in ms and never go back. Where there is `io.wake(at)`, `tick` is called at that time; a later `wake`
 * replaces an earlier one, and `tick` may also be called when there is nothing to do.
 *
 * @module
 */

import type { Any } from "./given.ts";

/** A message that is to be written. */
export interface Outgoing {
  readonly id: number;
  /** How long it is; at least 1. */
  readonly bytes: number;
}

/** When a batch leaves. */
export interface BatchRules {
  /** How many bytes a batch may have; a message that is longer leaves alone. */
  readonly bytes: number;
  /** How long a message may be held back on an idle wire, so that more come; 0: not at all. */
  readonly lingerMs: number;
}

/** What a batcher can do. */
export interface BatcherIo {
  /** Writes these messages, by their ids, in one write; the wire is busy until `written` is called. */
  write(ids: readonly number[]): void;
  wake(at: number): void;
}

/** Part 4. Many messages in one write. */
export interface Batcher<S = Any> {
  start(rules: BatchRules): S;
  /** One more message. */
  add(s: S, message: Outgoing, now: number, io: BatcherIo): void;
  /** Somebody wants that what waits now is held back no longer. */
  flush(s: S, now: number, io: BatcherIo): void;
  /** The write that was under way is over. */
  written(s: S, now: number, io: BatcherIo): void;
  tick(s: S, now: number, io: BatcherIo): void;
}

/** How many bytes may be on their way: of each stream, and in all, at first. */
export interface Windows {
  readonly stream: number;
  readonly connection: number;
}

/** What the sender's half of credit can do. */
export interface SendingIo {
  /** Sends so many of the bytes that wait on a stream; at least 1. */
  send(stream: number, bytes: number): void;
  /** The other side has broken a rule of this stream, which is over, or of the connection (0). */
  breach(stream: number): void;
}

/** Part 5. The sender's half of credit. Streams are numbers from 1 on; 0 stands for the connection. */
export interface Sending<S = Any> {
  start(windows: Windows): S;
  /** A stream begins. */
  open(s: S, stream: number, io: SendingIo): void;
  /** So many more bytes of an open stream are to be sent. */
  write(s: S, stream: number, bytes: number, io: SendingIo): void;
  /** The other side has granted so many bytes more to a stream, or to the connection (0). */
  granted(s: S, stream: number, bytes: number, io: SendingIo): void;
  /** The other side has another size for the window of each stream. */
  resized(s: S, bytes: number, io: SendingIo): void;
  /** A stream is over; what waits on it is not sent. */
  close(s: S, stream: number, io: SendingIo): void;
}

/** What the receiver's half of credit can do. */
export interface ReceivingIo {
  /** Grants so many bytes more to a stream, or to the connection (0); at least 1. */
  grant(stream: number, bytes: number): void;
  /** The other side has broken a rule of this stream, which is over, or of the connection (0). */
  breach(stream: number): void;
}

/** Part 6. The receiver's half of credit. */
export interface Receiving<S = Any> {
  start(windows: Windows): S;
  /** A stream begins. */
  open(s: S, stream: number, io: ReceivingIo): void;
  /** So many bytes have come on a stream, which may be over. */
  came(s: S, stream: number, bytes: number, io: ReceivingIo): void;
  /** So many of the bytes that have come on an open stream are out of the way. */
  consumed(s: S, stream: number, bytes: number, io: ReceivingIo): void;
  /** A stream is over, whether all of it was consumed or not. */
  close(s: S, stream: number, io: ReceivingIo): void;
  /** This side has told the other another size for the window of each stream. */
  resize(s: S, bytes: number, io: ReceivingIo): void;
  /** The other side keeps to the oldest size that it was told and that it had not acknowledged. */
  acknowledged(s: S, io: ReceivingIo): void;
}

/** How a pool behaves. */
export interface PoolRules {
  /** How many connections there may be, with those that are being dialled. */
  readonly connections: number;
  /** How long a connection may lie idle. */
  readonly idleMs: number;
  /** The pause after a dial that failed: at first, and at most. */
  readonly pauseMs: { readonly first: number; readonly longest: number };
}

/** What a pool can do. */
export interface PoolIo {
  /** Begins to dial, and gives the number of the connection that may come of it. */
  dial(): number;
  /** Gives a request a connection. */
  lend(request: number, connection: number): void;
  /** Tells a request that it gets none. */
  refuse(request: number): void;
  /** Closes a connection. */
  close(connection: number): void;
  wake(at: number): void;
}

/** Part 7. Connections to one address, each for one request at a time. Requests are numbers, each another. */
export interface Pool<S = Any> {
  start(rules: PoolRules): S;
  /** A request wants a connection, and waits for it until `deadline`. */
  ask(s: S, request: number, deadline: number, now: number, io: PoolIo): void;
  /** A dial has succeeded. */
  dialled(s: S, connection: number, now: number, io: PoolIo): void;
  /** A dial has failed. */
  failed(s: S, connection: number, now: number, io: PoolIo): void;
  /** The holder of a connection is about to send something on it that is not the first. */
  sends(s: S, request: number): void;
  /** The holder of a connection has read a whole answer, and no other is to come. */
  answered(s: S, request: number): void;
  /** A request waits no longer, or needs its connection no longer, whatever the reason. */
  release(s: S, request: number, now: number, io: PoolIo): void;
  /** A connection has ended by itself. */
  lost(s: S, connection: number, now: number, io: PoolIo): void;
  /** Something has come on a connection that nobody holds. */
  spoke(s: S, connection: number, now: number, io: PoolIo): void;
  tick(s: S, now: number, io: PoolIo): void;
}
