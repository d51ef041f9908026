/** Bugs of connections: whose bytes are whose, what counts when, and how often. @module */

import { Breach, type ConnectionEvent } from "../../../exercises/18-wire/given.ts";
import { Link } from "../connection.ts";
import { Alive } from "../connection_alive.ts";
import { Grants } from "../connection_grants.ts";

export class Scratch extends Link {
  readonly room = new Uint8Array(1 << 20);
  override take(): Uint8Array | undefined {
    const frame = super.take();
    if (frame === undefined) return undefined;
    this.room.set(frame);
    return this.room.subarray(0, frame.length);
  }
}

export class Telling extends Link {
  readonly room = new Uint8Array(1 << 20);
  override receive(chunk: Uint8Array, now: number): readonly ConnectionEvent[] {
    let at = 0;
    return super.receive(chunk, now).map((event) => {
      if (event.type !== "data") return event;
      this.room.set(event.bytes, at);
      at += event.bytes.length;
      return { ...event, bytes: this.room.subarray(at - event.bytes.length, at) };
    });
  }
}

export class FromStart extends Link {
  override write(stream: number, bytes: Uint8Array, end: boolean): void {
    super.write(stream, new Uint8Array(bytes.buffer).subarray(0, bytes.length), end);
  }
}

export class AsksFive extends Alive {
  #asked = 0;
  override dueAt(): number {
    return this.#asked > 5 ? Infinity : super.dueAt();
  }
  override tick(now: number, ask: () => void): boolean {
    return super.tick(now, () => ++this.#asked <= 5 ? ask() : undefined);
  }
}

export class Hasty extends Grants {
  override add(stream: number, bytes: number): void {
    super.add(stream, bytes);
    this.left.set(stream, this.left.get(stream)! + bytes);
  }
  override take(): ReturnType<Grants["take"]> {
    const left = new Map(this.left), taken = super.take();
    for (const [stream, bytes] of left) this.left.set(stream, bytes);
    return taken;
  }
}

export class Broke extends Grants {
  override spend(stream: number, bytes: number): boolean {
    return super.spend(stream, bytes) && (this.left.get(stream) ?? 0) >= 0;
  }
}

export class Patient extends Link {
  override assertSays(): void {}
}

export class Counted extends Link {
  override assertSays(something: boolean): void {
    if (!something && ++this.empty > 100) throw new Breach(0, "fewer frames", "one more");
  }
}

export class Ended extends Link {
  override data(stream: number, bytes: Uint8Array, end: boolean): void {
    if (end) this.empty = -1;
    super.data(stream, bytes, end);
  }
}
