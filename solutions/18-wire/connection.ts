/** Part 10: many streams over one connection. Credit to receive is that of part 6, frames those of part 2. */

import {
  bodyOf,
  Breach,
  type Connecting,
  type ConnectionEvent,
  type ConnectionRules,
  type Frame,
  frameOf,
  type Receiving,
  type ResetReason,
  type Side,
  type StreamId,
} from "../../exercises/18-wire/given.ts";
import { Alive } from "./connection_alive.ts";
import { Grants } from "./connection_grants.ts";
import { Notices } from "./connection_notices.ts";
import { Queues } from "./connection_queues.ts";
import { frames } from "./frames.ts";
import { receiving } from "./receiving.ts";

export const connection: Connecting = { begin: (rules, now) => new Link(rules, now) };

const LAST = 2 ** 31 - 1;
/** So many frames of data in a row may bring nothing (CVE-2019-9518). */
const MOST_EMPTY = 100;

interface Stream {
  sentEnd: boolean;
  cameEnd: boolean;
  unread: number;
}

/** What a side is made of. */
export const parts = { frames, receiving, Alive, Grants, Notices, Queues };

/** One side. */
export class Link implements Side {
  readonly live = new Map<StreamId, Stream>();
  readonly notices: Notices;
  readonly queues: Queues;
  readonly alive: Alive;
  readonly grants: Grants;
  readonly receiver: Receiving;
  readonly credit;
  readonly bytes;
  events: ConnectionEvent[] = [];
  next: StreamId;
  highest = 0;
  /** The last stream of the other side that is looked at, and of this side. */
  last = LAST;
  theirLast = LAST;
  isLeaving = false;
  /** So many frames of data that brought nothing came last. */
  empty = 0;
  /** Sizes that were told and are not acknowledged. */
  told: number[] = [];

  constructor(readonly rules: ConnectionRules, now: number, readonly own = parts) {
    const windows = { stream: rules.streamWindow, connection: rules.connectionWindow };
    this.next = rules.dials ? 1 : 2;
    this.notices = new own.Notices();
    this.queues = new own.Queues(windows, rules.frameBytes);
    this.alive = new own.Alive(rules, now);
    this.grants = new own.Grants(windows);
    this.receiver = own.receiving;
    this.credit = this.receiver.start(windows);
    this.bytes = own.frames.start(rules.frameBytes + 16);
  }

  readonly granting = {
    grant: (stream: StreamId, bytes: number) => this.grants.add(stream, bytes),
    breach(stream: StreamId): void {
      throw new Breach(stream, "data for which there is credit is required", "more");
    },
  };

  open(): StreamId | undefined {
    if (this.isLeaving || this.next > LAST) return undefined;
    const stream = this.next;
    this.next += 2;
    this.begin(stream);
    this.notices.add({ type: "open", stream });
    return stream;
  }

  write(stream: StreamId, bytes: Uint8Array, end: boolean): void {
    this.queues.add(stream, bytes, end);
  }

  consume(stream: StreamId, bytes: number): void {
    const found = this.live.get(stream);
    if (found === undefined) return;
    found.unread -= bytes;
    this.receiver.consumed(this.credit, stream, bytes, this.granting);
    this.endIfOver(stream);
  }

  reset(stream: StreamId): void {
    if (this.drop(stream)) this.notices.add({ type: "reset", stream, why: "cancelled" });
  }

  resize(bytes: number): void {
    this.told.push(bytes);
    this.receiver.resize(this.credit, bytes, this.granting);
    this.notices.add({ type: "window", bytes });
  }

  leave(): void {
    if (this.last < LAST) return;
    this.isLeaving = true;
    this.last = this.highest;
    this.notices.add({ type: "leaving", last: this.last });
  }

  receive(chunk: Uint8Array, now: number): readonly ConnectionEvent[] {
    this.alive.heard(now);
    this.events = [];
    this.own.frames.push(this.bytes, chunk, {
      allocate: (length) => new Uint8Array(length),
      frame: (body) => this.came(frameOf(body)),
    });
    return this.events;
  }

  take(): Uint8Array | undefined {
    const frame = this.notices.take() ?? this.grants.take() ?? this.queues.take();
    if (frame === undefined) return undefined;
    if (frame.type === "data" && frame.end) {
      this.live.get(frame.stream)!.sentEnd = true;
      this.endIfOver(frame.stream);
    }
    const body = bodyOf(frame), bytes = new Uint8Array(4 + body.length);
    new DataView(bytes.buffer).setUint32(0, body.length, true);
    bytes.set(body, 4);
    return bytes;
  }

  dueAt(): number {
    return this.alive.dueAt();
  }

  tick(now: number): boolean {
    return this.alive.tick(now, () => this.notices.add({ type: "ping", token: 0 }));
  }

