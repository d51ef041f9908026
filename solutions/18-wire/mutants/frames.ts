/** Bugs of frames. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/18-wire/answers.ts";
import { type FramesIo, MalformedBytes } from "../../../exercises/18-wire/given.ts";
import { frames, type State } from "../frames.ts";

/** Hands over what the reference would, but with another body. */
const handing = (change: (body: Uint8Array, chunk: Uint8Array, s: State) => Uint8Array): {
  push(s: State, chunk: Uint8Array, io: FramesIo): void;
} => ({
  push: (s, chunk, io) =>
    frames.push(s, chunk, { ...io, frame: (body) => io.frame(change(body, chunk, s)) }),
});

/** One state, whichever stream it is. */
function lastStream(): Partial<typeof frames> {
  let last: State;
  return {
    start: (longest) => last = frames.start(longest),
    push: (_, chunk, io) => frames.push(last, chunk, io),
  };
}

/** What waits is something else than bytes of `allocate`; it begins anew with each chunk. */
const keeping = <K>(
  keep: (waits: Uint8Array, s: State) => K,
  kept: (of: K | undefined, s: State) => Iterable<number>,
) => ({
  push(s: State & { kept?: K }, chunk: Uint8Array, io: FramesIo): void {
    const all = Uint8Array.from([...kept(s.kept, s), ...chunk]);
    Object.assign(s, { buffer: undefined, start: 0, end: 0 });
    frames.push(s, all, io);
    s.kept = keep(s.buffer?.slice(s.start, s.end) ?? new Uint8Array(), s);
    Object.assign(s, { buffer: undefined });
  },
});

/** What waits, by the state beside which it is. */
const beside = new WeakMap<State, Uint8Array>();

export const frameMutants: Mutants<Answers> = {
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
    "numbers: what waits is a list of numbers, made anew with each chunk": keeping(
      (waits) => [...waits],
      (list) => list ?? [],
    ),
    "own-memory: what waits is in memory that was not asked for": keeping(
      (waits) => waits,
      (waits) => waits ?? [],
    ),
    "beside: what waits is beside the state": keeping(
      (waits, s) => void beside.set(s, waits),
      (_, s) => beside.get(s) ?? [],
    ),
    "other-body: a body is of memory that was not asked for": handing((body) =>
      Uint8Array.from(body)
    ),
    "by-hand: after each frame a short rest is moved to the front, byte by byte": {
      push(s, chunk, io) {
        frames.push(s, chunk, {
          ...io,
          frame(body) {
            const { buffer, start, end } = s;
            if (end - start > 6000) return io.frame(body);
            for (let at = start; at < end; at++) buffer![at - start] = buffer![at]!;
            Object.assign(s, { start: 0, end: end - start });
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
