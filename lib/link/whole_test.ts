/** All of it together: streams, packed messages, batches and frames, over bytes that are cut anywhere. */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { ByteWriter } from "../codec/byte_writer.ts";
import { FrameReader, writeFrame } from "../codec/frame.ts";
import { joined } from "../codec/joined.ts";
import { deflate } from "../host/compression.ts";
import { Batcher } from "./batcher.ts";
import { readStreamFrame, writeStreamFrame } from "./multiplexer/frame_bytes.ts";
import type { Event } from "./multiplexer/frames.ts";
import { Multiplexer } from "./multiplexer/multiplexer.ts";
import { Packer, Unpacker } from "./packer.ts";

class Side {
  readonly machine: Multiplexer;
  readonly #packer = new Packer(deflate);
  readonly #unpacker = new Unpacker(10_000, deflate);
  readonly #batcher = new Batcher({ bytes: 200 });
  readonly #reader = new FrameReader(10_000);

  constructor(dials: boolean) {
    const windows = { stream: 50, connection: 80 };
    this.machine = new Multiplexer({ dials, frameBytes: 32, windows });
  }

  /** What it writes next; nothing when it has nothing to say. */
  write(): Uint8Array {
    for (let frame = this.machine.next(); frame !== undefined; frame = this.machine.next()) {
      const plain = new ByteWriter(), framed = new ByteWriter(), said = frame;
      writeStreamFrame(plain, said);
      writeFrame(framed, (body) => body.bytes(this.#packer.pack(plain.take())));
      this.#batcher.add(framed.take(), 0);
    }
    const batch = this.#batcher.next(0) ?? [];
    this.#batcher.written();
    return joined(batch);
  }

  read(bytes: Uint8Array): Event[] {
    this.#reader.push(bytes);
    const events: Event[] = [];
    for (let body = this.#reader.next(); body !== undefined; body = this.#reader.next()) {
      // What is read lies in a buffer that is used again.
      const message = this.#unpacker.unpack(body.slice());
      events.push(...this.machine.receive(readStreamFrame(message)));
    }
    return events;
  }
}

Deno.test("messages of many streams come as they were sent, however the bytes are cut", () => {
  const message = fc.nat({ max: 120 }).map((length) =>
    new Uint8Array(length).map((_, i) => i * length)
  );
  const messages = fc.array(message, { minLength: 1, maxLength: 5 });
  const cuts = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 10 });
  fc.assert(
    fc.property(messages, cuts, (messages, cuts) => {
      const client = new Side(true), server = new Side(false);
      const got = new Map<number, number[]>(), ended = new Set<number>();
      const streams = messages.map((message) => {
        const stream = client.machine.open()!;
        client.machine.write(stream, message, true);
        return stream;
      });
      let quiet = 0;
      for (let turn = 0; quiet < 2; turn++) {
        assert(turn < 10_000, "it never gets quiet");
        const [from, to] = turn % 2 === 0 ? [client, server] : [server, client];
        const bytes = from.write();
        quiet = bytes.length === 0 ? quiet + 1 : 0;
        for (let at = 0, i = turn; at < bytes.length; i++) {
          const size = cuts[i % cuts.length]!;
          for (const event of to.read(bytes.subarray(at, at + size))) {
            if (event.type !== "data") continue;
            got.set(event.stream, [...got.get(event.stream) ?? [], ...event.bytes]);
            if (event.end) ended.add(event.stream);
            to.machine.consume(event.stream, event.bytes.length);
          }
          at += size;
        }
      }
      assertEquals(
        streams.map((stream) => got.get(stream)),
        messages.map((message) => [...message]),
      );
      assertEquals(ended.size, streams.length);
      assertEquals([...client.machine.violations(), ...server.machine.violations()], []);
    }),
    { numRuns: 200 },
  );
});
