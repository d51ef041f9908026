/** A right answer to part 10 of exercise 18 in one piece: what is said, is due and waits is one state. */

import {
  bodyOf,
  Breach,
  type Connecting,
  type ConnectionEvent,
  type ConnectionRules,
  type Frame,
  frameOf,
  type ResetReason,
  type Side,
} from "../../exercises/18-wire/given.ts";
import { frames } from "../../solutions/18-wire/frames.ts";

const MOST = 2 ** 31 - 1, MOST_CALLED_FOR = 1000;

interface Window {
  left: number;
  held: number;
  owed: number;
}
interface Stream extends Window {
  readonly id: number;
  readonly mine: boolean;
  /** Whether anything of it was taken for the pipe. */
  taken: boolean;
  window: number;
  waits: Uint8Array[];
  waiting: number;
  endWritten: boolean;
  endSent: boolean;
  endCame: boolean;
}

class Connection implements Side {
  readonly #rules: ConnectionRules;
  readonly #reader = frames.start(0);
  readonly #streams = new Map<number, Stream>();
  /** Streams that have something to send, in the order of their turns. */
  readonly #row = new Map<number, Stream>();
  /** Streams, or 0, to which a grant is due. */
  readonly #due = new Set<number>();
  #control: { frame: Frame; calledFor: boolean }[] = [];
  #calledFor = 0;
  #theirs = 0;
  // What we may send.
  #sendSize: number;
  #window: number;
  // What the other side may send.
  #size: number;
  #told: number[] = [];
  readonly #all: Window;
  // Numbers.
  #next: number;
  #mineTaken = 0;
  #highest = 0;
  #nothings = 0;
  #last: number | undefined;
  #theirLast: number | undefined;
  // Silence.
  #heard: number;
  #asked = false;
  #token = 0;
  #gone = false;
  #lost = false;
  #broken: unknown;

  constructor(rules: ConnectionRules, now: number) {
    this.#rules = rules;
    this.#reader = frames.start(rules.frameBytes + 16);
    this.#sendSize = this.#size = rules.streamWindow;
    this.#window = rules.connectionWindow;
    this.#all = { left: rules.connectionWindow, held: 0, owed: 0 };
    this.#next = rules.dials ? 1 : 2;
    this.#heard = now;
  }

  #isMine = (stream: number) => (stream % 2 === 1) === this.#rules.dials;

