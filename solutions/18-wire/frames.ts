/** Part 2: frames out of a stream of bytes. */

import { type Frames, type FramesIo, MalformedBytes } from "../../exercises/18-wire/given.ts";

/** What waits is in one buffer, which grows as bytes come. */
export interface State {
  readonly longest: number;
  buffer: Uint8Array | undefined;
  /** Where what waits begins, and ends. */
  start: number;
  end: number;
  isBroken: boolean;
}

const HEADER = 4;

export const frames: Frames<State> = {
  start: (longest) => ({ longest, buffer: undefined, start: 0, end: 0, isBroken: false }),
  push(s, chunk, io) {
    if (s.isBroken) throw broken();
    makeRoom(s, chunk.length, io);
    s.buffer!.set(chunk, s.end);
    s.end += chunk.length;
    for (let length = lengthAt(s); length !== undefined; length = lengthAt(s)) {
      if (s.end - s.start < HEADER + length) break;
      const body = io.allocate(length), from = s.start + HEADER;
      body.set(s.buffer!.subarray(from, from + length));
      s.start = from + length;
      io.frame(body);
    }
    // What has been large once need not stay so.
    if (s.start === s.end) {
      s.start = s.end = 0;
      if (s.buffer!.length > 4096) s.buffer = undefined;
    }
  },
  end(s) {
    if (s.isBroken || s.start < s.end) throw broken();
  },
};

/** The length of the next frame, if it is there. */
function lengthAt(s: State): number | undefined {
  if (s.end - s.start < HEADER) return undefined;
  const { buffer, byteOffset } = s.buffer!;
  const length = new DataView(buffer, byteOffset + s.start).getUint32(0, true);
  if (length <= s.longest) return length;
  s.isBroken = true;
  throw new MalformedBytes(0, `a frame of at most ${s.longest} bytes`, `${length}`);
}

function makeRoom(s: State, more: number, io: FramesIo): void {
  const waits = s.end - s.start, { buffer } = s;
  if (buffer !== undefined && s.end + more <= buffer.length) return;
  const fits = buffer !== undefined && 2 * (waits + more) <= buffer.length;
  const target = fits ? buffer : io.allocate(Math.max(64, 2 * (waits + more)));
  if (buffer !== undefined) target.set(buffer.subarray(s.start, s.end));
  s.buffer = target;
  s.start = 0;
  s.end = waits;
}

const broken = () => new MalformedBytes(0, "whole frames", "a stream without them");
