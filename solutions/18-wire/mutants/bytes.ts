/** Bugs of varints and frames. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/18-wire/answers.ts";
import { type FramesIo, MalformedBytes, type Varints } from "../../../exercises/18-wire/given.ts";
import { frames, type State } from "../frames.ts";
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

/** Hands over what the reference would, but with another body. */
const handing = (change: (body: Uint8Array, chunk: Uint8Array, s: State) => Uint8Array): {
  push(s: State, chunk: Uint8Array, io: FramesIo): void;
} => ({
  push: (s, chunk, io) =>
    frames.push(s, chunk, { ...io, frame: (body) => io.frame(change(body, chunk, s)) }),
});

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

/** One state, whichever stream it is. */
function lastStream(): Partial<typeof frames> {
  let last: State;
  return {
    start: (longest) => last = frames.start(longest),
    push: (_, chunk, io) => frames.push(last, chunk, io),
  };
}

export const byteMutants: Mutants<Answers> = {
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
  frames: {
    "joins: what waits is joined with each chunk": {
      push(s, chunk, io) {
        const waits = s.buffer?.subarray(s.start, s.end) ?? new Uint8Array();
        const all = io.allocate(waits.length + chunk.length);
        all.set(waits);
        all.set(chunk, waits.length);
        Object.assign(s, { buffer: all, start: 0, end: all.length });
        frames.push(s, new Uint8Array(), io);
      },
    },
    "promise: room is made for what a length promises": {
      push(s, chunk, io) {
        frames.push(s, chunk, io);
        if (s.buffer === undefined || s.end - s.start < 4) return;
        const length = new DataView(s.buffer.buffer, s.buffer.byteOffset + s.start).getUint32(
          0,
          true,
        );
        if (s.buffer.length - s.start >= 4 + length) return;
        const room = io.allocate(4 + length);
        room.set(s.buffer.subarray(s.start, s.end));
        Object.assign(s, { buffer: room, start: 0, end: s.end - s.start });
      },
    },
    "late: the limit is looked at when the whole frame is there": {
      push(s, chunk, io) {
        const { longest } = s;
        Object.assign(s, { longest: Infinity });
        frames.push(s, chunk, {
          ...io,
          frame(body) {
            if (body.length > longest) throw new MalformedBytes(0, "a shorter frame", "another");
            io.frame(body);
          },
        });
        Object.assign(s, { longest });
      },
    },
    "last-stream: what waits of all streams is that of the last": lastStream(),
    "whole-buffer: a chunk is looked for at the beginning of its buffer": {
      push: (s, { buffer, length }, io) =>
        frames.push(s, new Uint8Array(buffer).subarray(0, length), io),
    },
    "one-off: a body as long as the limit is refused": {
      start: (longest) => frames.start(longest - 1),
    },
    "view: a body is a part of the buffer": handing((body, _, s) => {
      return s.buffer!.subarray(s.start - body.length, s.start);
    }),
    "chunk: a body is a part of the chunk where it can be": handing((body, chunk) =>
      chunk.length >= body.length + 4 ? chunk.subarray(4, 4 + body.length) : body
    ),
    "one: a chunk has one frame at most": {
      push(s, chunk, io) {
        let count = 0;
        frames.push(s, chunk, { ...io, frame: (body) => count++ === 0 && io.frame(body) });
      },
    },
    "shifts: after each frame what waits is moved to the front": {
      push(s, chunk, io) {
        frames.push(s, chunk, {
          ...io,
          frame(body) {
            s.buffer!.copyWithin(0, s.start, s.end);
            s.end -= s.start;
            s.start = 0;
            io.frame(body);
          },
        });
      },
    },
    "header: a header that is cut is not waited for": {
      push(s, chunk, io) {
        if (s.start === s.end && chunk.length < 4) return;
        frames.push(s, chunk, io);
      },
    },
    "goes-on: after a frame that is too long the next is looked at": {
      push(s, chunk, io) {
        s.isBroken = false;
        try {
          frames.push(s, chunk, io);
        } catch (error) {
          s.start = s.end;
          throw error;
        }
      },
    },
    "empty: an empty frame is none": {
      push: (s, chunk, io) =>
        frames.push(s, chunk, { ...io, frame: (body) => body.length > 0 && io.frame(body) }),
    },
    "ends: a stream may end in the middle of a frame": { end: () => {} },
  },
};
