/**
 * Many streams over one connection (HTTP/2, RFC 9113, sections 5.1 and 6, without headers and priorities):
 * each has its own order, its own credit and its own end, and none can stop the others. What is said about
 * streams goes ahead of what is said on them, so that whoever waits for credit never waits behind data
 * (helidon 12182). It has no socket and no clock: `receive` takes what came, `next` gives what to send.
 *
 * @module
 */

import { Breach } from "../breach.ts";
import { ReceiveCredits } from "../credits/receiving.ts";
import { SendCredits } from "../credits/sending.ts";
import { CONNECTION } from "../credits/window.ts";
import type { Event, Frame, ResetReason, StreamId } from "./frames.ts";
import { Leaving } from "./leaving.ts";
import { Notices } from "./notices.ts";
import type { MultiplexerOptions } from "./options.ts";
import { Outgoing } from "./outgoing.ts";
import { Streams } from "./streams.ts";

/**
 * One side. If `receive` throws, close the connection; `lose` says what became of its streams.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { Multiplexer } from "hb/link/multiplexer/multiplexer.ts";
 *
 * const client = new Multiplexer({ dials: true }), server = new Multiplexer({ dials: false });
 * const stream = client.open()!;
 * client.write(stream, new Uint8Array(3), true);
 * assertEquals(server.receive(client.next()!), [{ type: "opened", stream }]);
 * assertEquals(server.receive(client.next()!)[0]?.type, "data");
 * ```
 */
export class Multiplexer {
  readonly #most: number;
  readonly #sending: SendCredits;
  readonly #receiving: ReceiveCredits;
  readonly #outgoing: Outgoing;
  readonly #streams: Streams;
  readonly #leaving = new Leaving();
  readonly #notices = new Notices();

  /** A new connection. */
  constructor({ dials, frameBytes = 16_384, mostStreams = 100, windows = {} }: MultiplexerOptions) {
    this.#most = mostStreams;
    this.#streams = new Streams(dials);
    this.#sending = new SendCredits(windows);
    this.#receiving = new ReceiveCredits(windows);
    this.#outgoing = new Outgoing(this.#sending, frameBytes);
  }

  /** How many streams are open. */
  get streams(): number {
    return this.#streams.open.size;
  }

  /** Whether one side is leaving and nothing is left to be done: the connection can be closed. */
  get done(): boolean {
    return this.#leaving.begun && this.streams === 0 && this.#notices.length === 0;
  }

  /** Begins a stream; `undefined` if that has to be done on another connection. */
  open(): StreamId | undefined {
    const stream = this.#leaving.begun ? undefined : this.#streams.take();
    if (stream !== undefined) {
      this.#begin(stream);
      this.#notices.add({ type: "open", stream });
    }
    return stream;
  }

  /** Bytes of a stream, which are not copied; `end`: there will be no more. Throws behind the end. */
  write(stream: StreamId, bytes: Uint8Array, end = false): void {
    this.#outgoing.add(stream, bytes, end);
  }

  /** How many bytes of a stream wait for their turn or for credit: whoever writes faster has to stop. */
  queued(stream: StreamId): number {
    return this.#outgoing.queued(stream);
  }

