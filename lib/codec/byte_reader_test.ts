import { assertEquals, assertThrows } from "@std/assert";
import { ByteReader } from "./byte_reader.ts";
import { ByteWriter } from "./byte_writer.ts";
import { MalformedBytes } from "./malformed.ts";

Deno.test("csproto 212, wiresmith 70, typia 2256: numbers of 7 to 11 bytes are whole, or malformed", () => {
  for (let length = 1; length <= 11; length++) {
    // The last byte alone differs: all of its values, behind bytes of ones and behind bytes of zeros.
    for (const filling of [0x80, 0xff]) {
      for (let last = 0; last < 256; last++) {
        const bytes = new Uint8Array(length).fill(filling, 0, length - 1);
        bytes[length - 1] = last;
        const groups = [...bytes].map((byte) => BigInt(byte & 127));
        const value = groups.reduceRight((sum, group) => sum << 7n | group, 0n);
        const fits = last < 128 && (last > 0 || length === 1) && value < 2n ** 53n;
        const reader = new ByteReader(bytes);
        if (fits) {
          assertEquals(BigInt(reader.varint()), value);
          assertEquals(reader.left, 0);
        } else assertThrows(() => reader.varint(), MalformedBytes);
      }
    }
  }
});

Deno.test("iavl 339, protobuf 25069: no length near 2^31, 2^32 or 2^53 gets past what is there", () => {
  for (const power of [2 ** 31, 2 ** 32, 2 ** 53 - 1]) {
    for (const length of [power - 9, power - 1, power, power + 1].filter(Number.isSafeInteger)) {
      const writer = new ByteWriter();
      writer.varint(length);
      writer.bytes(new Uint8Array(8));
      const malformed = (read: (reader: ByteReader) => unknown) =>
        assertThrows(() => read(new ByteReader(writer.view())), MalformedBytes);
      malformed((reader) => reader.count());
      malformed((reader) => reader.text());
      malformed((reader) => reader.bytes(reader.varint()));
    }
  }
});
