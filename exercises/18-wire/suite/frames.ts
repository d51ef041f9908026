import text from "./frames.md" with { type: "text" };
import { joined } from "hb/codec/joined.ts";
import { type Grading, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { type Frames, MalformedBytes } from "../given.ts";
import { byteByByte, type Case, cases, inWords, smaller } from "./frames_cases.ts";
import { heldBytes, Meter } from "./measured.ts";
import { inBytes, many, outcome, REFUSED, unlike } from "./saying.ts";

export const frames = task<Answers>(text, ({ frames }, grading) => {
  grading.forAll(cases(grading), (each) => judge(frames, each, grading), smaller);
  for (const each of byteByByte) countsBytes(frames, each);
});

const bodyOf = (nth: number, length: number) =>
  Uint8Array.from({ length }, (_, i) => (nth * 7 + i) % 251 + 1);

/** The bytes of the stream, and where each frame ends; then where it must be refused, if it must. */
function streamOf({ longest, lengths, promised, missing = 0 }: Case) {
  const parts: Uint8Array[] = [], ends: number[] = [];
  let at = 0, refusedAt = Infinity;
  const header = (length: number) => {
    const four = new Uint8Array(4);
    new DataView(four.buffer).setUint32(0, length, true);
    parts.push(four);
    at += 4;
  };
  for (const [nth, length] of lengths.entries()) {
    header(length);
    parts.push(bodyOf(nth, length));
    ends.push(at += length);
  }
  if (promised !== undefined) {
    header(promised.length);
    if (promised.length > longest) refusedAt = at;
    parts.push(new Uint8Array(promised.come));
  }
  const all = joined(parts);
  return {
    bytes: all.subarray(0, Math.max(0, all.length - missing)),
    ends,
    refusedAt,
  };
}

function judge(frames: Frames, given: Case, grading: Grading): void {
  const { bytes, ends, refusedAt } = streamOf(given), asked = inWords(given), meter = new Meter();
  const fails = (at: number, came: string, must: string, why: string): never =>
    unlike({ asked: `${asked}; when ${many(at, "byte")} have come`, came, must, why });
  const bodies: Uint8Array[] = [];
  const io = {
    allocate: (length: number) => {
      if (!(length <= 8 * bytes.length + 10_000)) {
        fails(at, `it allocates ${length} bytes`, "it waits until they come", PROMISE);
      }
      return meter.allocate(length);
    },
    frame: (body: Uint8Array) => void bodies.push(body),
  };
  let at = 0, told = 0, whole = 0, waited = 0, isRefused = false;
  const start = () =>
    grading.asked(() => frames.start(given.longest), () => `asked: ${asked}\n  came`);
  const state = start(), other = start();
  // Another stream, of which one byte comes.
  const idle = { allocate: (length: number) => new Uint8Array(length), frame: () => {} };
  outcome(() => frames.push(other, Uint8Array.of(1), idle), MalformedBytes, grading, asked);
  for (let nth = 0; at < bytes.length && !isRefused; nth++) {
    const part = bytes.subarray(at, at + given.chunks[nth % given.chunks.length]!);
    // It stands within a larger buffer.
    const chunk = joined([Uint8Array.of(7, 7, 7), part, Uint8Array.of(7)]).subarray(3, -1);
    at += chunk.length;
    const came = outcome(
      () => frames.push(state, meter.lend(chunk), io),
      MalformedBytes,
      grading,
      asked,
    );
    isRefused = came === REFUSED;
    // The caller uses its memory again.
    chunk.fill(0xee);
    if (isRefused !== refusedAt <= at) {
      fails(
        at,
        isRefused ? REFUSED : "nothing is thrown",
        isRefused ? "nothing is thrown" : REFUSED,
        LIMIT,
      );
    }
    while (ends[whole] !== undefined && ends[whole]! <= at) whole++;
    if (bodies.length !== whole) {
      fails(at, `${bodies.length} frames were handed over`, `${whole} frames`, AT_ONCE);
    }
    for (; told < whole; told++) {
      const must = bodyOf(told, given.lengths[told]!), body = bodies[told]!;
      if (!(body instanceof Uint8Array) || body.toHex() !== must.toHex()) {
        fails(at, `frame ${told + 1} is ${inBytes(body)}`, inBytes(must), SAME);
      }
      if (body.length > 0 && !meter.isOwn(body)) {
        fails(at, `the body of frame ${told + 1} is of other memory`, "it is of `allocate`", OWN);
      }
      // It is somebody else's from then on.
      new Uint8Array(body.buffer).fill(0xdd, body.byteOffset, body.byteOffset + body.length);
    }
    waited = Math.max(waited, at - (ends[whole - 1] ?? 0) + chunk.length);
    if (isRefused) continue;
    const held = heldBytes(state, meter), waits = Math.max(0, at - (ends[whole - 1] ?? 0) - HEADER);
    if (held.bytes > 2 * waited + 4096) {
      fails(at, `${held.bytes} bytes are held`, `${2 * waited + 4096} at most`, PROMISE);
    }
    if (held.own < waits) {
      const came = `${held.own} bytes of \`allocate\` are held in \`s\``;
      fails(at, came, `the ${many(waits, "byte")} that wait of a body, at least`, KEPT);
    }
  }
  const touched = bodies.findIndex((body) => !body.every((byte) => byte === 0xdd));
  if (touched >= 0) {
    fails(at, `the body of frame ${touched + 1} was written over`, "it is left alone", SAME);
  }
  const isWhole = (at === 0 || ends.includes(at)) && !isRefused;
  const end = outcome(() => frames.end(state), MalformedBytes, grading, asked);
  if ((end === REFUSED) === isWhole) {
    const [came, must] = [end === REFUSED, !isWhole].map((it) =>
      it ? REFUSED : "nothing is thrown"
    );
    fails(at, `at the end of the stream, ${came}`, must!, WHOLE);
  }
  if (isRefused) {
    const again = outcome(
      () => frames.push(state, new Uint8Array(4), io),
      MalformedBytes,
      grading,
      asked,
    );
    if (again !== REFUSED) fails(at, "the next chunk is taken", REFUSED, LIMIT);
  }
  for (const [what, count] of [["copied", meter.copied], ["allocated", meter.allocated]] as const) {
    const most = mostMoved(at);
    if (count > most) fails(at, `${count} bytes were ${what}`, `${most} at most`, COSTS);
  }
}

/** How many bytes may be copied, and allocated, for so many that come. */
const mostMoved = (come: number) => 4 * come + 4096;

/**
 * Requires that bytes are not moved one by one more often than they may be copied. Code that cannot use
 * bytes which count that is not judged by it: it has been judged by the others.
 */
function countsBytes(frames: Frames, given: Case): void {
  const { bytes } = streamOf(given), meter = new Meter(true);
  const io = { allocate: (length: number) => meter.allocate(length), frame: () => {} };
  try {
    const state = frames.start(given.longest);
    for (let at = 0, nth = 0; at < bytes.length; nth++) {
      const chunk = bytes.slice(at, at + given.chunks[nth % given.chunks.length]!);
      frames.push(state, meter.lend(chunk), io);
      at += chunk.length;
    }
  } catch {
    return;
  }
  const most = mostMoved(bytes.length), asked = `${inWords(given)}; at the end`;
  if (meter.copied <= most) return;
  unlike({ asked, came: `${meter.copied} bytes were copied`, must: `${most} at most`, why: COSTS });
}

const HEADER = 4;

const LIMIT =
  "a length above the limit is refused as soon as it is there, and of such a stream nothing else is " +
  "looked at (section 18.2)";
const AT_ONCE =
  "a frame is handed over by the chunk that brings its last byte: nobody knows whether another " +
  "chunk will come";
const SAME =
  "a frame holds what was written, whatever becomes of the chunk and of the frames before: they " +
  "belong to others";
const PROMISE = "a length is a promise, and room is made for what has come (section 18.2)";
const KEPT =
  "whatever waits beyond a call is kept in bytes of `allocate`, in `s`, for everybody to see: a list of " +
  "numbers takes eight times as much, and so does what is beside `s`";
const OWN =
  "a body is of `allocate`: whoever gets it may give its memory back to where it came from";
const WHOLE = "a stream that ends within a frame has lost something";
const COSTS =
  "each byte is moved a few times at most: to join what waits with each chunk takes the square of " +
  "the length (section 18.2)";
