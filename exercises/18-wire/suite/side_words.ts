/** Frames and events of part 10, in words and in bytes. @module */

import { bodyOf, type ConnectionEvent, type Frame, type ResetReason } from "../given.ts";
import { many } from "./saying.ts";

/** An event as it must be told, with its bytes by number. */
export type Told =
  | { readonly type: "opened"; readonly stream: number }
  | {
    readonly type: "data";
    readonly stream: number;
    readonly from: number;
    length: number;
    end: boolean;
  }
  | {
    readonly type: "over";
    readonly stream: number;
    readonly why: ResetReason | "lost";
    readonly untouched: boolean;
  }
  | { readonly type: "leaving" };

/** A frame. */
export function frameInWords(frame: Frame): string {
  switch (frame.type) {
    case "data":
      return `${many(frame.bytes.length, "byte")} of stream ${frame.stream}${
        frame.end ? ", the last" : ""
      }`;
    case "reset":
      return `reset ${frame.stream} ${frame.why}`;
    case "grant":
      return `grant ${frame.stream} ${frame.bytes}`;
    case "open":
      return `open ${frame.stream}`;
    case "window":
      return `window ${frame.bytes}`;
    case "leaving":
      return `leaving ${frame.last}`;
    case "ping":
    case "pong":
      return `${frame.type} ${frame.token}`;
    default:
      return frame.type;
  }
}

/** What is told, with data of one stream that comes in several pieces as one. */
export function toldInWords(events: readonly Told[]): string {
  const joined: Told[] = [];
  for (const event of events) {
    const before = joined.at(-1);
    if (event.type === "data" && before?.type === "data" && before.stream === event.stream) {
      before.length += event.length;
      before.end ||= event.end;
    } else joined.push({ ...event });
  }
  const words = joined.map((event) => {
    if (event.type === "opened") return `stream ${event.stream} is opened`;
    if (event.type === "leaving") return "the other side leaves";
    if (event.type === "data") {
      const to = event.from + event.length;
      return `bytes ${event.from} to ${to} of stream ${event.stream}${
        event.end ? ", and its end" : ""
      }`;
    }
    return `stream ${event.stream} is over, ${event.why}${event.untouched ? ", untouched" : ""}`;
  });
  // In which order several streams are over at once is nobody's affair.
  return words.some((each) => each.includes("is over"))
    ? words.sort().join("; ")
    : words.join("; ") || "nothing";
}

/** A frame as it stands in a pipe: its length, and its body. */
export function framed(frame: Frame): Uint8Array {
  const body = bodyOf(frame), bytes = new Uint8Array(4 + body.length);
  new DataView(bytes.buffer).setUint32(0, body.length, true);
  bytes.set(body, 4);
  return bytes;
}

/** Byte number `at` of what one side writes on a stream. */
export const byteOf = (stream: number, isDialler: boolean, at: number): number =>
  (stream * 31 + at * 7 + (isDialler ? 3 : 0)) % 251;

/** So many bytes from there on. */
export const bytesFrom = (stream: number, isDialler: boolean, from: number, length: number) =>
  Uint8Array.from({ length }, (_, i) => byteOf(stream, isDialler, from + i));

/**
 * What was told. Bytes are told by their number, if they are those that were written from `came` on; else as
 * wrong.
 */
export function asTold(
  events: readonly ConnectionEvent[],
  came: Map<number, number>,
  isDialler: boolean,
): Told[] | string {
  const told: Told[] = [];
  for (const event of events) {
    if (event.type !== "data") {
      told.push(event);
      continue;
    }
    const { stream, bytes, end } = event, from = came.get(stream) ?? 0;
    const wrong = bytes.findIndex((byte, i) => byte !== byteOf(stream, isDialler, from + i));
    if (wrong >= 0) {
      return `byte ${from + wrong} of stream ${stream} is not the one that was written`;
    }
    came.set(stream, from + bytes.length);
    told.push({ type: "data", stream, from, length: bytes.length, end });
  }
  return told;
}