  lose(): readonly ConnectionEvent[] {
    const untaken = this.notices.unopened();
    const events = [...this.live.keys()].map((stream): ConnectionEvent => ({
      type: "over",
      stream,
      why: "lost",
      untouched: untaken.has(stream),
    }));
    for (const stream of [...this.live.keys()]) this.drop(stream);
    return events;
  }

  streams(): number {
    return this.live.size;
  }

  /** A frame has come. */
  came(frame: Frame): void {
    try {
      this.handle(frame);
    } catch (error) {
      if (!(error instanceof Breach) || error.stream === 0) throw error;
      if (this.over(error.stream, "breach")) {
        this.notices.answer({ type: "reset", stream: error.stream, why: "breach" });
      }
    }
  }

  handle(frame: Frame): void {
    switch (frame.type) {
      case "open":
        return this.opened(frame.stream);
      case "data":
        return this.data(frame.stream, frame.bytes, frame.end);
      case "reset":
        this.assertBegun(frame.stream);
        return void this.over(frame.stream, frame.why);
      case "grant":
        return this.queues.granted(frame.stream, frame.bytes);
      case "window":
        this.queues.resized(frame.bytes);
        return this.notices.answer({ type: "acknowledged" });
      case "acknowledged":
        return this.acknowledged();
      case "leaving":
        return this.otherLeaves(frame.last);
      case "ping":
        return this.notices.answer({ type: "pong", token: frame.token });
    }
  }

  opened(stream: StreamId): void {
    if (this.isOwn(stream) || stream <= this.highest || stream > LAST) {
      throw new Breach(0, "a new stream of the other side is required", `${stream}`);
    }
    this.highest = stream;
    if (stream > this.last) return;
    const others = [...this.live.keys()].filter((stream) => !this.isOwn(stream));
    if (others.length >= this.rules.mostStreams) {
      return this.notices.answer({ type: "reset", stream, why: "refused" });
    }
    this.begin(stream);
    this.events.push({ type: "opened", stream });
  }

  acknowledged(): void {
    const bytes = this.told.shift();
    if (bytes === undefined) throw new Breach(0, "a size that was told is required", "none");
    this.grants.acknowledged(bytes);
    this.receiver.acknowledged(this.credit, this.granting);
  }

  data(stream: StreamId, bytes: Uint8Array, end: boolean): void {
    this.assertBegun(stream);
    const found = this.live.get(stream), { length } = bytes;
    this.assertSays(length > 0 || end && found !== undefined);
    const isPaid = this.grants.spend(stream, length), isBreach = !isPaid || found?.cameEnd;
    // What a stream must not bring counts for the connection alone.
    if (isBreach) this.receiver.close(this.credit, stream, this.granting);
    if (length > 0) this.receiver.came(this.credit, stream, length, this.granting);
    if (isBreach) throw new Breach(stream, "data for which there is credit, up to its end", "more");
    if (found === undefined) return;
    found.unread += bytes.length;
    found.cameEnd = end;
    this.events.push({ type: "data", stream, bytes, end });
    this.endIfOver(stream);
  }

  otherLeaves(last: StreamId): void {
    if (last > this.theirLast) {
      throw new Breach(0, `a last stream up to ${this.theirLast} is required`, `${last}`);
    }
    this.theirLast = last;
    this.isLeaving = true;
    this.events.push({ type: "leaving" });
    for (const stream of [...this.live.keys()]) {
      if (this.isOwn(stream) && stream > last) this.over(stream, "refused");
    }
  }

  over(stream: StreamId, why: ResetReason): boolean {
    if (!this.drop(stream)) return false;
    this.events.push({ type: "over", stream, why, untouched: why === "refused" });
    return true;
  }

  begin(stream: StreamId): void {
    this.live.set(stream, { sentEnd: false, cameEnd: false, unread: 0 });
    this.queues.open(stream);
    this.receiver.open(this.credit, stream, this.granting);
    this.grants.open(stream);
  }

  drop(stream: StreamId): boolean {
    if (!this.live.delete(stream)) return false;
    this.queues.close(stream);
    this.receiver.close(this.credit, stream, this.granting);
    this.grants.close(stream);
    return true;
  }

  endIfOver(stream: StreamId): void {
    const { sentEnd, cameEnd, unread } = this.live.get(stream)!;
    if (sentEnd && cameEnd && unread === 0) this.drop(stream);
  }

  /** A frame of data without bytes costs no credit, so it costs patience. */
  assertSays(something: boolean): void {
    this.empty = something ? 0 : this.empty + 1;
    if (this.empty > MOST_EMPTY) {
      throw new Breach(0, `at most ${MOST_EMPTY} frames in a row that bring nothing`, "one more");
    }
  }

  isOwn(stream: StreamId): boolean {
    return (stream % 2 === 1) === this.rules.dials;
  }

  assertBegun(stream: StreamId): void {
    const hasBegun = this.isOwn(stream) ? stream < this.next : stream <= this.highest;
    if (!hasBegun || stream === 0) {
      throw new Breach(0, "a stream that has begun is required", `${stream}`);
    }
  }
}
