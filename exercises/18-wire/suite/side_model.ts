/** What a side of a connection knows: what it must tell, and what it may send. @module */

import type { ConnectionRules, Frame, ResetReason } from "../given.ts";
import { LARGEST } from "./credit_words.ts";
import type { Told } from "./side_words.ts";

/** A stream that is open. */
export interface StreamModel {
  /** Bytes that have come: all, and those that are not consumed. */
  came: number;
  unread: number;
  cameEnd: boolean;
  /** Bytes that were written, and that were sent. */
  written: number;
  sent: number;
  endWritten: boolean;
  endSent: boolean;
  /** What may be sent. */
  window: number;
  /** What the other side may send, and what it is owed. */
  left: number;
  owed: number;
}

/** Why a connection must break. */
export class Broken extends Error {}

/** So many frames that the other side has called for may wait. */
export const MOST_CALLED_FOR = 1000;

/** So many frames of data in a row may bring nothing (CVE-2019-9518). */
const MOST_EMPTY = 100;

/** Something that must be said: ahead of data, unless nothing is lost without it. */
export interface Notice {
  readonly words: string;
  isOptional: boolean;
  readonly isCalledFor: boolean;
}

/** One side. */
export class SideModel {
  readonly streams = new Map<number, StreamModel>();
  notices: Notice[] = [];
  connection: { window: number; left: number; owed: number };
  initial: number;
  initialLeft: number;
  readonly told: number[] = [];
  /** The own streams whose `open` was taken for the pipe. */
  readonly opened = new Set<number>();
  next: number;
  highest = 0;
  last = Infinity;
  theirLast = LARGEST;
  isLeaving = false;
  /** A stream of which nobody knows whether it was over when the connection broke. */
  doubtful: number | undefined;

  /** So many frames of data that brought nothing came last. */
  #empty = 0;

  constructor(readonly rules: ConnectionRules) {
    this.next = rules.dials ? 1 : 2;
    this.initial = this.initialLeft = rules.streamWindow;
    this.connection = { window: rules.connectionWindow, left: rules.connectionWindow, owed: 0 };
  }

  begin(stream: number): void {
    const [window, left] = [this.initial, this.initialLeft];
    this.streams.set(stream, {
      ...{ came: 0, unread: 0, cameEnd: false, written: 0, sent: 0 },
      ...{ endWritten: false, endSent: false, window, left, owed: 0 },
    });
  }

  /** A stream is over; what was not consumed is owed by the connection. */
  drop(stream: number): boolean {
    const found = this.streams.get(stream);
    this.connection.owed += found?.unread ?? 0;
    return this.streams.delete(stream);
  }

  endIfOver(stream: number): void {
    const { endSent, cameEnd, unread } = this.streams.get(stream)!;
    if (endSent && cameEnd && unread === 0) this.drop(stream);
  }

  isOwn(stream: number): boolean {
    return stream % 2 === (this.rules.dials ? 1 : 0);
  }

  say(words: string, isCalledFor = false): void {
    if (isCalledFor && this.#calledFor() >= MOST_CALLED_FOR) {
      throw new Broken(
        `${MOST_CALLED_FOR} frames that the other side has called for are not taken, ` +
          "pongs, acknowledgements, refusals and resets for breaches together",
      );
    }
    this.notices.push({ words, isOptional: false, isCalledFor });
  }

