/** Steps of connections that are written by hand. @module */

import type { Action, Foreign } from "./connection_case.ts";
import { bytesFrom, framed } from "./side_words.ts";

export const at = 0, all = { do: "take all", at } as const, open = { do: "open", at } as const;
export const leave = { do: "leave", at } as const, lose = { do: "lose", at } as const;
export const write = (nth: number, bytes: number, end = false): Action => ({
  do: "write",
  at,
  nth,
  bytes,
  end,
});
export const consume = (nth: number, bytes: number): Action => ({ do: "consume", at, nth, bytes });
export const reset = (nth: number): Action => ({ do: "reset", at, nth });
export const pass = (ms: number): Action => ({ do: "pass", ms });
export const comes = (frame: Foreign, times = 1): Action => ({ do: "frame", at, frame, times });
export const data = (stream: number, length: number, end = false, times = 1): Action =>
  comes({ type: "data", stream, length, end }, times);
export const opens = (stream: number): Action => comes({ type: "open", stream });
export const grant = (stream: number, bytes: number): Action =>
  comes({ type: "grant", stream, bytes });
export const size = (bytes: number): Action => comes({ type: "window", bytes });
/** Frames that come in one chunk. */
export const together = (...frames: readonly Action[]): Action => {
  const came = new Map<number, number>();
  const hex = frames.map((action) => {
    if (action.do !== "frame") return "";
    const { frame } = action;
    if (frame.type !== "data") return framed(frame).toHex();
    const { stream, length, end } = frame, from = came.get(stream) ?? 0;
    came.set(stream, from + length);
    return framed({ type: "data", stream, end, bytes: bytesFrom(stream, false, from, length) })
      .toHex();
  });
  return raw(hex.join(""));
};

export const raw = (hex: string): Action => ({ do: "raw", at, hex });
