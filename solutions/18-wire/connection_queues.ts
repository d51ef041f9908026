/** What waits to be sent on the streams of a connection, and whose turn it is. */

import { Breach, type Frame, type StreamId, type Windows } from "../../exercises/18-wire/given.ts";

const LARGEST = 2 ** 31 - 1;

interface Queue {
  window: number;
  readonly pieces: Uint8Array[];
  bytes: number;
  isEnded: boolean;
}

/** The streams stand in the order in which they come next. */
export class Queues {
  readonly streams = new Map<StreamId, Queue>();
  connection: number;
  initial: number;

  constructor(windows: Windows, readonly frameBytes: number) {
    this.connection = windows.connection;
    this.initial = windows.stream;
  }

  open(stream: StreamId): void {
    this.streams.set(stream, { window: this.initial, pieces: [], bytes: 0, isEnded: false });
  }

  close(stream: StreamId): void {
    this.streams.delete(stream);
  }

  add(stream: StreamId, bytes: Uint8Array, end: boolean): void {
    const queue = this.streams.get(stream);
    if (queue === undefined || queue.isEnded) {
      throw new Error(`Cannot write because an open stream is required: given ${stream}`);
    }
    queue.isEnded = end;
    if (bytes.length === 0) return;
    queue.pieces.push(bytes);
    queue.bytes += bytes.length;
  }

  granted(stream: StreamId, bytes: number): void {
    if (bytes < 1) throw new Breach(stream, "a grant of at least 1 byte is required", `${bytes}`);
    const queue = this.streams.get(stream);
    const window = (stream === 0 ? this.connection : queue?.window ?? 0) + bytes;
    if (window > LARGEST) throw tooLarge(stream, window);
    if (stream === 0) this.connection = window;
    else if (queue !== undefined) queue.window = window;
  }

  resized(bytes: number): void {
    const difference = bytes - this.initial;
    if (bytes > LARGEST) throw tooLarge(0, bytes);
    for (const { window } of this.streams.values()) {
      if (window + difference > LARGEST) throw tooLarge(0, window + difference);
    }
    for (const queue of this.streams.values()) queue.window += difference;
    this.initial = bytes;
  }

  /** The next frame of data. Its stream goes to the end. */
  take(): Extract<Frame, { type: "data" }> | undefined {
    for (const [stream, queue] of this.streams) {
      const most = Math.min(this.frameBytes, queue.bytes, queue.window, this.connection);
      if (queue.bytes === 0 ? !queue.isEnded : most <= 0) continue;
      const bytes = queue.bytes === 0 ? new Uint8Array() : cut(queue, most);
      queue.window -= bytes.length;
      this.connection -= bytes.length;
      const end = queue.isEnded && queue.bytes === 0;
      this.streams.delete(stream);
      // Nothing is sent behind the end; its window is of no use any more.
      if (!end) this.streams.set(stream, queue);
      return { type: "data", stream, bytes, end };
    }
    return undefined;
  }
}

/** So many bytes from the front. */
function cut(queue: Queue, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length;) {
    const piece = queue.pieces[0]!, part = piece.subarray(0, length - at);
    bytes.set(part, at);
    at += part.length;
    if (part.length === piece.length) queue.pieces.shift();
    else queue.pieces[0] = piece.subarray(part.length);
  }
  queue.bytes -= length;
  return bytes;
}

const tooLarge = (stream: StreamId, window: number) =>
  new Breach(stream, `a window of at most ${LARGEST} bytes is required`, `${window}`);
