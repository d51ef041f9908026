import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type Compression, none } from "../codec/compression.ts";
import { MalformedBytes } from "../codec/malformed.ts";
import { deflate, zstd } from "../host/compression.ts";
import { negotiate, Packer, Unpacker } from "./packer.ts";

const append = (term: number) =>
  new TextEncoder().encode(`{"type":"append","term":${term},"previous":${term * 7},"entries":[]}`);

const compressions = [none, deflate, zstd];

for (const compression of compressions) {
  const { name } = compression;

  Deno.test(`${name}: messages come out as they went in, one after another`, () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 80, size: "max" }),
      fc.nat({ max: 9999 }).map(append),
    );
    const message = fc.array(piece, { maxLength: 4 }).map((pieces) =>
      Uint8Array.from(pieces.flatMap((piece) => [...piece]))
    );
    fc.assert(
      fc.property(fc.array(message, { maxLength: 12, size: "max" }), (messages) => {
        const packer = new Packer(compression), unpacker = new Unpacker(10_000, compression);
        for (const message of messages) {
          const packed = packer.pack(message);
          assert(packed.length <= message.length + 1);
          assertEquals(unpacker.unpack(packed), message);
        }
      }),
      { numRuns: 100 },
    );
  });

  Deno.test(`${name}: garbage is malformed`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40, size: "max" }), (bytes) => {
        const unpacker = new Unpacker(1000, compression);
        try {
          assert(unpacker.unpack(bytes).length <= 1000);
        } catch (error) {
          assert(error instanceof MalformedBytes, String(error));
        }
      }),
      { numRuns: 200 },
    );
  });
}

Deno.test("tonic 2484, grpc-go 9114: the limit counts what comes out, not what comes in", () => {
  for (const compression of [deflate, zstd]) {
    const bomb = new Packer(compression).pack(new Uint8Array(1_000_000));
    assert(bomb.length < 10_000, compression.name);
    const tight = new Unpacker(100_000, compression);
    assertThrows(() => tight.unpack(bomb), MalformedBytes, "Cannot read");
    assertEquals(new Unpacker(1_000_000, compression).unpack(bomb).length, 1_000_000);
  }
});

Deno.test("the limit holds for a message that is not compressed, too", () => {
  for (const compression of compressions) {
    const packed = Uint8Array.of(0, ...append(1)), { length } = append(1);
    assertEquals(new Unpacker(length, compression).unpack(packed), append(1));
    const tight = new Unpacker(length - 1, compression);
    assertThrows(() => tight.unpack(packed), MalformedBytes, `at most ${length - 1} bytes`);
  }
});

Deno.test("grpc-go 7918: with the greatest limit that there is, messages are not empty", () => {
  for (const compression of compressions) {
    const message = new Uint8Array(1000).fill(7), packed = new Packer(compression).pack(message);
    const unpacker = new Unpacker(Number.MAX_SAFE_INTEGER, compression);
    assertEquals(unpacker.unpack(packed), message, compression.name);
  }
});

Deno.test("misk 3920, rpcx 943: before the two know each other, no compressed byte is opened", () => {
  const bomb = new Packer(deflate).pack(new Uint8Array(1_000_000));
  let opened = 0;
  const counting: Compression = {
    ...deflate,
    decompress: (bytes, limit) => {
      opened++;
      return deflate.decompress(bytes, limit);
    },
  };
  const stranger = new Unpacker(1024, negotiate([counting], ["deflate"], false));
  assertThrows(() => stranger.unpack(bomb), MalformedBytes, "a message as it is is required");
  assertEquals(opened, 0);
});

Deno.test("the first that both have is agreed on", () => {
  assertEquals(negotiate([zstd, deflate], ["deflate", "zstd"], true), zstd);
  assertEquals(negotiate([zstd, deflate], ["brotli", "deflate"], true), deflate);
  assertEquals(negotiate([zstd], [], true), none);
  const flood = [...Array.from({ length: 1000 }, (_, i) => `${i}`), "zstd"];
  assertEquals(negotiate([zstd], flood, true), none);
});

Deno.test("a way that there is not is refused", () => {
  const packed = new Packer(deflate).pack(new Uint8Array(1000));
  packed[0] = 2;
  assertThrows(() => new Unpacker(1000, deflate).unpack(packed), MalformedBytes, "way 0 or 1");
});