  /** So many bytes that came on a stream are out of the way. Nothing happens if it is over. */
  consume(stream: StreamId, bytes: number): void {
    if (!this.#streams.open.has(stream)) return;
    this.#receiving.consume(stream, bytes);
    this.#endIfOver(stream);
  }

  /** Ends a stream on both sides, whatever waits. Nothing happens if it is over. */
  reset(stream: StreamId, why: ResetReason = "cancelled"): void {
    if (this.#drop(stream)) this.#notices.add({ type: "reset", stream, why });
  }

  /** Tells the other side an initial size for windows of streams, in bytes. */
  resize(bytes: number): void {
    this.#receiving.announce(bytes);
    this.#notices.add({ type: "window", bytes });
  }

  /** Asks whether the other side is there. */
  ping(token: number): void {
    this.#notices.add({ type: "ping", token });
  }

  /**
   * Begins to leave: streams up to `last` are finished, others are not looked at. By default that is the
   * highest that has come. To lose none that are under way, call it with `LAST_STREAM`, and again a round
   * trip later.
   */
  leave(last: StreamId = Math.max(0, this.#streams.highest)): void {
    if (this.#leaving.here(last)) this.#notices.add({ type: "leaving", last });
  }

  /** The connection is gone: what became of each stream. Only one whose beginning never left is untouched. */
  lose(): Event[] {
    const unsent = this.#notices.clear();
    return [...this.#streams.open.keys()].map((stream) => {
      this.#drop(stream);
      return { type: "over", stream, why: "lost", untouched: unsent.has(stream) };
    });
  }

  /** The next frame for the wire, if there is one. */
  next(): Frame | undefined {
    if (this.#notices.length === 0) {
      for (const grant of this.#receiving.grants()) this.#notices.add({ type: "grant", ...grant });
    }
    const notice = this.#notices.take();
    if (notice !== undefined) return notice;
    const data = this.#outgoing.next();
    if (data?.end) {
      this.#streams.open.get(data.stream)!.sentAll = true;
      this.#endIfOver(data.stream);
    }
    return data;
  }

  /** Takes a frame of the other side. Throws a `Breach` of the connection. */
  receive(frame: Frame): Event[] {
    try {
      return this.#take(frame);
    } catch (error) {
      if (!(error instanceof Breach) || error.stream === CONNECTION) throw error;
      const events = this.#over(error.stream, "breach");
      if (events.length > 0) {
        this.#notices.answer({ type: "reset", stream: error.stream, why: "breach" });
      }
      return events;
    }
  }

  /** What does not add up, one sentence each. */
  violations(): string[] {
    const problems = [...this.#receiving.violations(), ...this.#outgoing.violations()];
    for (const { streams } of [this.#sending, this.#receiving, this.#outgoing]) {
      if (streams !== this.streams) {
        problems.push(`${streams} streams of ${this.streams} are known`);
      }
    }
    return problems;
  }

  #take(frame: Frame): Event[] {
    switch (frame.type) {
      case "open":
        return this.#opened(frame.stream);
      case "data":
        return this.#came(frame);
      case "reset":
        return this.#over(frame.stream, frame.why);
      case "grant":
        this.#sending.grant(frame.stream, frame.bytes);
        this.#outgoing.granted(frame.stream);
        return [];
      case "window":
        this.#sending.resize(frame.bytes);
        this.#outgoing.resized();
        this.#notices.answer({ type: "acknowledged" });
        return [];
      case "acknowledged":
        this.#receiving.acknowledged();
        return [];
      case "leaving":
        return this.#otherLeaves(frame.last);
      case "ping":
        this.#notices.answer({ type: "pong", token: frame.token });
        return [];
      case "pong":
        return [frame];
    }
  }

  #opened(stream: StreamId): Event[] {
    this.#streams.came(stream);
    if (!this.#leaving.takes(stream)) return [];
    if (this.#streams.of(false).length >= this.#most) {
      this.#notices.answer({ type: "reset", stream, why: "refused" });
      return [];
    }
    this.#begin(stream);
    return [{ type: "opened", stream }];
  }

  #came({ stream, bytes, end }: Extract<Frame, { type: "data" }>): Event[] {
    this.#streams.said(stream, bytes.length, end);
    this.#receiving.receive(stream, bytes.length);
    const state = this.#streams.open.get(stream);
    if (state === undefined) return [];
    if (state.cameAll) throw new Breach(stream, "nothing behind the end is required", "data");
    state.cameAll = end;
    this.#endIfOver(stream);
    return [{ type: "data", stream, bytes, end }];
  }

  #over(stream: StreamId, why: ResetReason): Event[] {
    this.#streams.assertBegun(stream);
    if (!this.#drop(stream)) return [];
    return [{ type: "over", stream, why, untouched: why === "refused" }];
  }

  #otherLeaves(last: StreamId): Event[] {
    this.#leaving.there(last);
    const lost = this.#streams.of(true).filter((stream) => stream > last);
    return [{ type: "leaving" }, ...lost.flatMap((stream) => this.#over(stream, "refused"))];
  }

  #begin(stream: StreamId): void {
    this.#streams.open.set(stream, { sentAll: false, cameAll: false });
    this.#sending.open(stream);
    this.#receiving.open(stream);
    this.#outgoing.open(stream);
  }

  /** Once both sides have said all, and all was consumed. */
  #endIfOver(stream: StreamId): void {
    const { sentAll, cameAll } = this.#streams.open.get(stream)!;
    if (sentAll && cameAll && this.#receiving.unread(stream) === 0) this.#drop(stream);
  }

  /** Forgets a stream; false if it was over. */
  #drop(stream: StreamId): boolean {
    if (!this.#streams.open.delete(stream)) return false;
    this.#sending.close(stream);
    this.#receiving.close(stream);
    this.#outgoing.drop(stream);
    return true;
  }
}
