import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ByteWriter } from "../../../codec/byte_writer.ts";
import { crc32c } from "../../../codec/crc32c.ts";
import { CorruptStorage } from "../../corrupt.ts";
import { type Compression, none } from "../../../codec/compression.ts";
import { seal, types, unseal } from "./sealed.ts";

const { versions, filter } = types;
const place = { file: "t", position: 0, type: versions };

function sealed(contents: Uint8Array, compression?: Compression, position = 0): Uint8Array {
  const writer = new ByteWriter();
  seal(writer, position, versions, contents, compression);
  return writer.take();
}

/** Runs of a byte, each as its length and the byte. */
const runs: Compression = {
  name: "runs",
  compress(bytes) {
    const short: number[] = [];
    bytes.forEach((byte) => {
      if (short.length > 0 && short.at(-1) === byte && short.at(-2)! < 255) {
        short[short.length - 2]!++;
      } else short.push(1, byte);
    });
    return Uint8Array.from(short);
  },
  decompress(bytes, limit) {
    const long: number[] = [];
    for (let i = 0; i < bytes.length; i += 2) {
      if (long.length + bytes[i]! > limit) throw new Error("too long");
      for (let left = bytes[i]!; left > 0; left--) long.push(bytes[i + 1]!);
    }
    return Uint8Array.from(long);
  },
};

Deno.test("the layout of a sealed block is that of the example", () => {
  const writer = new ByteWriter();
  seal(writer, 0, filter, new TextEncoder().encode("hb"));
  assertEquals(
    writer.take().toHex(),
    "d5431d7a" + "00000000" + "02000000" + "02000000" + "02" + "6862",
  );
});

Deno.test("what was sealed is unsealed, compressed or not", () => {
  const some = fc.oneof(
    fc.uint8Array(),
    fc.nat(400).map((length) => new Uint8Array(length).fill(9)),
  );
  fc.assert(fc.property(some, fc.nat(2 ** 32 - 1), (contents, position) => {
    assertEquals(unseal(sealed(contents, undefined, position), { ...place, position }), contents);
    const short = sealed(contents, runs, position);
    assertEquals(unseal(short, { ...place, position }, runs), contents);
  }));
  assertEquals(sealed(new Uint8Array(255), runs).length, 17 + 2);
});

Deno.test("none: bytes as they are", () => {
  const bytes = Uint8Array.of(1, 2);
  assertEquals([none.compress(bytes), none.decompress(bytes, 2)], [bytes, bytes]);
});

Deno.test("what gets hardly shorter, or too much, is kept as it is", () => {
  const contents = Uint8Array.from({ length: 80 }, (_, i) => i);
  assertEquals(sealed(contents, runs), sealed(contents));
  const toNothing: Compression = { ...runs, compress: () => Uint8Array.of(1) };
  assertEquals(sealed(new Uint8Array(70_000), toNothing).length, 17 + 70_000);
  assertEquals(sealed(new Uint8Array(60_000), toNothing).length, 17 + 1);
});

Deno.test("a block of another place, type or length is refused", () => {
  const bytes = sealed(new Uint8Array(9));
  const refused: [string, () => void][] = [
    ["position", () => unseal(bytes, { ...place, position: 1 })],
    ["type", () => unseal(bytes, { ...place, type: filter })],
    ["check", () => unseal(bytes.subarray(0, -1), place)],
    ["17 bytes", () => unseal(bytes.subarray(0, 16), place)],
    ["compress", () => unseal(sealed(new Uint8Array(99), runs), place)],
  ];
  for (const [reason, run] of refused) assertThrows(run, CorruptStorage, reason);
});

Deno.test("decompression: what it gives must be as long as was said, and that must be bounded", () => {
  const bytes = sealed(new Uint8Array(99), runs);
  const limits: number[] = [];
  const giving = (length: number): Compression => ({
    ...runs,
    decompress: (_, limit) => {
      limits.push(limit);
      return new Uint8Array(length);
    },
  });
  assertEquals(unseal(bytes, place, giving(99)).length, 99);
  assertThrows(() => unseal(bytes, place, giving(98)), CorruptStorage, "99 bytes");
  assertThrows(() => unseal(bytes, place, giving(100)), CorruptStorage, "99 bytes");
  assertEquals(limits, [99, 99, 99]);
  const wrong: Compression = { ...runs, decompress: () => runs.decompress(Uint8Array.of(9, 9), 1) };
  assertThrows(() => unseal(bytes, place, wrong), CorruptStorage, "compressed by runs");
  // Written by somebody who does not keep to the bound.
  const bomb = new ByteWriter();
  seal(bomb, 0, versions, new Uint8Array(65_536), { ...runs, compress: () => new Uint8Array(2) });
  bomb.patchUint32(12, 65_537);
  bomb.patchUint32(0, crc32c(bomb.view(4)));
  assertThrows(() => unseal(bomb.view(), place, giving(65_537)), CorruptStorage, "at most 65536");
  assertEquals(limits.length, 3);
});
