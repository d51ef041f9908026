import { assertEquals, assertThrows } from "@std/assert";
import { fixedLayout } from "../fixed.ts";
import { MalformedBytes } from "../malformed.ts";
import { protobuf } from "../protobuf.ts";
import {
  between,
  boolean,
  bytes,
  integer,
  list,
  orNull,
  record,
  recursive,
  type Schema,
  text,
} from "../schema.ts";

const one = protobuf(record({ value: [1, integer] }));
const signed = protobuf(record({ value: [1, between(-(2 ** 53) + 1)] }));
const flag = protobuf(record({ value: [1, boolean] }));

/** All varints of so many bytes whose bytes are among these, and the number of 64 bits that each stands for. */
function* varints(length: number): Generator<readonly [bytes: number[], value: bigint]> {
  const middle = [0x80, 0x81, 0xff], last = [0, 1, 2, 0x7f];
  const count = 2 ** Math.min(length - 1, 3) * 3 ** 6;
  for (let i = 0; i < count; i++) {
    const bytes = [];
    let rest = i;
    // The highest bytes take all three values, as the bounds are there.
    for (let place = length - 2; place >= 0; place--) {
      const choices = place >= length - 7 ? 3 : 2;
      bytes.unshift(middle[choices === 3 ? rest % 3 : rest % 2 * 2]!);
      rest = Math.floor(rest / choices);
    }
    for (const end of last) {
      const all = [...bytes, end];
      const value = all.reduce((sum, byte, i) => sum + (BigInt(byte & 127) << BigInt(7 * i)), 0n);
      yield [all, value];
    }
  }
}

for (const length of [1, 5, 8, 9, 10, 11]) {
  Deno.test(`report 4.19: varints of ${length} bytes are the number that they say, or malformed`, () => {
    const most = BigInt(Number.MAX_SAFE_INTEGER);
    let taken = 0;
    for (const [bytes, value] of varints(length)) {
      const encoded = Uint8Array.of(8, ...bytes), fits = length <= 10 && value < 2n ** 64n;
      const expect = (decode: () => { readonly value: unknown }, wanted: unknown) => {
        if (wanted === undefined) assertThrows(decode, MalformedBytes);
        else assertEquals(decode().value, wanted);
      };
      expect(() => one.decode(encoded), fits && value <= most ? Number(value) : undefined);
      const twice = value >> 1n, unfolded = (value & 1n) === 0n ? twice : -1n - twice;
      const isSafe = unfolded <= most && unfolded >= -most;
      expect(() => signed.decode(encoded), fits && isSafe ? Number(unfolded) : undefined);
      expect(() => flag.decode(encoded), fits ? value !== 0n : undefined);
      taken += fits ? 1 : 0;
    }
    assertEquals(taken > 0, length <= 10);
  });
}

Deno.test("report 4.17: the largest limit there is lets things in whole, as does none", () => {
  const word = "é".repeat(100), data = new Uint8Array(100).fill(7);
  for (const limit of [100, 2 ** 31 - 1, 2 ** 32 - 1, Number.MAX_SAFE_INTEGER, Infinity]) {
    const schema = record({ word: [1, text(limit)], data: [2, bytes(limit)] });
    for (const codec of [protobuf(schema), fixedLayout(schema)]) {
      assertEquals(codec.decode(codec.encode({ word, data })), { word, data });
    }
  }
  const less = record({ word: [1, text(99)], data: [2, bytes(100)] });
  for (const codec of [protobuf(less), fixedLayout(less)]) {
    assertThrows(() => codec.decode(codec.encode({ word, data })), MalformedBytes, "at most 99");
  }
});

Deno.test("report 4.19: lengths near 2^31, 2^32, 2^53, 2^63 and 2^64 are bounded before anything is done with them", () => {
  const data = protobuf(record({ data: [1, bytes()] })),
    numbers = protobuf(record({ all: [1, list(integer)] }));
  for (const exponent of [31n, 32n, 53n, 63n, 64n]) {
    for (const more of [-2n, -1n, 0n, 1n, 2n, 10n]) {
      const length = [];
      for (let rest = 2n ** exponent + more; length.push(Number(rest & 127n)) && rest > 127n;) {
        rest >>= 7n;
      }
      const varint = length.map((byte, i) => i < length.length - 1 ? byte | 128 : byte);
      for (const field of [10, 0x7a]) {
        const claim = Uint8Array.of(field, ...varint, 1, 2, 3);
        assertThrows(() => data.decode(claim), MalformedBytes);
        assertThrows(() => numbers.decode(claim), MalformedBytes);
      }
    }
  }
});

interface Chain {
  readonly next: Chain | null;
}

Deno.test("a message that comes in parts is no way around the limit of depth", () => {
  const chain: Schema<Chain> = recursive(() => record({ next: [1, orNull(chain)] }), 5);
  const codec = protobuf(record({ chain: [1, chain] }));
  /** So many messages in one another, each in two parts, of which the second is empty. */
  const nested = (depth: number): number[] => {
    const inner = depth === 1 ? [] : nested(depth - 1);
    return [10, inner.length, ...inner, 10, 0];
  };
  const deepest = codec.decode(Uint8Array.from(nested(5)));
  assertEquals(JSON.stringify(deepest).match(/next/g)?.length, 5);
  for (const depth of [6, 7, 20]) {
    assertThrows(() => codec.decode(Uint8Array.from(nested(depth))), MalformedBytes, "given more");
  }
});
