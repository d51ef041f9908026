/** Bugs of what a connection is made of. @module */

import type { Any, Frame } from "../../../exercises/18-wire/given.ts";
import { Alive } from "../connection_alive.ts";
import { Notices } from "../connection_notices.ts";
import { Queues } from "../connection_queues.ts";

export class Unsaid extends Notices {
  override take(): Frame | undefined {
    return undefined;
  }
}

export class Flooded extends Notices {
  override answer(frame: Frame): void {
    this.add(frame);
  }
}

export class Zeros extends Notices {
  override answer(frame: Frame): void {
    super.answer(frame.type === "pong" ? { ...frame, token: 0 } : frame);
  }
}

export class Silent extends Notices {
  override answer(frame: Frame): void {
    if (frame.type !== "acknowledged") super.answer(frame);
  }
}

export class Unordered extends Notices {
  override take(): Frame | undefined {
    const grant = this.frames.findIndex(({ type }) => type !== "open" && type !== "grant");
    if (grant > 0) this.frames.unshift(...this.frames.splice(grant, 1));
    return super.take();
  }
}

export class Greedy extends Queues {
  override take(): Any {
    const before = [...this.streams];
    const taken = super.take();
    const left = taken && this.streams.get(taken.stream);
    if (left !== undefined) {
      this.streams.clear();
      for (const [stream, each] of before) this.streams.set(stream, each);
    }
    return taken;
  }
}

export class Blocked extends Queues {
  override take(): Any {
    const first = [...this.streams].find(([, { bytes, isEnded }]) => bytes > 0 || isEnded);
    if (first === undefined || first[1].bytes > 0 && first[1].window <= 0) return undefined;
    return super.take();
  }
}

export class Whole extends Queues {
  override take(): Any {
    const held: [number, Any][] = [];
    for (const [stream, each] of this.streams) {
      if (each.bytes > Math.min(each.window, this.connection)) held.push([stream, each]);
    }
    for (const [stream] of held) this.streams.delete(stream);
    const taken = super.take();
    for (const [stream, each] of held) this.streams.set(stream, each);
    return taken;
  }
}

export class Paid extends Queues {
  override take(): Any {
    const held = [...this.streams].filter(([, each]) => each.bytes === 0 && each.window <= 0);
    for (const [stream] of held) this.streams.delete(stream);
    const taken = super.take();
    for (const [stream, each] of held) this.streams.set(stream, each);
    return taken;
  }
}

export class Resizing extends Queues {
  override resized(bytes: number): void {
    this.connection += bytes - this.initial;
    super.resized(bytes);
  }
}

export class Future extends Queues {
  override resized(bytes: number): void {
    const windows = [...this.streams.values()].map(({ window }) => window);
    super.resized(bytes);
    [...this.streams.values()].forEach((each, at) => each.window = windows[at]!);
  }
}

export class Floored extends Queues {
  override resized(bytes: number): void {
    super.resized(bytes);
    for (const each of this.streams.values()) each.window = Math.max(0, each.window);
  }
}

export class Unlimited extends Queues {
  override granted(stream: number, bytes: number): void {
    if (stream === 0) this.connection += bytes;
    else if (this.streams.has(stream)) this.streams.get(stream)!.window += bytes;
  }
}

export class Long extends Queues {
  constructor(windows: Any, frameBytes: number) {
    super(windows, frameBytes + 1);
  }
}

export class Written extends Alive {
  #isWritten = true;
  override tick(now: number, ask: () => void): boolean {
    if (this.askedAt !== undefined && !this.#isWritten) this.askedAt = now;
    const isThere = super.tick(now, ask);
    if (this.askedAt === now) this.#isWritten = false;
    return isThere;
  }
  written(): void {
    this.#isWritten = true;
  }
}

export class Reviving extends Alive {
  override tick(now: number, ask: () => void): boolean {
    const isThere = super.tick(now, ask);
    if (!isThere) Object.assign(this, { isDead: false, askedAt: undefined, heardAt: now });
    return isThere;
  }
}
