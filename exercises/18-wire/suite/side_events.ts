/** Why a side must tell what it must, rule by rule; and the frame in what it gives the pipe. @module */

import { type Frame, frameOf } from "../given.ts";
import { FRAME } from "./side_laws.ts";
import type { Watched } from "./side_watch.ts";
import { frameInWords, type Told, toldInWords } from "./side_words.ts";

/** What is told, by how its words begin or end, and the rule about it. */
const RULES: readonly (readonly [RegExp, string])[] = [
  [
    /is not the one that was written/,
    "the bytes of a stream are those that were written on it, in their order, whatever becomes of the chunk " +
    "that has brought them",
  ],
  [
    /leaves/,
    "each `leaving` that comes is told, the second and third, too: it names a stream, and may name a lower " +
    "one than before",
  ],
  [
    /is opened/,
    "a stream of the other side is told when it begins, be its number the next or a higher one; not " +
    "if there " +
    "are mostStreams already, which is refused, nor if it is above the last one that this side has named",
  ],
  [
    /over, refused/,
    "a refused stream is over and untouched; so is every own stream above the last one that the other side " +
    "looks at, and no other (RFC 9113, section 6.8)",
  ],
  [
    /over, breach/,
    "a breach of one stream is told as its end, and breaks nothing else: more data than its window, data " +
    "behind its end, or a grant to it of less than 1 or too much",
  ],
  [/over, cancelled/, "a stream that the other side resets is over, and told to be, once"],
  [
    /^bytes (\d+) to \1 /,
    "data without bytes is told as well, with its end or without: an end may come alone",
  ],
  [
    /^bytes /,
    "data is told at once, in its order and with its end; nothing of a stream that is over (section 18.9)",
  ],
];

/** The rule about the first event that is missing, or of which there is one too many. */
export function whyOf(came: string, must: string): string {
  const [told, right] = [came, must].map((words) => words.split("; "));
  const other = told!.find((each) => RULES[0]![0].test(each)) ??
    right!.find((each) => !told!.includes(each) && each !== "nothing") ??
    told!.find((each) => !right!.includes(each)) ?? came;
  const found = RULES.find(([words]) => words.test(other));
  return found?.[1] ??
    "what has come is told at once, in its order, and nothing else (section 18.9)";
}

/** What a frame does that the connection must not break at. */
const HARMLESS: Readonly<Record<Frame["type"], string>> = {
  open: "any stream of the other side above those before is new: numbers may be left out",
  data:
    "data on a stream that has begun breaks the connection only if it is more than that one's window; " +
    "if the stream is over, it is passed over; and a breach of the stream resets the stream; an end without " +
    "bytes needs no credit, also where a new size has left less than none; and 100 frames in a row may bring " +
    "nothing",
  reset: "a reset of a stream that has begun is passed over if the stream is over",
  grant:
    "a grant breaks the connection only if it is the connection's; one to a stream that is over counts " +
    "for nothing",
  window:
    "sizes may be anything up to 2 ** 31 - 1, 0 among them, if no window gets larger than that by them",
  acknowledged: "a size that was told, and was not acknowledged, is",
  leaving: "who leaves may name the same stream again, or a lower one",
  ping: "1,000 frames that the other side has called for may wait",
  pong: "a pong with whatever token shows that the other side is there",
};

/** Why none of these frames breaks a connection. */
export function harmless(frames: readonly Frame[]): string {
  const last = frames.at(-1);
  return last === undefined
    ? "a frame that has not come as a whole breaks no rule yet"
    : `${frameInWords(last)} breaks no rule of the connection: ${HARMLESS[last.type]}`;
}

/** Fails if these are not the events that must be told. */
export function assertTold(watched: Watched, came: string, must: readonly Told[]): void {
  const right = toldInWords(must);
  if (came !== right) watched.fails(came, right, whyOf(came, right));
}

/** The frame in what a side gives the pipe. */
export function frameIn(watched: Watched, bytes: Uint8Array): Frame {
  const isWhole = bytes instanceof Uint8Array && bytes.length >= 5 &&
    new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === bytes.length - 4;
  if (!isWhole) {
    const came = "it gives the pipe what is not one whole frame";
    watched.fails(came, "its length and its body", FRAME);
  }
  try {
    return frameOf(bytes.slice(4));
  } catch (error) {
    return watched.fails(`it gives the pipe a body that is none: ${error}`, "a body", FRAME);
  }
}

/** Fails if something can be written on a stream whose end was. */
export function assertRefused(watched: Watched, stream: number): void {
  let isWritten = true;
  try {
    watched.side.write(stream, Uint8Array.of(1), false);
  } catch {
    isWritten = false;
  }
  if (!isWritten) return;
  const came = `it lets a byte be written on stream ${stream}, whose end was`;
  watched.fails(
    came,
    "an error is thrown",
    "where nothing can be written, whoever writes is told so",
  );
}