  /** How many frames that the other side has called for wait. */
  #calledFor(): number {
    if (this.notices.length < MOST_CALLED_FOR) return 0;
    return this.notices.filter((each) => each.isCalledFor).length;
  }

  /** What must be told when a frame comes. Throws `Broken` where the connection must break. */
  handle(frame: Frame): Told[] {
    switch (frame.type) {
      case "open":
        return this.#opened(frame.stream);
      case "data":
        return this.#data(frame.stream, frame.bytes.length, frame.end);
      case "reset":
        this.#assertBegun(frame.stream);
        return this.over(frame.stream, frame.why);
      case "grant":
        return this.#granted(frame.stream, frame.bytes);
      case "window":
        return this.#resized(frame.bytes);
      case "acknowledged": {
        const bytes = this.told.shift();
        if (bytes === undefined) throw new Broken("no size is to be acknowledged");
        for (const each of this.streams.values()) each.left += bytes - this.initialLeft;
        this.initialLeft = bytes;
        return [];
      }
      case "leaving": {
        if (frame.last > this.theirLast) throw new Broken("a last stream was named that is less");
        this.theirLast = frame.last;
        this.isLeaving = true;
        const lost = [...this.streams.keys()].filter((it) => this.isOwn(it) && it > frame.last);
        return [{ type: "leaving" }, ...lost.flatMap((stream) => this.over(stream, "refused"))];
      }
      case "ping":
        this.say(`pong ${frame.token}`, true);
        return [];
      case "pong":
        return [];
    }
  }

  over(stream: number, why: ResetReason): Told[] {
    for (const each of this.notices) {
      // What has not been said of a stream that is over need not be said.
      if (each.words === `open ${stream}`) each.isOptional = true;
    }
    if (!this.drop(stream)) return [];
    return [{ type: "over", stream, why, untouched: why === "refused" }];
  }

  /** Whether a stream could send something now. */
  isAble({ written, sent, window, endWritten, endSent }: StreamModel): boolean {
    if (written === sent) return endWritten && !endSent;
    return Math.min(window, this.connection.window) > 0;
  }

  #opened(stream: number): Told[] {
    if (stream > LARGEST) throw new Broken(`streams have numbers up to 2 ** 31 - 1, not ${stream}`);
    if (this.isOwn(stream)) {
      throw new Broken(`the other side begins ${stream}, which is of this side`);
    }
    if (stream <= this.highest) {
      throw new Broken(`a stream begins that is not above ${this.highest}, and so not new`);
    }
    this.highest = stream;
    if (stream > this.last) return [];
    if ([...this.streams.keys()].filter((it) => !this.isOwn(it)).length >= this.rules.mostStreams) {
      this.say(`reset ${stream} refused`, true);
      return [];
    }
    this.begin(stream);
    return [{ type: "opened", stream }];
  }

  #data(stream: number, length: number, end: boolean): Told[] {
    this.#assertBegun(stream);
    const { connection } = this, found = this.streams.get(stream);
    this.#empty = length > 0 || end && found !== undefined ? 0 : this.#empty + 1;
    if (this.#empty > MOST_EMPTY) {
      throw new Broken(
        `more than ${MOST_EMPTY} frames of data in a row bring neither bytes nor the end of a stream that is open`,
      );
    }
    if (length > connection.left) {
      throw new Broken("more data comes than the connection has credit for");
    }
    connection.left -= length;
    if (found === undefined || found.cameEnd || length > Math.max(0, found.left)) {
      connection.owed += length;
      return found === undefined ? [] : this.#breach(stream);
    }
    const from = found.came;
    found.left -= length;
    found.came += length;
    found.unread += length;
    found.cameEnd = end;
    this.endIfOver(stream);
    return [{ type: "data", stream, from, length, end }];
  }

  #granted(stream: number, bytes: number): Told[] {
    const found = stream === 0 ? this.connection : this.streams.get(stream);
    if (found === undefined) return [];
    if (bytes < 1 || found.window + bytes > LARGEST) {
      if (stream === 0) throw new Broken("a grant of less than 1, or too large a window");
      return this.#breach(stream);
    }
    found.window += bytes;
    return [];
  }

  #resized(bytes: number): Told[] {
    const difference = bytes - this.initial, all = [...this.streams.values()];
    if (bytes > LARGEST || all.some(({ window }) => window + difference > LARGEST)) {
      throw new Broken("too large a window");
    }
    for (const each of all) each.window += difference;
    this.initial = bytes;
    this.say("acknowledged", true);
    return [];
  }

  #breach(stream: number): Told[] {
    const told = this.over(stream, "breach");
    this.doubtful = stream;
    this.say(`reset ${stream} breach`, true);
    this.doubtful = undefined;
    return told;
  }

  #assertBegun(stream: number): void {
    const hasBegun = this.isOwn(stream) ? stream < this.next : stream <= this.highest;
    if (stream === 0 || !hasBegun) {
      throw new Broken(`data or a reset comes for stream ${stream}, which has not begun`);
    }
  }
}
