import text from "./sending.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import { clone } from "hb/model/clone.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Sending } from "../given.ts";
import { LARGEST, nameOf, shorter, type Sizes, Tale } from "./credit_words.ts";
import { many } from "./saying.ts";
import { forgets } from "./timed.ts";

/** What happens; a stream is the one of this number of those that were begun, over and over. */
type Event =
  | { readonly type: "open" }
  | { readonly type: "write" | "grant"; readonly stream: number; readonly bytes: number }
  | { readonly type: "grant all" | "resize"; readonly bytes: number }
  | { readonly type: "close"; readonly stream: number };

interface Case {
  readonly sizes: Sizes;
  readonly script: readonly (Event & { readonly bytes?: number })[];
}

export const sending = task<Answers>(text, ({ sending }, grading) => {
  grading.forAll(cases(grading), (each) => judge(sending, each, grading), shorter);
  const io = { send: () => {}, breach: () => {} };
  const start = () => sending.start({ stream: 10, connection: 1000 });
  forgets("a stream is opened, written and closed", start, (s, nth) => {
    sending.open(s, nth, io);
    sending.write(s, nth, 20, io);
    sending.granted(s, 0, 10, io);
    sending.close(s, nth, io);
  }, grading);
});

const SCALES = [1, 2, 5, 100, 16_000, 65_535];

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 900, "credit to send", (random, at) => {
    const scale = SCALES[random.below(SCALES.length)]!;
    const sizes = { stream: scale, connection: 1 + random.below(4 * scale) };
    return { sizes, script: Array.from({ length: 1 + at % 30 }, () => anEvent(random, scale)) };
  });
  const open = { type: "open" } as const, sizes = { stream: 65_535, connection: 65_535 };
  for (const bytes of [0, -1, LARGEST - 65_535, LARGEST - 65_534, LARGEST]) {
    yield { sizes, script: [open, { type: "grant", stream: 0, bytes }] };
    yield { sizes, script: [open, { type: "grant all", bytes }] };
    yield {
      sizes,
      script: [open, { type: "grant", stream: 0, bytes: 5 }, {
        type: "resize",
        bytes: LARGEST - 5,
      }],
    };
  }
  for (const bytes of [LARGEST, LARGEST - 6, LARGEST + 1, 0]) {
    const grant = { type: "grant", stream: 0, bytes: 6 } as const;
    yield { sizes, script: [{ type: "resize", bytes }, open] };
    yield { sizes, script: [open, open, grant, { type: "resize", bytes }] };
  }
  // A stream that has broken a rule has nothing more to say, also when there is credit again.
  yield {
    sizes: { stream: 20, connection: 5 },
    script: [
      open,
      open,
      { type: "write", stream: 0, bytes: 9 },
      { type: "write", stream: 1, bytes: 9 },
      { type: "grant", stream: 0, bytes: 0 },
      { type: "grant all", bytes: 50 },
    ],
  };
  // It has taken nothing of the connection's window that was not sent.
  yield {
    sizes: { stream: 5, connection: 20 },
    script: [
      open,
      open,
      { type: "write", stream: 0, bytes: 9 },
      { type: "grant", stream: 0, bytes: 0 },
      { type: "grant", stream: 0, bytes: 0 },
      { type: "resize", bytes: 50 },
      { type: "write", stream: 1, bytes: 15 },
    ],
  };
  // A connection that has broken a rule has nothing more to say.
  yield {
    sizes: { stream: 50, connection: 5 },
    script: [
      open,
      { type: "write", stream: 0, bytes: 9 },
      { type: "grant all", bytes: 0 },
      { type: "grant all", bytes: 10 },
    ],
  };
  // Many streams wait for the connection.
  const many = Array.from(
    { length: 70 },
    (_, stream) => ({ type: "write", stream, bytes: 9 }) as const,
  );
  yield {
    sizes: { stream: 9, connection: 20 },
    script: [...many.map(() => open), ...many, { type: "grant all", bytes: 700 }],
  };
}

function anEvent(random: Random, scale: number): Event {
  const stream = random.below(6), bytes = 1 + random.below(2 * scale), which = random.below(20);
  if (which < 4) return { type: "open" };
  if (which < 10) return { type: "write", stream, bytes };
  if (which < 13) return { type: "grant", stream, bytes };
  if (which < 16) return { type: "grant all", bytes };
  return which < 18
    ? { type: "resize", bytes: random.below(3 * scale) }
    : { type: "close", stream };
}

