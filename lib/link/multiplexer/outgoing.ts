/** What waits to be sent on many streams, and whose turn it is. @module */

import type { SendCredits } from "../credits/sending.ts";
import { CONNECTION } from "../credits/window.ts";
import type { Frame, StreamId } from "./frames.ts";

interface Queue {
  readonly pieces: Uint8Array[];
  bytes: number;
  /** Nothing is added any more. */
  closed: boolean;
}

/**
 * The streams take turns of one frame each, as long as they have bytes and credit: no stream that can go on
 * waits for more than one frame of every other. Invariant: a stream is in `#turns` if it has something to
 * send and its own window does not hinder it.
 */
export class Outgoing {
  /** How many bytes wait. */
  bytes = 0;
  readonly #credits: SendCredits;
  readonly #frameBytes: number;
  readonly #queues = new Map<StreamId, Queue>();
  /** In the order in which they come next. */
  readonly #turns = new Set<StreamId>();

  /** Frames have at most `frameBytes` bytes of data. */
  constructor(credits: SendCredits, frameBytes: number) {
    this.#credits = credits;
    this.#frameBytes = frameBytes;
  }

  /** How many streams are open. */
  get streams(): number {
    return this.#queues.size;
  }

  /** A stream begins. */
  open(stream: StreamId): void {
    this.#queues.set(stream, { pieces: [], bytes: 0, closed: false });
  }

  /** How many bytes of a stream wait. */
  queued(stream: StreamId): number {
    return this.#queues.get(stream)?.bytes ?? 0;
  }

  /** Adds bytes to a stream, or its end. Throws behind its end. */
  add(stream: StreamId, bytes: Uint8Array, end: boolean): void {
    const queue = this.#queues.get(stream);
    if (queue === undefined || queue.closed) {
      throw new Error(`Cannot write because an open stream is required: given ${stream}`);
    }
    if (bytes.length > 0) queue.pieces.push(bytes);
    queue.bytes += bytes.length;
    this.bytes += bytes.length;
    queue.closed = end;
    if (queue.bytes > 0 || end) this.#turns.add(stream);
  }

  /** Forgets what waits on a stream. */
  drop(stream: StreamId): void {
    this.bytes -= this.queued(stream);
    this.#queues.delete(stream);
    this.#turns.delete(stream);
  }

  /** A window has grown. */
  granted(stream: StreamId): void {
    const queue = this.#queues.get(stream);
    if (queue !== undefined && queue.bytes > 0) this.#turns.add(stream);
  }

  /** All windows may have grown. */
  resized(): void {
    for (const stream of this.#queues.keys()) this.granted(stream);
  }

  /** The next frame of data; its credit is spent. */
  next(): Extract<Frame, { type: "data" }> | undefined {
    for (const stream of this.#turns) {
      const queue = this.#queues.get(stream)!;
      const most = Math.min(this.#frameBytes, this.#credits.available(stream));
      if (queue.bytes > 0 && most === 0) {
        // A grant for the stream brings it back; if the connection hinders it, it keeps its turn.
        if (this.#credits.window(CONNECTION) > 0) this.#turns.delete(stream);
        continue;
      }
      const bytes = take(queue, most);
      this.bytes -= bytes.length;
      this.#credits.spend(stream, bytes.length);
      this.#turns.delete(stream);
      if (queue.bytes > 0) this.#turns.add(stream);
      const end = queue.closed && queue.bytes === 0;
      return { type: "data", stream, bytes, end };
    }
    return undefined;
  }

  /** What does not add up, one sentence each. */
  violations(): string[] {
    const problems: string[] = [];
    let sum = 0;
    for (const [stream, { bytes, pieces }] of this.#queues) {
      sum += bytes;
      const there = pieces.reduce((all, { length }) => all + length, 0);
      if (there !== bytes) problems.push(`stream ${stream} has ${there} bytes and counts ${bytes}`);
      const hindered = this.#credits.window(stream) <= 0;
      if (bytes > 0 && !hindered && !this.#turns.has(stream)) {
        problems.push(`stream ${stream} has bytes and credit, and no turn`);
      }
    }
    if (sum !== this.bytes) problems.push(`${sum} bytes wait, and ${this.bytes} are counted`);
    return problems;
  }
}

/** Up to `most` bytes from the front: a view if they lie in one piece. */
function take(queue: Queue, most: number): Uint8Array {
  const { pieces } = queue, [first] = pieces;
  if (first === undefined || most === 0) return nothing;
  if (first.length >= most || pieces.length === 1) {
    const bytes = first.subarray(0, most);
    if (bytes.length === first.length) pieces.shift();
    else pieces[0] = first.subarray(most);
    queue.bytes -= bytes.length;
    return bytes;
  }
  const bytes = new Uint8Array(Math.min(most, queue.bytes));
  for (let at = 0; at < bytes.length;) {
    const piece = pieces[0]!, part = piece.subarray(0, bytes.length - at);
    bytes.set(part, at);
    at += part.length;
    if (part.length === piece.length) pieces.shift();
    else pieces[0] = piece.subarray(part.length);
  }
  queue.bytes -= bytes.length;
  return bytes;
}

const nothing = new Uint8Array(0);
