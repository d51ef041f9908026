/** Bugs of what a side of a connection tells, and of which streams it takes for new. @module */

import { Breach, type Frame } from "../../../exercises/18-wire/given.ts";
import { Link } from "../connection.ts";
import { Notices } from "../connection_notices.ts";

export class LeftOnce extends Link {
  override otherLeaves(last: number): void {
    const { length } = this.events, isKnown = this.theirLast < 2 ** 31 - 1;
    super.otherLeaves(last);
    if (isKnown) this.events.splice(length, 1);
  }
}

export class Endless extends Link {
  override opened(stream: number): void {
    super.opened(stream > 2 ** 31 - 1 ? 2 ** 31 - 2 : stream);
  }
}

export class Counting extends Link {
  override opened(stream: number): void {
    if (this.highest > 0 && stream > this.highest + 2) this.highest = stream;
    super.opened(stream);
  }
}

export class BytesOnly extends Link {
  override data(stream: number, bytes: Uint8Array, end: boolean): void {
    super.data(stream, bytes, end);
    if (bytes.length === 0 && this.events.at(-1)?.type === "data") this.events.pop();
  }
}

export class Losing extends Link {
  override came(frame: Frame): void {
    const { length } = this.events;
    super.came(frame);
    const last = this.events.at(-1);
    if (this.events.length > length && last?.type === "over" && last.why === "breach") {
      this.events = this.events.filter(({ type }) => type !== "data");
    }
  }
}

export class Cancelled extends Link {
  override handle(frame: Frame): void {
    const isBreach = frame.type === "reset" && frame.why === "breach";
    super.handle(isBreach ? { ...frame, why: "cancelled" } : frame);
  }
}

export class Lifelong extends Link {
  #called = 0;
  override handle(frame: Frame): void {
    if (frame.type === "ping" && ++this.#called > 1000) throw new Breach(0, "fewer", "more");
    super.handle(frame);
  }
}

export class Resetting extends Notices {
  override answer(frame: Frame): void {
    if (frame.type === "reset" && frame.why === "breach") this.add(frame);
    else super.answer(frame);
  }
}

export class ByKind extends Notices {
  override answer(frame: Frame): void {
    const alike = [...this.calledFor].filter(({ type }) => type === frame.type).length;
    if (alike >= 1000) throw new Breach(0, "at most 1000 of a kind", "one more");
    this.calledFor.add(frame);
    this.add(frame);
  }
}

export class Lenient extends Link {
  override write(stream: number, bytes: Uint8Array, end: boolean): void {
    if (this.queues.streams.get(stream)?.isEnded !== true) super.write(stream, bytes, end);
  }
}
