/** Both sides of a link's lanes, with nothing between them but bytes. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ByteReader } from "../../codec/byte_reader.ts";
import { ByteWriter } from "../../codec/byte_writer.ts";
import { FRAME_HEADER, FrameReader } from "../../codec/frame.ts";
import { joined } from "../../codec/joined.ts";
import { MalformedBytes } from "../../codec/malformed.ts";
import { writeStreamFrame } from "../../link/multiplexer/frame_bytes.ts";
import type { Frame } from "../../link/multiplexer/frames.ts";
import { kinds, Refusal } from "../wire.ts";
import { BULK_BYTES, type Lane, laneOf, streams } from "./lanes.ts";
import { ReceivingLanes } from "./receiving.ts";
import { SendingLanes } from "./sending.ts";

const window = 2 ** 15;

/** A message behind room for a header; its first bytes tell its number. */
function message(number: number, length: number): Uint8Array {
  const bytes = new Uint8Array(FRAME_HEADER + length);
  bytes.fill(number, FRAME_HEADER);
  return bytes;
}

/** Two sides. What is saved becomes durable when it is said so. */
class Link {
  readonly traffic = { sentBytes: 0, dropped: 0 };
  readonly sending: SendingLanes;
  readonly receiving: ReceivingLanes;
  /** The number and the length of each message that came. */
  readonly came: [number: number, length: number][] = [];
  /** Bytes of bulk messages that came and are not durable. */
  unsaved = 0;
  readonly #syncs: (() => void)[] = [];
  readonly #reader = new FrameReader(2 ** 20);
  #answers: Uint8Array[] = [];

  constructor(limits: { queueBytes?: number; longest?: number } = {}) {
    const { queueBytes = Infinity, longest = 2 ** 20 } = limits;
    this.sending = new SendingLanes(window, { queueBytes, creditMs: 1_000 }, this.traffic);
    this.receiving = new ReceivingLanes(window, longest, {
      take: (bytes) => {
        this.came.push([bytes[0]!, bytes.length]);
        if (laneOf(bytes.length) === "bulk") this.unsaved += bytes.length;
      },
      whenDurable: (then) => this.#syncs.push(then),
      send: (write) => {
        const writer = new ByteWriter();
        write(writer);
        this.#answers.push(writer.take());
      },
    });
  }

  add(number: number, length: number): void {
    this.sending.add(laneOf(length), message(number, length));
  }

  /** One write, and what is answered to it; false if there is nothing to be written. */
  step(): boolean {
    const frames = this.sending.next();
    if (frames === undefined) return false;
    this.#reader.push(joined(frames));
    for (let body = this.#reader.next(); body !== undefined; body = this.#reader.next()) {
      const reader = new ByteReader(body);
      this.receiving.receive(reader.byte(), reader);
    }
    this.#answer();
    return true;
  }

  /** All that has come is durable. */
  sync(): void {
    this.unsaved = 0;
    for (const then of this.#syncs.splice(0)) then();
    this.#answer();
  }

  #answer(): void {
    for (const body of this.#answers.splice(0)) this.sending.receive(body.subarray(1));
  }
}

Deno.test("a short answer is urgent, and a long one is bulk", () => {
  assertEquals([laneOf(0), laneOf(BULK_BYTES - 1)], ["urgent", "urgent"]);
  assertEquals(laneOf(BULK_BYTES), "bulk");
});

Deno.test("all messages come, in order on each lane, however slowly they are saved", () => {
  const length = fc.oneof(
    fc.integer({ min: 1, max: 2_000 }),
    fc.integer({ min: BULK_BYTES, max: 3 * BULK_BYTES }),
  );
  const act = fc.oneof(length, fc.constantFrom("step", "sync"));
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
      const link = new Link(), sent: [number, number][] = [];
      const longest = Math.max(0, ...acts.filter((each) => typeof each === "number"));
      for (const act of acts) {
        if (act === "step") link.step();
        else if (act === "sync") link.sync();
        else {
          link.add(sent.length, act);
          sent.push([sent.length, act]);
        }
        assert(link.unsaved <= window + longest, `${link.unsaved}`);
      }
      for (let quiet = 0; quiet < 2; quiet = link.step() ? 0 : quiet + 1) link.sync();
      for (const lane of ["urgent", "bulk"] as Lane[]) {
        const of = (all: [number, number][]) => all.filter(([, length]) => laneOf(length) === lane);
        assertEquals(of(link.came), of(sent));
      }
      assertEquals([link.sending.queued, link.traffic.dropped], [0, 0]);
    }),
    { seed: 1, numRuns: 200 },
  );
});

Deno.test("a heartbeat passes while eight megabytes are under way", () => {
  const link = new Link({ longest: 2 ** 24 });
  link.add(1, 2 ** 23);
  for (let i = 0; i < 10; i++) assert(link.step());
  assertEquals(link.came, []);
  link.add(2, 30);
  assert(link.step());
  assertEquals(link.came, [[2, 30]]);
  while (link.step());
  assertEquals(link.came, [[2, 30], [1, 2 ** 23]]);
});

