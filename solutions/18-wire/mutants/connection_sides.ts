/** Bugs of a side of a connection. @module */

import {
  bodyOf,
  type ConnectionEvent,
  type Frame,
  type ResetReason,
} from "../../../exercises/18-wire/given.ts";
import { Link } from "../connection.ts";
import type { Written } from "./connection_parts.ts";

export class LateData extends Link {
  override take(): Uint8Array | undefined {
    const { frames } = this.notices;
    if (frames.some(({ type }) => type === "open")) return super.take();
    this.notices.frames = [];
    const data = super.take();
    this.notices.frames = [...frames, ...this.notices.frames];
    return data ?? super.take();
  }
}

export class AfterWrite extends Link {
  override take(): Uint8Array | undefined {
    if (this.notices.frames[0]?.type === "ping") (this.alive as Written).written();
    return super.take();
  }
}

export class PongOnly extends Link {
  override receive(chunk: Uint8Array, now: number): readonly ConnectionEvent[] {
    const { heardAt, askedAt } = this.alive;
    let isPong = false;
    const handle = this.handle.bind(this);
    this.handle = (frame) => {
      isPong ||= frame.type === "pong";
      handle(frame);
    };
    try {
      return super.receive(chunk, now);
    } finally {
      this.handle = handle;
      if (!isPong) Object.assign(this.alive, { heardAt, askedAt });
    }
  }
}

export class Waiting extends Link {
  override otherLeaves(last: number): void {
    super.otherLeaves(Math.max(last, this.next));
    this.theirLast = last;
  }
}

export class Dropping extends Link {
  override otherLeaves(last: number): void {
    super.otherLeaves(last);
    for (const stream of [...this.live.keys()]) {
      if (this.isOwn(stream)) this.over(stream, "refused");
    }
  }
}

export class Touched extends Link {
  override over(stream: number, why: ResetReason): boolean {
    const isOver = super.over(stream, why), last = this.events.at(-1);
    if (isOver && last?.type === "over") {
      this.events[this.events.length - 1] = { ...last, untouched: false };
    }
    return isOver;
  }
}

export class Untouched extends Link {
  override lose(): readonly ConnectionEvent[] {
    return super.lose().map((event) =>
      event.type === "over" ? { ...event, untouched: this.isOwn(event.stream) } : event
    );
  }
}

export class Opening extends Link {
  override open(): number | undefined {
    const { isLeaving } = this;
    this.isLeaving = false;
    const stream = super.open();
    this.isLeaving = isLeaving;
    return stream;
  }
}

export class Looking extends Link {
  override opened(stream: number): void {
    const { last } = this;
    this.last = Infinity;
    super.opened(stream);
    this.last = last;
  }
}

export class Refusing extends Link {
  override opened(stream: number): void {
    super.opened(stream);
    if (stream > this.last) this.notices.answer({ type: "reset", stream, why: "refused" });
  }
}

export class LeavingAgain extends Link {
  override leave(): void {
    this.last = Infinity;
    super.leave();
  }
}

export class LeavingZero extends Link {
  override leave(): void {
    const { highest } = this;
    this.highest = 0;
    super.leave();
    this.highest = highest;
  }
}

export class Welcoming extends Link {
  override opened(stream: number): void {
    const { rules } = this;
    Object.assign(this, { rules: { ...rules, mostStreams: Infinity } });
    super.opened(stream);
    Object.assign(this, { rules });
  }
}

export class CountingAll extends Link {
  override opened(stream: number): void {
    const { rules } = this, own = [...this.live.keys()].filter((it) => this.isOwn(it)).length;
    Object.assign(this, { rules: { ...rules, mostStreams: rules.mostStreams - own } });
    super.opened(stream);
    Object.assign(this, { rules });
  }
}

export class Trusting extends Link {
  override opened(stream: number): void {
    this.highest = Math.min(this.highest, stream - 1);
    super.opened(stream);
  }
}

export class Unchecked extends Link {
  override assertBegun(): void {}
}

export class Behind extends Link {
  override data(stream: number, bytes: Uint8Array, end: boolean): void {
    const found = this.live.get(stream);
    if (found?.cameEnd) found.cameEnd = false;
    super.data(stream, bytes, end);
  }
}

export class HalfClosed extends Link {
  override endIfOver(stream: number): void {
    const { sentEnd, cameEnd } = this.live.get(stream)!;
    if (sentEnd && cameEnd) this.drop(stream);
  }
}

export class Closing extends Link {
  override endIfOver(stream: number): void {
    const { cameEnd, unread } = this.live.get(stream)!;
    if (cameEnd && unread === 0) this.drop(stream);
  }
}

export class Keeping extends Link {
  override endIfOver(stream: number): void {
    if (stream < 16) super.endIfOver(stream);
  }
}

export class Echoing extends Link {
  override over(stream: number, why: ResetReason): boolean {
    const isOver = super.over(stream, why);
    if (isOver && why === "cancelled") this.notices.add({ type: "reset", stream, why });
    return isOver;
  }
}

export class Mild extends Link {
  override came(frame: Frame): void {
    try {
      super.came(frame);
    } catch (error) {
      if (frame.type !== "acknowledged" && frame.type !== "leaving") throw error;
    }
  }
}

export class Harsh extends Link {
  override came(frame: Frame): void {
    this.handle(frame);
  }
}

export class TwoAtOnce extends Link {
  override take(): Uint8Array | undefined {
    const first = super.take(), second = first && super.take();
    if (first === undefined || second === undefined) return first;
    const both = new Uint8Array(first.length + second.length);
    both.set(first);
    both.set(second, first.length);
    return both;
  }
}

export class NoEnd extends Link {
  override write(stream: number, bytes: Uint8Array, end: boolean): void {
    super.write(stream, bytes, end && bytes.length > 0);
  }
}

export class Narrow extends Link {
  override take(): Uint8Array | undefined {
    const taken = super.take();
    if (taken === undefined || taken[4] !== 1) return taken;
    // A stream's number in a byte.
    const stream = taken[5]! & 127;
    const body = bodyOf({ type: "open", stream }).slice(1);
    const rest = taken[5]! > 127 ? taken.subarray(7) : taken.subarray(6);
    const bytes = new Uint8Array(5 + body.length + rest.length);
    bytes.set([1 + body.length + rest.length, 0, 0, 0, 1, ...body, ...rest]);
    return bytes;
  }
}
