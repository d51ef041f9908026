import { assert, assertEquals, assertThrows } from "@std/assert";
import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { ByteWriter } from "../../codec/byte_writer.ts";
import { crc32c } from "../../codec/crc32c.ts";
import { joined } from "../../codec/joined.ts";
import { MalformedBytes } from "../../codec/malformed.ts";
import { StreamPacker, StreamUnpacker } from "./stream.ts";

const message = (i: number) => new TextEncoder().encode(`put user:${i} {"balance":${i * 7919}}`);

/** Such a piece of a stream as somebody else makes it. */
function piece(length: number, deflated: Uint8Array, check = 0): Uint8Array {
  const writer = new ByteWriter();
  writer.bytes(Uint8Array.of(1, check & 255, check >> 8 & 255));
  writer.varint(length);
  writer.bytes(deflated);
  return writer.take();
}

Deno.test("a message refers to those before it, far back", () => {
  const packer = new StreamPacker(), unpacker = new StreamUnpacker(1000);
  const lengths = Array.from({ length: 2000 }, (_, i) => {
    const packed = packer.pack(message(i % 300));
    assertEquals(unpacker.unpack(packed), message(i % 300));
    return packed.length;
  });
  // Of each 300, all but the first have been seen within 16 KiB.
  const mean = lengths.slice(300).reduce((sum, each) => sum + each, 0) / 1700;
  assert(mean < 0.4 * message(100).length, `${mean}`);
});

Deno.test("what leaves the window is not referred to: each side slides alike, for megabytes", () => {
  const packer = new StreamPacker(), unpacker = new StreamUnpacker(2 ** 20);
  const sizes = [1, 15, 16, 100, 8191, 8192, 16_383, 16_384, 16_385, 40_000, 262_144, 1_000_000];
  for (let turn = 0; turn < 3; turn++) {
    for (const size of sizes) {
      const bytes = new Uint8Array(size).map((_, i) => (i * i * (size + turn)) >> 7);
      assertEquals(unpacker.unpack(packer.pack(bytes)), bytes, `${size}`);
    }
  }
});

Deno.test("what is short leaves as it is, and is not in the stream: it may be lost", () => {
  const packer = new StreamPacker(), unpacker = new StreamUnpacker(1000);
  assertEquals([...packer.pack(Uint8Array.of(8))], [0, 8]);
  const first = packer.pack(message(1));
  packer.pack(new Uint8Array(15));
  assertEquals(unpacker.unpack(first), message(1));
  assertEquals(unpacker.unpack(packer.pack(message(1))), message(1));
});

Deno.test("one that is lost or comes twice is noticed, and nothing is believed from then on", () => {
  const packer = new StreamPacker();
  const [first, , third] = [1, 2, 3].map((i) => packer.pack(message(i)));
  for (const next of [third!, first!]) {
    const unpacker = new StreamUnpacker(1000);
    unpacker.unpack(first!);
    // Its references lead somewhere, though not to where they should.
    const { message: words } = assertThrows(() => unpacker.unpack(next), MalformedBytes);
    for (const good of [packer.pack(message(4)), new StreamPacker().pack(message(1))]) {
      assertThrows(() => unpacker.unpack(good), MalformedBytes, words);
    }
    assertThrows(() => unpacker.unpack(Uint8Array.of(0, 1)), MalformedBytes, words);
  }
});

Deno.test("a bomb of a kilobyte stops where it promises more than a kilobyte can hold, or than the limit", () => {
  const bomb = deflateRawSync(new Uint8Array(1_000_000));
  assert(bomb.length < 1024, `${bomb.length}`);
  const limit = 10_000;
  for (const length of [1_000_000_000, 1_000_000, limit + 1]) {
    const unpacker = new StreamUnpacker(limit), words = `contents of at most ${limit} bytes`;
    assertThrows(() => unpacker.unpack(piece(length, bomb)), MalformedBytes, words);
  }
  // It lies about its length: what is made is what it says, and not a byte more.
  for (const length of [0, 1, limit]) {
    const unpacker = new StreamUnpacker(limit);
    assertThrows(() => unpacker.unpack(piece(length, bomb)), MalformedBytes, "content compressed");
  }
  const greatest = new StreamUnpacker(Number.MAX_SAFE_INTEGER);
  assertThrows(
    () => greatest.unpack(piece(2 ** 40, bomb)),
    MalformedBytes,
    `contents of at most ${1032 * (bomb.length + 8)} bytes behind so few`,
  );
});

Deno.test("a stream that says that it has ended is refused, as one does not", () => {
  const bytes = message(1), ended = piece(bytes.length, deflateRawSync(bytes), crc32c(bytes));
  assertThrows(() => new StreamUnpacker(1000).unpack(ended), MalformedBytes, "content compressed");
});

Deno.test("cut anywhere, changed anywhere: the stated error, or the message as it was", () => {
  const packer = new StreamPacker(), messages = Array.from({ length: 30 }, (_, i) => message(i));
  const packed = messages.map((each) => packer.pack(each));
  fc.assert(
    fc.property(fc.nat(29), fc.nat(200), fc.nat(7), fc.boolean(), (which, at, bit, cut) => {
      const unpacker = new StreamUnpacker(1000);
      for (let i = 0; i < 30; i++) {
        let bytes = packed[i]!.slice();
        if (i === which) {
          if (cut) bytes = bytes.slice(0, at % bytes.length);
          else bytes[1 + at % (bytes.length - 1)]! ^= 1 << bit;
        }
        try {
          assertEquals(unpacker.unpack(bytes), messages[i]);
        } catch (error) {
          assert(error instanceof MalformedBytes, `${error}`);
          return;
        }
      }
    }),
    { numRuns: 500 },
  );
});

Deno.test("what is given shares no memory with what is packed next", () => {
  const packer = new StreamPacker(), unpacker = new StreamUnpacker(1000);
  const packed = [1, 2, 3].map((i) => packer.pack(message(i)));
  const opened = packed.map((bytes) => unpacker.unpack(bytes));
  assertEquals(joined(opened), joined([1, 2, 3].map(message)));
});
