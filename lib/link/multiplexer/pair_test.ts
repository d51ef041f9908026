/** Two sides of one connection, for the tests of streams. */

import { assert, assertEquals } from "@std/assert";
import type { Event, Frame, StreamId } from "./frames.ts";
import { Multiplexer } from "./multiplexer.ts";
import type { MultiplexerOptions } from "./options.ts";

export type SideName = "client" | "server";

/** One side, with what it was told. */
export interface Side {
  readonly machine: Multiplexer;
  /** What is on its way to it. */
  readonly inbox: Frame[];
  readonly events: Event[];
  /** Bytes that came and were not consumed. */
  readonly unread: Map<StreamId, number>;
  readonly got: Map<StreamId, number[]>;
}

export class Pair {
  readonly client: Side;
  readonly server: Side;

  constructor(options: Omit<MultiplexerOptions, "dials"> = {}) {
    this.client = side(new Multiplexer({ ...options, dials: true }));
    this.server = side(new Multiplexer({ ...options, dials: false }));
  }

  /** The next frame of a side is handed to the wire; false if there is none. */
  send(name: SideName): boolean {
    const frame = this[name].machine.next();
    if (frame === undefined) return false;
    this[name === "client" ? "server" : "client"].inbox.push(frame);
    return true;
  }

  /** The next frame reaches a side. */
  arrive(name: SideName): Event[] {
    const { inbox, machine, events, unread, got } = this[name];
    const frame = inbox.shift();
    if (frame === undefined) return [];
    const news = machine.receive(frame);
    events.push(...news);
    for (const event of news) {
      if (event.type !== "data") continue;
      unread.set(event.stream, (unread.get(event.stream) ?? 0) + event.bytes.length);
      got.set(event.stream, [...got.get(event.stream) ?? [], ...event.bytes]);
    }
    return news;
  }

  consume(name: SideName, stream: StreamId, bytes: number): void {
    const { machine, unread } = this[name];
    unread.set(stream, unread.get(stream)! - bytes);
    machine.consume(stream, bytes);
  }

  /** Everything that can happen happens, and both sides read all; then all is quiet. */
  settle(reads = true): void {
    for (let steps = 0;; steps++) {
      assert(steps < 100_000, "it never gets quiet");
      let moved = false;
      for (const name of ["client", "server"] as const) {
        while (this.send(name)) moved = true;
        if (this[name].inbox.length > 0) moved = true;
        while (this[name].inbox.length > 0) this.arrive(name);
        if (!reads) continue;
        for (const [stream, bytes] of this[name].unread) {
          if (bytes > 0) moved = true;
          this.consume(name, stream, bytes);
        }
      }
      this.check();
      if (!moved) return;
    }
  }

  check(): void {
    assertEquals(this.client.machine.violations(), []);
    assertEquals(this.server.machine.violations(), []);
  }

  /** All quiet and still blocked is a failure: a message of three windows passes, both ways. */
  assertAlive(bytes: number): void {
    const stream = this.client.machine.open()!;
    this.client.machine.write(stream, new Uint8Array(bytes), true);
    this.settle();
    this.server.machine.write(stream, new Uint8Array(bytes), true);
    this.settle();
    assertEquals(this.server.got.get(stream)?.length, bytes);
    assertEquals(this.client.got.get(stream)?.length, bytes);
    assertEquals([this.client.machine.streams, this.server.machine.streams], [0, 0]);
  }
}

function side(machine: Multiplexer): Side {
  return { machine, inbox: [], events: [], unread: new Map(), got: new Map() };
}
