import text from "./frames.md" with { type: "text" };
import { joined } from "hb/codec/joined.ts";
import { drawn, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { type Frames, MalformedBytes } from "../given.ts";
import { heldBytes, Meter } from "./measured.ts";
import { inBytes, many, outcome, REFUSED, unlike } from "./saying.ts";

/** A stream: frames of these lengths, and what comes behind them; and how it is cut. */
interface Case {
  readonly longest: number;
  readonly lengths: readonly number[];
  /** A length that is promised at the end, with so many bytes behind it. */
  readonly promised?: { readonly length: number; readonly come: number };
  /** So many bytes are missing at the end. */
  readonly missing?: number;
  /** The lengths of chunks, over and over. */
  readonly chunks: readonly number[];
}

export const frames = task<Answers>(text, ({ frames }, grading) => {
  grading.forAll(cases(), (each) => judge(frames, each, grading), smaller);
});

function* cases(): Generator<Case> {
  for (const chunks of [[1], [2], [3], [5], [4, 1], [1000]]) {
    yield { longest: 9, lengths: [], chunks };
    for (const lengths of [[0], [1], [3, 0, 2], [9], [0, 0, 0]]) {
      yield { longest: 9, lengths, chunks };
    }
    for (const length of [10, 256, 65_536, 2 ** 31, 2 ** 32 - 1]) {
      yield { longest: 9, lengths: [2], promised: { length, come: 3 }, chunks };
    }
    for (let missing = 1; missing <= 6; missing++) {
      yield { longest: 9, lengths: [1, 2], missing, chunks };
    }
  }
  yield* drawn(250, "streams", aCase);
  // Large frames in small pieces, many small frames at once, and a promise that is not kept.
  yield { longest: 300_000, lengths: [300_000], chunks: [1460] };
  yield { longest: 300_000, lengths: [9, 200_000, 9, 70_000], chunks: [300, 1, 4000] };
  yield { longest: 100, lengths: Array.from({ length: 3000 }, (_, i) => i % 9), chunks: [30_000] };
  yield { longest: 100, lengths: Array.from({ length: 90 }, (_, i) => i % 99), chunks: [1] };
  yield { longest: 2 ** 30, lengths: [], promised: { length: 2 ** 30, come: 50 }, chunks: [1, 20] };
  yield {
    longest: 50_000,
    lengths: [50_000, 3],
    promised: { length: 49_999, come: 10 },
    chunks: [7000],
  };
}

function aCase(random: Random): Case {
  const longest = [0, 5, 300, 5000][random.below(4)]!;
  const lengths = Array.from({ length: random.below(9) }, () => random.below(longest + 1));
  const chunks = Array.from(
    { length: 1 + random.below(5) },
    () => 1 + random.below([3, 12, 900][random.below(3)]! + (longest >> 4)),
  );
  const end = random.below(4);
  if (end === 0) {
    return {
      longest,
      lengths,
      chunks,
      promised: { length: longest + 1 + random.below(9), come: 2 },
    };
  }
  return end === 1 ? { longest, lengths, chunks, missing: 1 + random.below(4) } : {
    longest,
    lengths,
    chunks,
  };
}

function* smaller({ lengths, ...rest }: Case): Generator<Case> {
  for (let at = 0; at < Math.min(50, lengths.length); at++) {
    yield {
      ...rest,
      lengths: lengths.toSpliced(at, lengths.length > 60 ? lengths.length >> 1 : 1),
    };
    if (lengths[at]! > 0) yield { ...rest, lengths: lengths.with(at, lengths[at]! >> 1) };
  }
  if (rest.chunks.length > 1) {
    for (const one of rest.chunks) yield { ...rest, lengths, chunks: [one] };
  }
}

const shortly = (list: readonly number[]) =>
  list.length > 9 ? `${list.slice(0, 8).join(", ")} … (${list.length})` : list.join(", ");

function inWords({ longest, lengths, promised, missing, chunks }: Case): string {
  const end = promised === undefined
    ? (missing === undefined ? "" : `, of which the last ${many(missing, "byte")} do not come`)
    : `, then a length of ${promised.length} and ${many(promised.come, "byte")}`;
  return `bodies of ${longest} bytes at most; frames of ${
    shortly(lengths) || "no"
  } bytes${end}; in chunks of ${shortly(chunks)} bytes, over and over`;
}

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
      // It is somebody else's from then on.
      new Uint8Array(body.buffer).fill(0xdd, body.byteOffset, body.byteOffset + body.length);
    }
    waited = Math.max(waited, at - (ends[whole - 1] ?? 0) + chunk.length);
    const held = heldBytes(state);
    if (held > 2 * waited + 4096 && !isRefused) {
      fails(at, `${held} bytes are held`, `${2 * waited + 4096} at most`, PROMISE);
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
    const most = 4 * at + 4096;
    if (count > most) fails(at, `${count} bytes were ${what}`, `${most} at most`, COSTS);
  }
}

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
const WHOLE = "a stream that ends within a frame has lost something";
const COSTS =
  "each byte is moved a few times at most: to join what waits with each chunk takes the square of " +
  "the length (section 18.2)";
