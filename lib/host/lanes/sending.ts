/**
 * What waits on the lanes to one peer. A message that finds no credit waits, until there is too much: then
 * the oldest is dropped, as the network may lose messages, and the newest are the most useful. A message
 * that has begun to leave is finished.
 *
 * @module
 */

import { ByteWriter } from "../../codec/byte_writer.ts";
import { FRAME_HEADER, writeFrame } from "../../codec/frame.ts";
import { Batcher } from "../../link/batcher.ts";
import { MESSAGE_HEADER, putLength } from "../../link/messages.ts";
import { readStreamFrame } from "../../link/multiplexer/frame_bytes.ts";
import type { StreamId } from "../../link/multiplexer/frames.ts";
import type { Multiplexer } from "../../link/multiplexer/multiplexer.ts";
import type { Limits } from "../limits.ts";
import type { Traffic } from "../traffic.ts";
import {
  FRAME_BYTES,
  type Lane,
  multiplexerFor,
  received,
  streams,
  unexpected,
  writeStream,
} from "./lanes.ts";

/**
 * So much leaves in one write at most, in bytes, before it is packed, give or take a frame: a write
 * costs as much as many frames.
 */
const WRITE_BYTES = 2 ** 18;

/** What is allowed. */
type Patience = Pick<Limits, "queueBytes" | "creditMs">;

interface Waiting {
  readonly stream: StreamId;
  /** Messages of which nothing has left. */
  readonly messages: Batcher;
  /** Since when it waits for credit, in ms; `undefined` if it does not. */
  hungrySince: number | undefined;
}

/** The lanes of one connection, for the side that dialled. */
export class SendingLanes {
  readonly #machine: Multiplexer;
  readonly #limits: Patience;
  readonly #traffic: Traffic;
  readonly #urgent: Waiting;
  readonly #bulk: Waiting;
  readonly #lanes: readonly Waiting[];
  /** Whether streams may have something to say that is no message: their beginning, answers. */
  #isAsked = true;
  #isOver = false;
  readonly #writer = new ByteWriter(FRAME_BYTES);

  /** The listener grants `window` bytes on each lane before it has to grant more. */
  constructor(
    window: number,
    limits: Patience,
    traffic: Traffic,
  ) {
    this.#machine = multiplexerFor(true, window);
    this.#limits = limits;
    this.#traffic = traffic;
    this.#urgent = this.#begin("urgent");
    this.#bulk = this.#begin("bulk");
    this.#lanes = [this.#urgent, this.#bulk];
  }

  /** How many bytes wait. */
  get queued(): number {
    return this.#waiting(this.#urgent) + this.#waiting(this.#bulk);
  }

  /** Adds a message, which was written behind room for the header of a frame. It must not change any more. */
  add(lane: Lane, message: Uint8Array): void {
    const { messages } = lane === "urgent" ? this.#urgent : this.#bulk;
    messages.add(putLength(message.subarray(FRAME_HEADER - MESSAGE_HEADER)), 0);
    while (this.queued > this.#limits.queueBytes && this.#dropOldest());
  }

  /** A frame of streams has come. Throws a `Refusal` or `MalformedBytes` if no peer says that. */
  receive(body: Uint8Array): void {
    this.#isAsked = true;
    for (const event of received(this.#machine, readStreamFrame(body))) {
      // Its streams may be over, and cannot be written to.
      this.#isOver = true;
      throw unexpected(event);
    }
  }

  /**
   * Some frames for the wire, if there are any; they are valid until the next call. Long messages leave in
   * turn with short ones.
   */
  next(): readonly Uint8Array[] | undefined {
    const writer = this.#writer, ends = [0];
    writer.length = 0;
    while (!this.#isOver && writer.length < WRITE_BYTES && (this.#isAsked || this.queued > 0)) {
      for (const lane of this.#lanes) this.#feed(lane);
      const frame = this.#machine.next();
      if (frame === undefined) {
        this.#isAsked = false;
        break;
      }
      writeFrame(writer, (body) => writeStream(body, frame));
      ends.push(writer.length);
      if (frame.type === "data") this.#on(frame.stream).hungrySince = undefined;
    }
    const bytes = writer.view();
    if (bytes.length > 0) return ends.slice(1).map((end, i) => bytes.subarray(ends[i], end));
    for (const lane of this.#lanes) {
      if (this.#waiting(lane) > 0) lane.hungrySince ??= performance.now();
    }
    return undefined;
  }

  /** Why the other side is to be given up, if it is: it has granted nothing for too long. */
  starved(now: number): string | undefined {
    for (const { hungrySince = now } of this.#lanes) {
      if (now - hungrySince > this.#limits.creditMs) return "it grants no credit";
    }
    return undefined;
  }

  #begin(lane: Lane): Waiting {
    const stream = this.#machine.open();
    if (stream !== streams[lane]) {
      throw new Error(`Cannot begin a lane because its stream must be free: given "${lane}"`);
    }
    return { stream, messages: new Batcher({ bytes: FRAME_BYTES }), hungrySince: undefined };
  }

  #on(stream: StreamId): Waiting {
    return stream === this.#urgent.stream ? this.#urgent : this.#bulk;
  }

  #waiting({ stream, messages }: Waiting): number {
    return this.#machine.queued(stream) + messages.waitingBytes;
  }

  /** Gives a stream what makes one frame, or one message: what it has can not be dropped any more. */
  #feed({ stream, messages }: Waiting): void {
    if (messages.waiting === 0 || this.#machine.queued(stream) > 0) return;
    for (const message of messages.next(0) ?? []) this.#machine.write(stream, message);
    messages.written();
  }

  /** Bulk first; the newest of each lane stays. */
  #dropOldest(): boolean {
    const lane = [this.#bulk, this.#urgent].find(({ messages }) => messages.waiting > 1);
    lane?.messages.dropOldest();
    if (lane !== undefined) this.#traffic.dropped++;
    return lane !== undefined;
  }
}
