/**
 * The lanes of a link between peers: streams of one connection, in one direction. What a protocol says may be
 * overtaken does not hold up the rest: a heartbeat never waits behind the megabytes of a snapshot, but for a
 * frame of them, and what is on the wire.
 *
 * ```text
 * stream 1   urgent   votes, heartbeats, appends, acknowledgements, reads: all that is not bulk
 * stream 3   bulk     types that the host was told of (`bulk`): snapshots and parts of them; long answers
 * ```
 *
 * Messages overtake others that were sent before them, though only on another lane. A protocol is promised
 * nothing else: the network of its model loses messages, and brings them in any order, and the simulator
 * does so to each of them. Raft drops what is of an earlier term, and a part of a snapshot says where it
 * belongs (Ongaro 2014, sections 3.3 and 5.1); Multi-Paxos tells slots and ballots by their numbers.
 *
 * But what is safe may cost much. Long appends of Raft are not bulk, however long: the next append, or the
 * next heartbeat, would come before what it follows, be refused, and have it sent again. Measured with
 * values of 150 kB beside small ones, with all messages above 96 KiB as bulk: a leader sent three to four
 * times as many bytes, and got less done.
 *
 * @module
 */

import type { ByteWriter } from "../../codec/byte_writer.ts";
import { Breach } from "../../link/breach.ts";
import { writeStreamFrame } from "../../link/multiplexer/frame_bytes.ts";
import type { Event, Frame, StreamId } from "../../link/multiplexer/frames.ts";
import { Multiplexer } from "../../link/multiplexer/multiplexer.ts";
import { kinds, Refusal } from "../wire.ts";

/** The lanes. */
export type Lane = "urgent" | "bulk";

/** The stream that each lane is; they are begun in this order, by the dialler. */
export const streams: Readonly<Record<Lane, StreamId>> = { urgent: 1, bulk: 3 };

/** Answers from this length on are bulk when they are handed on to the node that was asked, in bytes. */
export const BULK_BYTES: number = 3 * 2 ** 15;

/**
 * Data is cut to frames of at most so many bytes, so that nothing urgent waits for longer ones; an append of
 * Raft is seldom cut.
 */
export const FRAME_BYTES: number = 2 ** 16;

/** What stands in front of data in the body of a frame, at most, in bytes. */
const BODY_HEADER = 16;

/**
 * How long the bodies of frames may be that come, opened, in bytes: where there are lanes, no longer
 * than credit lets through, and `longest` where there are none, as `window` is 0.
 */
export function longestBody(longest: number, window: number): number {
  return window === 0 ? longest : Math.min(longest, window + BODY_HEADER);
}

/** The lane of an answer of so many bytes. */
export function laneOf(bytes: number): Lane {
  return bytes < BULK_BYTES ? "urgent" : "bulk";
}

/**
 * One side of a link. Each lane has a window of `window` bytes, and the connection has all of them together,
 * so that no lane takes another's credit; the listener begins no streams.
 */
export function multiplexerFor(dials: boolean, window: number): Multiplexer {
  const all = Object.keys(streams).length;
  const windows = { stream: window, connection: all * window, strict: true };
  return new Multiplexer({ dials, frameBytes: FRAME_BYTES, mostStreams: dials ? 0 : all, windows });
}

/** Appends a frame of streams, as the body of one of the connection. */
export function writeStream(writer: ByteWriter, frame: Frame): void {
  writer.byte(kinds.stream);
  writeStreamFrame(writer, frame);
}

/** Takes a frame of the other side. Throws a `Refusal` if it breaks a rule. */
export function received(multiplexer: Multiplexer, frame: Frame): Event[] {
  try {
    return multiplexer.receive(frame);
  } catch (error) {
    if (!(error instanceof Breach)) throw error;
    throw new Refusal(`it broke a rule of streams: ${error.message}`);
  }
}

/** Lanes last as long as their connection: whatever else is told of a stream is a `Refusal`. */
export function unexpected(event: Event): Refusal {
  const stream = "stream" in event ? ` ${event.stream}` : "s";
  return new Refusal(`it said "${event.type}" of stream${stream}, which no peer does`);
}
