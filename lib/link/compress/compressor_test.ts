/** What every way to compress keeps to. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { none } from "../../codec/compression.ts";
import { joined } from "../../codec/joined.ts";
import { MalformedBytes } from "../../codec/malformed.ts";
import { deflate, zstd } from "../../host/compression.ts";
import { type Decompressor, eachAlone, oneStream } from "./compressor.ts";
import { withDictionary } from "./dictionary.ts";

const utf8 = new TextEncoder();
const append = (term: number) =>
  utf8.encode(`{"type":"append","term":${term},"previous":${term * 7},"entries":["a","b"]}`);
const known = joined([append(1), append(22), append(333)]);

const ways = [
  eachAlone(none),
  eachAlone(deflate),
  eachAlone(zstd),
  eachAlone(withDictionary(known)),
  oneStream,
];

const noise = fc.uint8Array({ maxLength: 300, size: "max" });
const message = fc.array(
  fc.oneof(noise, fc.nat({ max: 9999 }).map(append), fc.nat(5000).map((n) => new Uint8Array(n))),
  { maxLength: 4 },
).map(joined);
const messages = fc.array(message, { minLength: 1, maxLength: 12, size: "max" });

/** Opens it, and holds what comes of it against what is promised. */
function tried(decompressor: Decompressor, bytes: Uint8Array, limit: number): void {
  try {
    const { length } = decompressor.unpack(bytes);
    assert(length <= limit, `${length} bytes above ${limit}`);
  } catch (error) {
    assert(error instanceof MalformedBytes, `${error}`);
    assert(/^Cannot read byte \d+ because .* required: given /.test(error.message), error.message);
  }
}

for (const way of ways) {
  const { name } = way;

  Deno.test(`${name}: messages come out as they went in, and hardly longer`, () => {
    fc.assert(
      fc.property(messages, (messages) => {
        const compressor = way.compressor(), decompressor = way.decompressor(100_000);
        for (const message of messages) {
          const packed = compressor.pack(message),
            more = way === oneStream ? 14 + message.length / 500 : 1;
          assert(packed.length <= message.length + more, `${packed.length} of ${message.length}`);
          assertEquals(decompressor.unpack(packed), message);
        }
      }),
      { numRuns: 100 },
    );
  });

  Deno.test(`${name}: random bytes are a message within the limit, or the stated error`, () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60, size: "max" }),
      // Behind the flag and a length that there may be, to get past both.
      fc.tuple(fc.nat(127), noise).map(([length, rest]) => Uint8Array.of(1, length, ...rest)),
    );
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 4 }), fc.nat(200), (pieces, limit) => {
        const decompressor = way.decompressor(limit);
        for (const piece of pieces) tried(decompressor, piece, limit);
      }),
      { numRuns: 500 },
    );
  });

  Deno.test(`${name}: bits that are flipped, ends that are cut, lead to nothing else either`, () => {
    const damage = fc.record({
      cut: fc.nat(20),
      flips: fc.array(fc.nat(2 ** 20), { maxLength: 4 }),
      limit: fc.constantFrom(0, 10, 1000, 100_000),
    });
    fc.assert(
      fc.property(
        messages,
        fc.array(damage, { minLength: 1, maxLength: 4 }),
        (messages, damages) => {
          const compressor = way.compressor();
          const { limit } = damages[0]!, decompressor = way.decompressor(limit);
          messages.forEach((message, i) => {
            const { cut, flips } = damages[i % damages.length]!;
            const packed = compressor.pack(message),
              bytes = packed.slice(0, Math.max(0, packed.length - cut));
            for (const flip of flips) {
              if (bytes.length > 0) bytes[(flip >> 3) % bytes.length]! ^= 1 << (flip & 7);
            }
            tried(decompressor, bytes, limit);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  Deno.test(`${name}: the limit counts what comes out, and just that much is let through`, () => {
    const message = joined(Array.from({ length: 50 }, (_, i) => append(i)));
    const packed = way.compressor().pack(message), { length } = message;
    assertEquals(way.decompressor(length).unpack(packed), message);
    assertThrows(
      () => way.decompressor(length - 1).unpack(packed),
      MalformedBytes,
      `${length - 1}`,
    );
    const greatest = way.decompressor(Number.MAX_SAFE_INTEGER);
    assertEquals(greatest.unpack(packed), message);
  });
}
