/** What waits for one connection: what is dropped of it, what goes ahead, and when it is packed. */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { ByteReader } from "../codec/byte_reader.ts";
import { ByteWriter } from "../codec/byte_writer.ts";
import { none } from "../codec/compression.ts";
import { FRAME_HEADER, FrameReader, writeFrame, writeUnsealed } from "../codec/frame.ts";
import { eachAlone, oneStream } from "../link/compress/compressor.ts";
import { withDictionary } from "../link/compress/dictionary.ts";
import { zstd } from "./compression.ts";
import { BULK_BYTES, laneOf, longestBody } from "./lanes/lanes.ts";
import { ReceivingLanes } from "./lanes/receiving.ts";
import { SendingLanes } from "./lanes/sending.ts";
import { Outgoing } from "./outgoing.ts";
import { type Squeezer, type Squeezing, squeezing } from "./squeezing.ts";
import { kinds } from "./wire.ts";

const window = 2 ** 15, longest = longestBody(2 ** 20, window);
const dictionary = eachAlone(withDictionary(new TextEncoder().encode("happens before ")));
const squeezers: readonly Squeezer[] = [none, zstd, dictionary, oneStream];

type Body = (writer: ByteWriter) => void;

/** A message that tells its number, and then repeats itself and those before. */
function message(number: number, length: number): Body {
  const bytes = new Uint8Array(length).map((_, i) => (i & 63) ** 2 + number + (i >> 9));
  return (writer) => {
    writer.byte(kinds.message);
    writer.uint32(number);
    writer.bytes(bytes);
  };
}

function frame(body: Body): Uint8Array {
  const writer = new ByteWriter();
  writeFrame(writer, body);
  return writer.take();
}

function unsealed(body: Body): Uint8Array {
  const writer = new ByteWriter();
  writeUnsealed(writer, body);
  return writer.take();
}

/** One direction of a connection: what waits, and who opens what leaves. */
class Way {
  readonly traffic = { sentBytes: 0, dropped: 0 };
  readonly outgoing: Outgoing;
  /** The number and the length of each message that came, and the kind of each frame beside the lanes. */
  readonly came: [number: number, length: number][] = [];
  readonly beside: number[] = [];
  /** The kind of each frame on the wire. */
  readonly onWire: number[] = [];
  readonly #there: Squeezing;
  readonly #reader: FrameReader;
  readonly #syncs: (() => void)[] = [];
  #lanes?: [sending: SendingLanes, receiving: ReceivingLanes];

  constructor(squeezer: Squeezer, queueBytes = Infinity) {
    this.outgoing = new Outgoing({ queueBytes }, this.traffic);
    this.#there = squeezing(longest, squeezer);
    this.#reader = new FrameReader(this.#there.longest);
  }

  branch(): void {
    const sending = new SendingLanes(
      window,
      { queueBytes: 4 * BULK_BYTES, creditMs: 1 },
      this.traffic,
    );
    const receiving = new ReceivingLanes(window, 2 ** 20, {
      take: (message) => this.#take(message),
      whenDurable: (then) => this.#syncs.push(then),
      send: (write) => sending.receive(frame(write).subarray(FRAME_HEADER + 1)),
    });
    this.#lanes = [sending, receiving];
    this.outgoing.branch(sending);
  }

  /** One write; false if there is nothing to be written. */
  step(): boolean {
    const bytes = this.outgoing.next();
    if (bytes === undefined) return false;
    this.#reader.push(bytes);
    for (let body = this.#reader.next(); body !== undefined; body = this.#reader.next()) {
      this.onWire.push(body[0]!);
      const packed = body[0] === kinds.packed || body[0] === kinds.bundle;
      for (const each of packed ? this.#there.opened(body) : [body]) this.#open(each);
    }
    return true;
  }

  /** All that has come is durable. */
  sync(): void {
    for (const then of this.#syncs.splice(0)) then();
  }

  #open(body: Uint8Array): void {
    assert(body.length <= longest);
    if (body[0] === kinds.message) this.#take(body);
    else if (body[0] !== kinds.stream) this.beside.push(body[0]!);
    else void this.#lanes![1].receive(kinds.stream, new ByteReader(body.subarray(1)));
  }

  #take(body: Uint8Array): void {
    const number = new DataView(body.buffer, body.byteOffset + 1).getUint32(0, true);
    assertEquals(body, unsealed(message(number, body.length - 5)).subarray(FRAME_HEADER));
    this.came.push([number, body.length]);
  }
}

