/** What two sides of one connection say to each other about many streams. @module */

/**
 * Streams of the side that dialled have odd numbers, those of the other even ones; each side counts upwards.
 */
export type StreamId = number;

/** The greatest number of a stream. */
export const LAST_STREAM: StreamId = 2 ** 31 - 1;

/** Why a stream ended before its time. */
export type ResetReason =
  /** Whoever asked does not want the answer any more. */
  | "cancelled"
  /** Nothing was done, and nothing will be: it can be asked again, also elsewhere. */
  | "refused"
  /** The other side broke a rule of this stream. */
  | "breach";

/** The parts of a conversation, as they stand on the wire. */
export type Frame =
  /** A side begins a stream. */
  | { readonly type: "open"; readonly stream: StreamId }
  /** Bytes of a stream; after `end`, this side sends no more of it, and may still be sent some. */
  | {
    readonly type: "data";
    readonly stream: StreamId;
    readonly bytes: Uint8Array;
    readonly end: boolean;
  }
  /** The stream is over on both sides. */
  | { readonly type: "reset"; readonly stream: StreamId; readonly why: ResetReason }
  /** More may be sent: of a stream, or in all (0). */
  | { readonly type: "grant"; readonly stream: StreamId; readonly bytes: number }
  /** Windows of streams have another initial size. */
  | { readonly type: "window"; readonly bytes: number }
  /** That size is kept to from here on. */
  | { readonly type: "acknowledged" }
  /** This side begins to leave: of the receiver's streams, none above `last` is or will be looked at. */
  | { readonly type: "leaving"; readonly last: StreamId }
  /** Are you there? */
  | { readonly type: "ping"; readonly token: number }
  /** I am. */
  | { readonly type: "pong"; readonly token: number };

/** What the layer above has to know. */
export type Event =
  /** The other side has begun a stream. */
  | { readonly type: "opened"; readonly stream: StreamId }
  /** Bytes have come; they count against the window until they are consumed. */
  | {
    readonly type: "data";
    readonly stream: StreamId;
    readonly bytes: Uint8Array;
    readonly end: boolean;
  }
  /** A stream has ended before its time. `untouched`: the other side did nothing about it, and never will. */
  | {
    readonly type: "over";
    readonly stream: StreamId;
    readonly why: ResetReason | "lost";
    readonly untouched: boolean;
  }
  /** The other side is about to leave: what is new has to go elsewhere. */
  | { readonly type: "leaving" }
  /** It is there. */
  | { readonly type: "pong"; readonly token: number };
