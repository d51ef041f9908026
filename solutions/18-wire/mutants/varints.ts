/** Bugs of varints. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/18-wire/answers.ts";
import { MalformedBytes, type Varints } from "../../../exercises/18-wire/given.ts";
import { varints } from "../varints.ts";

/** Reads up to so many bytes, and looks at what comes of them. */
const reading = (
  most: number,
  good: (value: bigint, last: number, length: number) => bigint | undefined,
  atEnd: (value: bigint) => bigint | undefined = () => undefined,
): Partial<Varints> => ({
  read(bytes, at) {
    let value = 0n;
    for (let i = 0; i < most; i++) {
      const byte = bytes[at + i];
      if (byte === undefined) throw new MalformedBytes(at, "another byte", "the end");
      value |= BigInt(byte & 127) << BigInt(7 * i);
      if (byte > 127) continue;
      const found = good(value, byte, i + 1);
      if (found === undefined) throw new MalformedBytes(at, "a good number", "another");
      return { value: found, end: at + i + 1 };
    }
    const found = atEnd(value);
    if (found === undefined) throw new MalformedBytes(at, "a shorter number", "another");
    return { value: found, end: at + most };
  },
});

const fits = (value: bigint) => value < 2n ** 64n;
const isShort = (last: number, length: number) => last > 0 || length === 1;

/** Forms in memory that is used again. */
function shared(): Partial<Varints> {
  const room = new Uint8Array(10);
  return {
    write(value) {
      const form = varints.write(value);
      room.set(form);
      return room.subarray(0, form.length);
    },
  };
}

export const varintMutants: Mutants<Answers> = {
  varints: {
    "shared: all forms are parts of one array": shared(),
    "whole-buffer: bytes are looked for in the buffer that they are part of": {
      read: ({ buffer, length }, at) =>
        varints.read(new Uint8Array(buffer).subarray(0, length), at),
    },
    "tenth: bits of a tenth byte are lost": reading(
      10,
      (value, last, length) => isShort(last, length) ? BigInt.asUintN(64, value) : undefined,
    ),
    "goes-on: ten bytes of which each goes on give a number": reading(
      10,
      (value, last, length) => isShort(last, length) && fits(value) ? value : undefined,
      () => 0n,
    ),
    "eleven: an eleventh byte is taken": reading(
      11,
      (value, last, length) => isShort(last, length) ? BigInt.asUintN(64, value) : undefined,
    ),
    "two-forms: a longer form is taken": reading(10, (value) => fits(value) ? value : undefined),
    "rounded: numbers above 2^53 are rounded": reading(
      10,
      (value, last, length) =>
        isShort(last, length) && fits(value) ? BigInt(Number(value)) : undefined,
    ),
    "thirty-two: bits are shifted as in a number of 32 bits": reading(
      10,
      (value, last, length) =>
        isShort(last, length) && fits(value) ? BigInt.asUintN(32, value) : undefined,
    ),
    "no-zero: 0 is taken for a longer form": reading(
      10,
      (value, last) => last > 0 && fits(value) ? value : undefined,
    ),
    "cut: what ends too early is taken as it is": {
      read(bytes, at) {
        const longer = new Uint8Array(bytes.length + 1);
        longer.set(bytes);
        longer[bytes.length] = 1;
        return varints.read(longer, at);
      },
    },
    "beginning: it reads where the bytes begin": { read: (bytes) => varints.read(bytes, 0) },
    "unchecked: what is too large is cut when it is written": {
      write: (value) => varints.write(BigInt.asUintN(64, value)),
    },
    "small-zigzag: zigzag knows 32 bits": {
      zigzag: (value) => BigInt.asUintN(32, varints.zigzag(value)),
    },
    "rounding-zigzag: unzigzag goes by a number": {
      unzigzag(value) {
        const number = Number(value);
        return BigInt(number % 2 === 0 ? number / 2 : -(number + 1) / 2);
      },
    },
  },
};