  #say(frame: Frame, calledFor = false) {
    this.#control.push({ frame, calledFor });
    if (calledFor && ++this.#calledFor > MOST_CALLED_FOR) {
      throw new Breach(0, `at most ${MOST_CALLED_FOR} frames that were called for`, "more");
    }
  }
  #begin(id: number, mine: boolean) {
    this.#streams.set(id, {
      id,
      mine,
      taken: !mine,
      window: this.#sendSize,
      waits: [],
      waiting: 0,
      endWritten: false,
      endSent: false,
      endCame: false,
      left: this.#size,
      held: 0,
      owed: 0,
    });
    if (!mine) this.#theirs++;
  }
  #check(id: number, window: Window) {
    if (window.owed > 0 && window.owed >= window.left) this.#due.add(id);
  }
  #owe(bytes: number) {
    this.#all.owed += bytes;
    this.#check(0, this.#all);
  }
  /** The one place in which a stream is forgotten. */
  #forget(stream: Stream) {
    this.#streams.delete(stream.id);
    this.#row.delete(stream.id);
    this.#due.delete(stream.id);
    if (!stream.mine) this.#theirs--;
    this.#all.held -= stream.held;
    this.#owe(stream.held);
  }
  #forgetIfOver(stream: Stream) {
    if (stream.endSent && stream.endCame && stream.held === 0) this.#forget(stream);
  }
  #breach(stream: Stream, events: ConnectionEvent[]) {
    this.#forget(stream);
    this.#say({ type: "reset", stream: stream.id, why: "breach" }, true);
    events.push({ type: "over", stream: stream.id, why: "breach", untouched: false });
  }

  open() {
    if (this.#last !== undefined || this.#theirLast !== undefined || this.#lost || this.#gone) {
      return undefined;
    }
    const stream = this.#next;
    this.#next += 2;
    this.#begin(stream, true);
    this.#say({ type: "open", stream });
    return stream;
  }
  write(id: number, bytes: Uint8Array, end: boolean) {
    const stream = this.#streams.get(id);
    if (!stream || stream.endWritten) throw new Error(`Cannot write to stream ${id}`);
    if (bytes.length > 0) {
      stream.waits.push(bytes);
      stream.waiting += bytes.length;
    }
    stream.endWritten = end;
    if (stream.waiting > 0 || end) this.#row.set(id, stream);
  }
  consume(id: number, bytes: number) {
    const stream = this.#streams.get(id);
    if (!stream) return;
    if (bytes > stream.held) throw new RangeError(`Cannot consume ${bytes} of ${stream.held}`);
    stream.held -= bytes;
    stream.owed += bytes;
    this.#all.held -= bytes;
    this.#check(id, stream);
    this.#owe(bytes);
    this.#forgetIfOver(stream);
  }
  reset(id: number) {
    const stream = this.#streams.get(id);
    if (!stream) return;
    this.#forget(stream);
    this.#say({ type: "reset", stream: id, why: "cancelled" });
  }
  resize(bytes: number) {
    this.#say({ type: "window", bytes });
  }
  leave() {
    if (this.#last !== undefined) return;
    this.#last = this.#highest;
    this.#say({ type: "leaving", last: this.#last });
  }

  receive(chunk: Uint8Array, now: number) {
    if (this.#broken) throw this.#broken;
    const events: ConnectionEvent[] = [];
    if (chunk.length > 0) {
      this.#heard = now;
      this.#asked = false;
    }
    try {
      frames.push(this.#reader, chunk, {
        allocate: (length) => new Uint8Array(length),
        frame: (body) => this.#frame(frameOf(body), events),
      });
    } catch (error) {
      this.#broken = error;
      throw error;
    }
    return events;
  }
  #frame(frame: Frame, events: ConnectionEvent[]) {
    switch (frame.type) {
      case "open": {
        const { stream } = frame;
        if (this.#isMine(stream) || stream <= this.#highest || stream > MOST) {
          throw new Breach(0, "a new stream of the other side", `${stream}`);
        }
        this.#highest = stream;
        if (this.#last !== undefined) return;
        if (this.#theirs >= this.#rules.mostStreams) {
          return this.#say({ type: "reset", stream, why: "refused" }, true);
        }
        this.#begin(stream, false);
        events.push({ type: "opened", stream });
        return;
      }
      case "data":
        return this.#data(frame.stream, frame.bytes, frame.end, events);
      case "reset": {
        this.#known(frame.stream);
        const stream = this.#streams.get(frame.stream);
        if (!stream) return;
        this.#forget(stream);
        this.#over(stream.id, frame.why, frame.why === "refused", events);
        return;
      }
      case "grant": {
        const { bytes } = frame;
        if (frame.stream === 0) {
          if (bytes < 1 || this.#window + bytes > MOST) {
            throw new Breach(0, "a window that a grant fits into", `${bytes}`);
          }
          this.#window += bytes;
          return;
        }
        const stream = this.#streams.get(frame.stream);
        if (!stream) return;
        if (bytes < 1 || stream.window + bytes > MOST) return this.#breach(stream, events);
        stream.window += bytes;
        return;
      }
      case "window": {
        const by = frame.bytes - this.#sendSize;
        const streams = [...this.#streams.values()];
        if (frame.bytes > MOST || streams.some(({ window }) => window + by > MOST)) {
          throw new Breach(0, "windows of less than 2^31", `${frame.bytes}`);
        }
        for (const stream of streams) stream.window += by;
        this.#sendSize = frame.bytes;
        return this.#say({ type: "acknowledged" }, true);
      }
      case "acknowledged": {
        const size = this.#told.shift();
        if (size === undefined) throw new Breach(0, "a size that was sent", "none");
        for (const stream of this.#streams.values()) {
          stream.left += size - this.#size;
          this.#check(stream.id, stream);
        }
        this.#size = size;
        return;
      }
      case "leaving": {
        if (this.#theirLast !== undefined && frame.last > this.#theirLast) {
          throw new Breach(0, `a last stream of at most ${this.#theirLast}`, `${frame.last}`);
        }
        events.push({ type: "leaving" });
        this.#theirLast = frame.last;
        for (const stream of [...this.#streams.values()]) {
          if (!stream.mine || stream.id <= frame.last) continue;
          this.#forget(stream);
          this.#control = this.#control.filter(({ frame }) =>
            !(frame.type === "open" && frame.stream === stream.id)
          );
          this.#over(stream.id, "refused", true, events);
        }
        return;
      }
      case "ping":
        return this.#say({ type: "pong", token: frame.token }, true);
      case "pong":
        return;
    }
  }
  #over(stream: number, why: ResetReason, untouched: boolean, events: ConnectionEvent[]) {
    events.push({ type: "over", stream, why, untouched });
  }
  #known(stream: number) {
    if (stream < 1 || stream > (this.#isMine(stream) ? this.#mineTaken : this.#highest)) {
      throw new Breach(0, "a stream that has begun", `${stream}`);
    }
  }
  #data(id: number, bytes: Uint8Array, end: boolean, events: ConnectionEvent[]) {
    this.#known(id);
    const { length } = bytes, all = this.#all;
    const isNothing = length === 0 && !(end && this.#streams.has(id));
    this.#nothings = isNothing ? this.#nothings + 1 : 0;
    if (this.#nothings > 100) throw new Breach(0, "a frame that brings something", "another");
    if (length > all.left) throw new Breach(0, `at most ${all.left} bytes`, `${length}`);
    all.left -= length;
    const stream = this.#streams.get(id);
    if (!stream || stream.endCame || length > Math.max(0, stream.left)) {
      this.#owe(length);
      if (stream) this.#breach(stream, events);
      return;
    }
    stream.left -= length;
    stream.held += length;
    all.held += length;
    stream.endCame = end;
    this.#check(id, stream);
    this.#check(0, all);
    events.push({ type: "data", stream: id, bytes, end });
    this.#forgetIfOver(stream);
  }

  take(): Uint8Array | undefined {
    const frame = this.#lost ? undefined : this.#takeFrame();
    if (!frame) return undefined;
    const body = bodyOf(frame), bytes = new Uint8Array(4 + body.length);
    new DataView(bytes.buffer).setUint32(0, body.length, true);
    bytes.set(body, 4);
    return bytes;
  }
  #takeFrame(): Frame | undefined {
    const said = this.#control.shift();
    if (said) {
      const { frame, calledFor } = said;
      if (calledFor) this.#calledFor--;
      if (frame.type === "window") this.#told.push(frame.bytes);
      if (frame.type === "open") {
        this.#mineTaken = frame.stream;
        const stream = this.#streams.get(frame.stream);
        if (stream) stream.taken = true;
      }
      return frame;
    }
    for (const id of this.#due) {
      this.#due.delete(id);
      const window = id === 0 ? this.#all : this.#streams.get(id)!;
      const bytes = window.owed;
      if (bytes === 0) continue;
      window.left += bytes;
      window.owed = 0;
      return { type: "grant", stream: id, bytes };
    }
    for (const [id, stream] of this.#row) {
      const n = Math.max(
        0,
        Math.min(this.#rules.frameBytes, stream.waiting, stream.window, this.#window),
      );
      if (n === 0 && stream.waiting > 0) continue;
      const bytes = this.#cut(stream, n);
      stream.window -= n;
      this.#window -= n;
      const end = stream.waiting === 0 && stream.endWritten;
      this.#row.delete(id);
      if (stream.waiting > 0) this.#row.set(id, stream);
      if (end) {
        stream.endSent = true;
        this.#forgetIfOver(stream);
      }
      return { type: "data", stream: id, bytes, end };
    }
    return undefined;
  }
  /** The first n bytes that wait. */
  #cut(stream: Stream, n: number): Uint8Array {
    const bytes = new Uint8Array(n);
    stream.waiting -= n;
    let used = 0;
    for (let at = 0; at < n;) {
      const piece = stream.waits[used]!, part = piece.subarray(0, n - at);
      bytes.set(part, at);
      at += part.length;
      if (part.length === piece.length) used++;
      else stream.waits[used] = piece.subarray(part.length);
    }
    stream.waits.splice(0, used);
    return bytes;
  }

  dueAt() {
    if (this.#gone || this.#lost) return Infinity;
    const { askAfterMs, patienceMs } = this.#rules;
    return this.#heard + askAfterMs + (this.#asked ? patienceMs : 0);
  }
  tick(now: number) {
    const { askAfterMs, patienceMs } = this.#rules;
    if (now >= this.#heard + askAfterMs + patienceMs) this.#gone = true;
    if (this.#gone || this.#lost) return false;
    if (!this.#asked && now >= this.#heard + askAfterMs) {
      this.#asked = true;
      if (!this.#control.some(({ frame }) => frame.type === "ping")) {
        this.#say({ type: "ping", token: ++this.#token });
      }
    }
    return true;
  }
  lose() {
    const events: ConnectionEvent[] = [...this.#streams.values()].map(({ id, taken }) => (
      { type: "over", stream: id, why: "lost", untouched: !taken }
    ));
    this.#lost = true;
    this.#streams.clear();
    this.#row.clear();
    this.#due.clear();
    this.#control = [];
    return events;
  }
  streams() {
    return this.#streams.size;
  }
}

export const connection: Connecting = { begin: (rules, now) => new Connection(rules, now) };
