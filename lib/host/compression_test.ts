import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { MalformedBytes } from "../codec/malformed.ts";
import { SimulatedDisk } from "../storage/disk/simulated_disk.ts";
import { Table } from "../storage/lsm/table/table.ts";
import { TableWriter } from "../storage/lsm/table/writer.ts";
import { deflate, zstd } from "./compression.ts";

for (const compression of [deflate, zstd]) {
  const { name } = compression;

  Deno.test(`${name}: what was compressed comes back, and is plain bytes`, () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.nat(5000).map((length) => new Uint8Array(length).fill(7)),
    );
    fc.assert(
      fc.property(bytes, fc.constantFrom(0, 1, Infinity), (bytes, more) => {
        const limit = Math.min(bytes.length + more, Number.MAX_SAFE_INTEGER);
        const back = compression.decompress(compression.compress(bytes), limit);
        assertEquals(back, bytes);
        assertEquals(Object.getPrototypeOf(back), Uint8Array.prototype);
      }),
      { numRuns: 200 },
    );
  });

  Deno.test(`${name}: what is longer than the limit is not made, and other bytes are refused`, () => {
    const bomb = compression.compress(new Uint8Array(10_000_000));
    assert(bomb.length < 100_000, `${bomb.length}`);
    for (const limit of [0, 1, 65536, 9_999_999]) {
      const words = `Cannot decompress because contents of at most ${limit} bytes are required`;
      assertThrows(() => compression.decompress(bomb, limit), RangeError, words);
    }
    const cut = [1, 10, bomb.length >> 1].map((length) => bomb.slice(0, length));
    for (const bytes of [Uint8Array.of(255, 255, 255), new Uint8Array(), ...cut]) {
      assertThrows(() => compression.decompress(bytes, 10_000_000), MalformedBytes, "Cannot read");
    }
    for (const limit of [-1, 0.5, NaN, 2 ** 53]) {
      assertThrows(() => compression.decompress(bomb, limit), RangeError, "Cannot decompress");
    }
  });

  Deno.test(`${name}: whatever the bytes, the errors are those that are stated, not the runtime's`, () => {
    const bytes = fc.tuple(fc.uint8Array(), fc.boolean(), fc.nat(2 ** 16), fc.nat(7)).map(
      ([bytes, made, at, bit]) => {
        const given = made ? compression.compress(bytes).slice() : bytes;
        if (made) given[at % given.length]! ^= 1 << bit;
        return given;
      },
    );
    fc.assert(
      fc.property(bytes, fc.nat(40), (bytes, limit) => {
        try {
          assert(compression.decompress(bytes, limit).length <= limit);
        } catch (error) {
          assert(error instanceof MalformedBytes || error instanceof RangeError, `${error}`);
          assert(/^Cannot (read|decompress) .* (is|are) required: given /.test(error.message));
        }
      }),
      { numRuns: 500 },
    );
  });

  Deno.test(`grpc-go 7918, ${name}: with the greatest limit that there is, messages are whole`, () => {
    const bytes = new Uint8Array(1000).fill(3), short = compression.compress(bytes);
    for (const limit of [2 ** 31 - 1, 2 ** 32 - 1, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
      assertEquals(compression.decompress(short, limit), bytes);
    }
  });

  Deno.test(`${name}: a limit of 0 lets nothing through but nothing`, () => {
    assertEquals(compression.decompress(compression.compress(new Uint8Array()), 0).length, 0);
    assertThrows(() => compression.decompress(compression.compress(Uint8Array.of(1)), 0));
  });
}

Deno.test("a table that is compressed is shorter, and is read by whoever knows how", () => {
  const sizes = [undefined, deflate].map((compression) => {
    const disk = new SimulatedDisk();
    const writer = new TableWriter(disk, "t", compression === undefined ? {} : { compression });
    const value = new TextEncoder().encode("happens before ".repeat(7));
    for (let i = 0; i < 500; i++) {
      const key = new TextEncoder().encode(`key ${String(i).padStart(4, "0")}`);
      writer.add({ key, sequence: i, kind: "put", value });
    }
    const { bytes } = writer.finish();
    const table = Table.open(disk, "t", { compressions: [deflate] });
    table.verify();
    assertEquals(table.get(new TextEncoder().encode("key 0123"), Infinity)?.value, value);
    if (compression !== undefined) {
      assertThrows(() => Table.open(disk, "t"), Error, "compressed by deflate: given none");
    }
    return bytes;
  });
  assert(sizes[1]! < sizes[0]! / 5, `${sizes}`);
});
