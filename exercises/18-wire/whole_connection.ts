/**
 * What part 10 must be. There is nothing to fill in here.
 *
 * A connection is two pipes of bytes. In each of them are frames: the length of the body in four bytes, the
 * lowest first, and the body. A body begins with its kind; numbers are varints in their shortest form:
 *
 *     0 open          stream
 *     1 data          stream, bytes to the end of the body
 *     2 data, end     stream, bytes to the end of the body
 *     3 reset         stream, why
 *     4 grant         stream or 0, bytes
 *     5 window        bytes
 *     6 acknowledged
 *     7 leaving       last stream
 *     8 ping          token
 *     9 pong          token
 *
 * `bodyOf` and `frameOf` write and read bodies; `frameOf` throws `MalformedBytes` at what is none.
 *
 *     { type: "open", stream }
 *     { type: "data", stream, bytes, end }
 *     { type: "reset", stream, why: "cancelled" | "refused" | "breach" }
 *     { type: "grant", stream, bytes }         0: the connection
 *     { type: "window", bytes }                the size of the window of each stream
 *     { type: "acknowledged" }                 that size is kept to from here on
 *     { type: "leaving", last }                of your streams, none above it is looked at
 *     { type: "ping", token }
 *     { type: "pong", token }
 *
 * A rule that the other side breaks is told by `throw new Breach(stream, rule, given)`, with 0 for the
 * connection.
 *
 * @module
 */

import { ByteWriter } from "hb/codec/byte_writer.ts";
import { readStreamFrame, writeStreamFrame } from "hb/link/multiplexer/frame_bytes.ts";
import type { Frame, ResetReason, StreamId } from "hb/link/multiplexer/frames.ts";

export { Breach } from "hb/link/breach.ts";
export type { Frame, ResetReason, StreamId };

/** The body of a frame. */
export function bodyOf(frame: Frame): Uint8Array {
  const writer = new ByteWriter();
  writeStreamFrame(writer, frame);
  return writer.take();
}

/** The frame of a body; its data is a view. */
export const frameOf: (body: Uint8Array) => Frame = readStreamFrame;

/** What both sides know from the start, but for `dials`. */
export interface ConnectionRules {
  /** Whether this side has dialled: its streams are 1, 3, 5 …, those of the other side are 2, 4, 6 … */
  readonly dials: boolean;
  /** How many bytes of data a frame may have. */
  readonly frameBytes: number;
  /** How many streams of the other side may be open. */
  readonly mostStreams: number;
  /** How large the window of each stream is at first, in bytes. */
  readonly streamWindow: number;
  /** How large the window of the connection is, in bytes. */
  readonly connectionWindow: number;
  /** How long nothing may come before it is asked whether the other side is there, in ms. */
  readonly askAfterMs: number;
  /** How long nothing may come after that, in ms. */
  readonly patienceMs: number;
}

/** What the layer above is told. */
export type ConnectionEvent =
  /** The other side has begun a stream. */
  | { readonly type: "opened"; readonly stream: StreamId }
  /** Bytes of a stream; `end`: no more will come. */
  | {
    readonly type: "data";
    readonly stream: StreamId;
    readonly bytes: Uint8Array;
    readonly end: boolean;
  }
  /** A stream has ended before its time. `untouched`: the other side has done nothing about it, nor will. */
  | {
    readonly type: "over";
    readonly stream: StreamId;
    readonly why: ResetReason | "lost";
    readonly untouched: boolean;
  }
  /** The other side is about to leave. */
  | { readonly type: "leaving" };

/** One side of a connection. Times are in ms and do not go back. */
export interface Side {
  /** Begins a stream; nothing if either side is leaving. */
  open(): StreamId | undefined;
  /** More bytes of a stream, which stay as they are; `end`: the last. Throws where nothing can be written. */
  write(stream: StreamId, bytes: Uint8Array, end: boolean): void;
  /** So many bytes of those that have come are out of the way. If the stream is over, nothing happens. */
  consume(stream: StreamId, bytes: number): void;
  /** Ends a stream on both sides. If it is over, nothing happens. */
  reset(stream: StreamId): void;
  /** The other side is to have another size for the window of each stream. */
  resize(bytes: number): void;
  /** Begins to leave: streams of the other side that have come are finished, and no others are looked at. */
  leave(): void;
  /** The next bytes from the pipe, cut anywhere; they are the caller's, who will write over them. Throws at what breaks the connection. */
  receive(chunk: Uint8Array, now: number): readonly ConnectionEvent[];
  /** The next frame for the pipe, with its length; nothing if there is none. */
  take(): Uint8Array | undefined;
  /** When `tick` has something to do. */
  dueAt(): number;
  /** Time has passed. False: the other side is gone. */
  tick(now: number): boolean;
  /** The connection is gone. What becomes of the streams that are open. */
  lose(): readonly ConnectionEvent[];
  /** How many streams are open. */
  streams(): number;
}

/** Part 10. */
export interface Connecting {
  /** The connection has come about. */
  begin(rules: ConnectionRules, now: number): Side;
}