function judge(sending: Sending, { sizes, script }: Case, grading: Grading): void {
  const tale = new Tale("the sender of a connection", sizes), begun: number[] = [];
  const open = new Map<number, { window: number; waiting: number }>();
  let connection = sizes.connection, initial = sizes.stream, isOver = false;
  let breached: number | undefined, must: number | undefined;
  const windowOf = (stream: number) => stream === 0 ? connection : open.get(stream)!.window;
  const io = {
    send(stream: number, bytes: number) {
      const found = open.get(stream), most = Math.min(found?.window ?? 0, connection);
      const so = `it sends ${many(bytes, "byte")} on stream ${stream}`;
      if (must !== undefined) tale.fails(so, `a breach of ${nameOf(must)}`, BREACH);
      if (isOver) tale.fails(so, "nothing, as the connection is over", CLOSED);
      if (found === undefined) tale.fails(so, "nothing is sent on it, as it is not open", CLOSED);
      if (!(Number.isInteger(bytes) && bytes >= 1)) tale.fails(so, "at least 1 byte", SOON);
      if (bytes > found!.waiting) {
        tale.fails(so, `${many(found!.waiting, "byte")} at most, which wait`, SOON);
      }
      if (bytes > most) tale.fails(so, `${Math.max(0, most)} at most: ${left(stream)}`, SPENT);
      found!.window -= bytes;
      found!.waiting -= bytes;
      connection -= bytes;
    },
    breach(stream: number) {
      breached ??= stream;
    },
  };
  const left = (stream: number) =>
    `the stream has ${open.get(stream)!.window} left, the connection ${connection}`;
  let s = grading.asked(() => sending.start(sizes), () => "asked: to start\n  came");
  const ask = (words: string, call: () => void) => {
    tale.add(words);
    breached = undefined;
    grading.asked(() => {
      s = clone(s);
      call();
    }, () => `asked: ${tale.asked()}\n  came`);
    // Whether what comes behind a breach of the connection is another one is nobody's affair.
    if (breached !== must && !isOver) {
      const said = [breached, must].map((it) =>
        it === undefined ? "no breach" : `a breach of ${nameOf(it)}`
      );
      tale.fails(said[0]!, said[1]!, BREACH);
    }
    if (must !== undefined && must > 0) open.delete(must);
    if (must === 0) isOver = true;
    for (const [stream, { window, waiting }] of isOver ? [] : open) {
      if (waiting === 0 || Math.min(window, connection) <= 0) continue;
      const came = `${many(waiting, "byte")} of stream ${stream} wait, though ${left(stream)}`;
      tale.fails(came, "they are sent, as far as there is credit", SOON);
    }
    must = undefined;
  };
  for (const event of script) {
    if (isOver && event.type !== "grant all") return;
    const stream = "stream" in event ? begun[event.stream % Math.max(1, begun.length)] : 0;
    if (stream === undefined) continue;
    const found = open.get(stream);
    if (event.type === "open") {
      begun.push(begun.length + 1);
      open.set(begun.length, { window: initial, waiting: 0 });
      ask(`stream ${begun.length} begins`, () => sending.open(s, begun.length, io));
    } else if (event.type === "write" && found !== undefined) {
      found.waiting += event.bytes;
      ask(
        `stream ${stream} has ${many(event.bytes, "byte")} more to send`,
        () => sending.write(s, stream, event.bytes, io),
      );
    } else if (event.type === "close" && found !== undefined) {
      open.delete(stream);
      ask(`stream ${stream} is over`, () => sending.close(s, stream, io));
    } else if (event.type === "grant" || event.type === "grant all") {
      const { bytes } = event, isKnown = stream === 0 || found !== undefined;
      if (isKnown && (bytes < 1 || windowOf(stream) + bytes > LARGEST)) must = stream;
      else if (found !== undefined) found.window += bytes;
      else if (stream === 0) connection += bytes;
      ask(
        `${nameOf(stream)} is granted ${many(bytes, "byte")}`,
        () => sending.granted(s, stream, bytes, io),
      );
    } else if (event.type === "resize") {
      const { bytes } = event, difference = bytes - initial;
      const windows = [...open.values()].map(({ window }) => window + difference);
      if (Math.max(bytes, ...windows) > LARGEST) must = 0;
      else {
        for (const each of open.values()) each.window += difference;
        initial = bytes;
      }
      ask(`windows of streams have another size: ${bytes}`, () => sending.resized(s, bytes, io));
    }
  }
}

const SPENT =
  "what is sent takes of the window of its stream and of the connection's, and a new size changes what " +
  "the open streams have left by the difference, below 0 if need be, and not what the connection has left; " +
  "what a stream has sent stays spent when it is over (RFC 9113, section 6.9.2)";
const SOON = "what waits is sent as soon as both windows allow it; nothing else is (section 18.8)";
const CLOSED =
  "on a stream that is over nothing is sent, nor on any after a breach of the connection";
const BREACH =
  "grants of less than 1, and windows above 2^31 - 1, break a rule (RFC 9113, sections 6.9 and 6.9.1): " +
  "of the stream to which it was granted, and else of the connection; a size above 2^31 - 1 does, " +
  "also while " +
  "no stream is open";