for (const squeezer of squeezers) {
  Deno.test(`${squeezer.name}: all that was not dropped comes whole, in order on each lane`, () => {
    const length = fc.oneof(
      fc.integer({ min: 1, max: 2_000 }),
      fc.integer({ min: BULK_BYTES, max: 2 * BULK_BYTES }),
    );
    const act = fc.oneof(length, fc.constantFrom("ping", "step", "sync"));
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        const way = new Way(squeezer);
        way.outgoing.pack(squeezing(longest, squeezer));
        way.branch();
        let sent = 0, pings = 0;
        for (const act of acts) {
          if (act === "step") way.step();
          else if (act === "sync") way.sync();
          else if (act === "ping") {
            way.outgoing.add(frame((body) => body.byte(kinds.ping))), pings++;
          } else way.outgoing.addMessage(unsealed(message(sent++, act)), laneOf(act));
        }
        for (let quiet = 0; quiet < 2; quiet = way.step() ? 0 : quiet + 1) way.sync();
        assertEquals(way.came.length, sent - way.traffic.dropped);
        assertEquals(way.beside.length, pings);
        for (const lane of ["urgent", "bulk"]) {
          const numbers = way.came.filter(([, bytes]) => laneOf(bytes) === lane).map(([n]) => n);
          assertEquals(numbers, numbers.toSorted((one, other) => one - other));
        }
        assertEquals(way.outgoing.queued, 0);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  Deno.test(`${squeezer.name}: without lanes all goes one way, and what is dropped was not packed`, () => {
    const way = new Way(squeezer, 20_000);
    way.outgoing.pack(squeezing(longest, squeezer));
    for (let turn = 0; turn < 5; turn++) {
      for (let i = 0; i < 9; i++) {
        way.outgoing.addMessage(unsealed(message(9 * turn + i, 5_000)), "urgent");
      }
      assert(way.step());
    }
    assertEquals(way.traffic.dropped, 30);
    const last = [0, 1, 2, 3, 4].flatMap((turn) => [6, 7, 8].map((i) => 9 * turn + i));
    assertEquals(way.came.map(([number]) => number), last);
  });
}

Deno.test("what was sent before anything was agreed on leaves as it is, and the rest is packed", () => {
  for (const squeezer of [zstd, oneStream]) {
    const way = new Way(squeezer), { outgoing } = way;
    for (const number of [0, 1, 2]) outgoing.add(frame(message(number, 5_000)));
    outgoing.pack(squeezing(longest, squeezer));
    outgoing.add(frame(message(3, 5_000)));
    while (way.step());
    const packed = squeezer === zstd ? kinds.packed : kinds.bundle;
    assertEquals(way.onWire, [kinds.message, kinds.message, kinds.message, packed]);
    assertEquals(way.came.map(([number]) => number), [0, 1, 2, 3]);
  }
});

Deno.test("of what was sent before, what is dropped does not keep others from being packed", () => {
  const way = new Way(oneStream, 12_000), { outgoing } = way;
  for (const number of [0, 1]) outgoing.add(frame(message(number, 5_000)));
  outgoing.pack(squeezing(longest, oneStream));
  for (const number of [2, 3]) outgoing.add(frame(message(number, 5_000)));
  while (way.step());
  assertEquals(way.traffic.dropped, 2);
  assertEquals(way.onWire, [kinds.bundle]);
});

Deno.test("a frame beside the lanes goes ahead of what waits on them", () => {
  const way = new Way(oneStream);
  way.outgoing.pack(squeezing(longest, oneStream));
  way.branch();
  way.outgoing.addMessage(unsealed(message(1, 3 * BULK_BYTES)), "bulk");
  way.outgoing.add(frame((body) => body.byte(kinds.ping)));
  assert(way.step());
  assertEquals([way.beside, way.came], [[kinds.ping], []]);
});
