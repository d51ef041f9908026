/** Part 1: numbers as varints. */

import { MalformedBytes, type Varints } from "../../exercises/18-wire/given.ts";

const LARGEST = 2n ** 64n - 1n;

export const varints: Varints = {
  write(value) {
    if (value < 0n || value > LARGEST) {
      throw new RangeError(
        `Cannot write a varint because a number from 0 to 2^64 - 1 is required: given ${value}`,
      );
    }
    const bytes: number[] = [];
    for (; value > 127n; value >>= 7n) bytes.push(Number(value & 127n) | 128);
    return Uint8Array.from([...bytes, Number(value)]);
  },
  read(bytes, at) {
    let value = 0n;
    for (let i = 0; i < 10; i++) {
      const byte = bytes[at + i];
      if (byte === undefined) throw new MalformedBytes(at + i, "another byte", "the end");
      value |= BigInt(byte & 127) << BigInt(7 * i);
      if (byte > 127) continue;
      if (byte === 0 && i > 0) throw new MalformedBytes(at + i, "the shortest form", "another");
      if (value > LARGEST) break;
      return { value, end: at + i + 1 };
    }
    throw new MalformedBytes(at, "a number of 64 bits", "a longer one");
  },
  zigzag: (value) => value < 0n ? -2n * value - 1n : 2n * value,
  unzigzag: (value) => value & 1n ? -(value >> 1n) - 1n : value >> 1n,
};