Deno.test("a slow disk slows what is long, and the sender's memory stays bounded", () => {
  const queueBytes = 10 * BULK_BYTES, link = new Link({ queueBytes });
  const flow = (number: number) => {
    link.add(number, BULK_BYTES);
    link.add(number, 10);
    while (link.step());
  };
  for (let number = 0; number < 100; number++) {
    flow(number);
    assert(link.sending.queued <= queueBytes + BULK_BYTES, `${link.sending.queued}`);
  }
  // Urgent ones need no sync; of those that are long only the first has come.
  assertEquals(link.came.filter(([, length]) => length === 10).length, 100);
  assertEquals(link.came.filter(([, length]) => length > 10), [[0, BULK_BYTES]]);
  assert(link.traffic.dropped >= 80, `${link.traffic.dropped}`);
  for (let quiet = 0; quiet < 2; quiet = link.step() ? 0 : quiet + 1) link.sync();
  // The newest have stayed.
  assertEquals(link.came.at(-1), [99, BULK_BYTES]);
  assertEquals(link.came.length, 200 - link.traffic.dropped);
});

Deno.test("what is long is dropped before what is short, and none of what has begun to leave", () => {
  const link = new Link({ queueBytes: 3 * BULK_BYTES });
  link.add(1, BULK_BYTES);
  assert(link.step());
  for (let number = 2; number < 100; number++) link.add(number, number < 50 ? 1_000 : BULK_BYTES);
  while (link.step());
  link.sync();
  while (link.step());
  const short = link.came.filter(([, length]) => length === 1_000);
  assertEquals(short.length, 48);
  assertEquals(link.came.filter(([, length]) => length > 1_000).map(([number]) => number)[0], 1);
});

Deno.test("once all before it is durable, a message is granted all that has come of it", () => {
  const link = new Link();
  link.add(1, BULK_BYTES);
  link.add(2, 2 * BULK_BYTES);
  while (link.step());
  assertEquals(link.came, [[1, BULK_BYTES]]);
  link.sync();
  const next = joined(link.sending.next() ?? []).length;
  assert(next > window / 2, `${next} bytes`);
});

Deno.test("who has been granted nothing for too long is given up, and nobody else", () => {
  const link = new Link(), now = performance.now();
  link.add(0, BULK_BYTES);
  while (link.step());
  assertEquals(link.sending.starved(now + 10_000), undefined);
  link.add(1, BULK_BYTES);
  while (link.step());
  assertEquals(link.sending.starved(now), undefined);
  assertEquals(link.sending.starved(now + 10_000), "it grants no credit");
  link.sync();
  while (link.step());
  assertEquals(link.sending.starved(now + 10_000), undefined);
});

function bodyOf(frame: Frame): Uint8Array {
  const writer = new ByteWriter();
  writeStreamFrame(writer, frame);
  return writer.take();
}

const { urgent, bulk } = streams, end = false;

Deno.test("a listener that breaks a rule is refused, and nothing is said to it any more", () => {
  const wrong: readonly (readonly [Frame, string])[] = [
    [{ type: "grant", stream: bulk, bytes: 1 }, `at most ${window} bytes is required`],
    [{ type: "grant", stream: 0, bytes: 1 }, `at most ${2 * window} bytes is required`],
    [{ type: "grant", stream: bulk, bytes: 0 }, 'it said "over" of stream 3'],
    [{ type: "window", bytes: 2 ** 30 }, "the initial size of windows as it was is required"],
    [{ type: "reset", stream: urgent, why: "cancelled" }, 'it said "over" of stream 1'],
    [{ type: "data", stream: 2, bytes: new Uint8Array(1), end }, "a stream that has begun"],
    [{ type: "leaving", last: 0 }, 'it said "leaving" of streams'],
  ];
  for (const [frame, words] of wrong) {
    const { sending } = new Link();
    assertThrows(() => sending.receive(bodyOf(frame)), Refusal, words);
    sending.add("urgent", message(1, 10));
    if (words.startsWith("it said")) assertEquals(sending.next(), undefined);
  }
  assertThrows(() => new Link().sending.receive(Uint8Array.of(99)), MalformedBytes);
});

Deno.test("a dialler that breaks a rule is refused", () => {
  const data = (stream: number, length: number, end = false): Frame => {
    return { type: "data", stream, bytes: new Uint8Array(length), end };
  };
  const long = { ...data(urgent, 4), bytes: Uint8Array.of(255, 255, 255, 255) } as Frame;
  const wrong: readonly (readonly [Frame, string])[] = [
    [data(urgent, window + 1), `at most ${window} bytes may come: given ${window + 1}`],
    [data(5, 1), "a stream that has begun is required"],
    [data(urgent, 0, true), 'it said "data" of stream 1'],
    [{ type: "grant", stream: 0, bytes: 1 }, "bytes is required"],
    [{ type: "reset", stream: bulk, why: "cancelled" }, 'it said "over" of stream 3'],
  ];
  const begun = () => {
    const { receiving } = new Link();
    for (const stream of [urgent, bulk]) say(receiving, { type: "open", stream });
    return receiving;
  };
  for (const [frame, words] of wrong) assertThrows(() => say(begun(), frame), Refusal, words);
  assertThrows(() => say(begun(), long), MalformedBytes, "a message of at most 1048576 bytes");
  const beside = new ByteReader(new Uint8Array(1));
  assertThrows(() => begun().receive(kinds.message, beside), Refusal, "kind 3 beside its streams");
});

function say(receiving: ReceivingLanes, frame: Frame): void {
  void receiving.receive(kinds.stream, new ByteReader(bodyOf(frame)));
}
