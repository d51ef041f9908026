/** What the other side may send, as far as it can know. */

import { Breach, type Frame, type StreamId, type Windows } from "../../exercises/18-wire/given.ts";

/**
 * A grant counts when it is taken for the pipe: else a side that does not read could send for ever, and all
 * that it is granted would wait. For each window one grant waits at most.
 */
export class Grants {
  readonly waiting = new Map<StreamId, number>();
  /** What may come: on each stream, and on the connection (0). */
  readonly left: Map<StreamId, number>;
  initial: number;

  constructor({ stream, connection }: Windows) {
    this.left = new Map([[0, connection]]);
    this.initial = stream;
  }

  open(stream: StreamId): void {
    this.left.set(stream, this.initial);
  }

  close(stream: StreamId): void {
    this.left.delete(stream);
    this.waiting.delete(stream);
  }

  add(stream: StreamId, bytes: number): void {
    this.waiting.set(stream, (this.waiting.get(stream) ?? 0) + bytes);
  }

  take(): Extract<Frame, { type: "grant" }> | undefined {
    for (const [stream, bytes] of this.waiting) {
      this.waiting.delete(stream);
      this.left.set(stream, this.left.get(stream)! + bytes);
      return { type: "grant", stream, bytes };
    }
    return undefined;
  }

  /** The other side keeps to another size. */
  acknowledged(bytes: number): void {
    for (const [stream, left] of this.left) {
      if (stream > 0) this.left.set(stream, left + bytes - this.initial);
    }
    this.initial = bytes;
  }

  /** So many bytes have come. Throws if the connection had no credit for them; false: the stream had none. */
  spend(stream: StreamId, bytes: number): boolean {
    const all = this.left.get(0)!, left = this.left.get(stream) ?? Infinity;
    if (bytes > all) throw new Breach(0, `at most ${all} bytes are required`, `${bytes}`);
    this.left.set(0, all - bytes);
    // What has no bytes needs no credit, also where less than none is left.
    if (bytes > Math.max(0, left)) return false;
    if (left < Infinity) this.left.set(stream, left - bytes);
    return true;
  }
}
