/** What a side may send, and what it may not leave unsent. @module */

import type { ConnectionRules, Frame } from "../given.ts";
import { nameOf } from "./credit_words.ts";
import type { StreamModel } from "./side_model.ts";
import type { Watched } from "./side_watch.ts";
import { frameInWords } from "./side_words.ts";
import { many } from "./saying.ts";

/** Requires that a frame may be sent now, and takes it into account. */
export function assertMay(watched: Watched, frame: Frame): void {
  if (frame.type === "data") return assertData(watched, frame);
  if (frame.type === "grant") return assertGrant(watched, frame.stream, frame.bytes);
  const { model } = watched, words = frame.type === "ping" ? "ping" : frameInWords(frame);
  const at = model.notices.findIndex((each) => each.words === words);
  if (at < 0) {
    const waiting = model.notices.map((each) => each.words);
    watched.fails(`it says ${words}`, waiting.join(", then ") || "nothing of the kind", SAID);
  }
  model.notices.splice(at, 1);
  if (
    frame.type === "reset" && model.notices.some((each) => each.words === `open ${frame.stream}`)
  ) {
    watched.fails(`it says ${words}`, `open ${frame.stream} before it, or neither`, SAID);
  }
  if (frame.type === "open") model.opened.add(frame.stream);
}

function assertData(
  watched: Watched,
  { stream, bytes, end }: Extract<Frame, { type: "data" }>,
): void {
  const { model, rules } = watched, found = model.streams.get(stream), { length } = bytes;
  const so = `it sends ${many(length, "byte")} of stream ${stream}${end ? " and its end" : ""}`;
  if (found === undefined || found.endSent) {
    watched.fails(so, "nothing, as the stream is over", ENDED);
  }
  assertSaid(watched, so);
  const { written, sent, window, endWritten } = found!;
  if (length > rules.frameBytes) watched.fails(so, `${rules.frameBytes} at most in a frame`, FRAME);
  if (length > written - sent) watched.fails(so, `${written - sent} at most, which wait`, CONTENT);
  if (length > Math.max(0, Math.min(window, model.connection.window))) {
    const left = `the stream has ${window} left, the connection ${model.connection.window}`;
    watched.fails(so, `as much as there is credit for: ${left}`, CREDIT);
  }
  if (length === 0 && !(end && written === sent)) {
    watched.fails(so, "at least a byte, or the end", FRAME);
  }
  if (end && !(endWritten && written === sent + length)) {
    watched.fails(so, "no end, as more is to come", CONTENT);
  }
  watched.fairness.sent(watched, stream);
  found!.sent += length;
  found!.window -= length;
  model.connection.window -= length;
  found!.endSent = end;
  if (end) model.endIfOver(stream);
}

function assertGrant(watched: Watched, stream: number, bytes: number): void {
  const { model } = watched, found = stream === 0 ? model.connection : model.streams.get(stream);
  // It may have been over before its grant was taken.
  if (found === undefined) return;
  if (bytes < 1 || bytes > found.owed) {
    watched.fails(
      `it grants ${bytes} to ${nameOf(stream)}`,
      `${found.owed} at most, which are owed`,
      OWED,
    );
  }
  found.owed -= bytes;
  found.left += bytes;
}

/** Requires that nothing had to be said before this. */
function assertSaid(watched: Watched, so: string): void {
  const { model } = watched, notice = model.notices.find(({ isOptional }) => !isOptional);
  if (notice !== undefined) watched.fails(so, notice.words, AHEAD);
  const open = [...model.streams].filter(([, { cameEnd }]) => !cameEnd);
  for (const [stream, { left, owed }] of [[0, model.connection] as const, ...open]) {
    if (owed === 0 || owed < left) continue;
    watched.fails(
      so,
      `a grant to ${nameOf(stream)}, which owes ${owed}, while the other side has ${left} left`,
      DUE,
    );
  }
}

/** Requires that there is nothing to send. */
export function assertNothing(watched: Watched): void {
  const { model } = watched;
  assertSaid(watched, "it has no frame for the pipe");
  for (const [stream, each] of model.streams) {
    if (!model.isAble(each)) continue;
    const waits = each.written > each.sent ? many(each.written - each.sent, "byte") : "the end";
    watched.fails(
      "it has no frame for the pipe",
      `${waits} of stream ${stream}, for which there is credit`,
      SOON,
    );
  }
}

/** Whether streams take turns. */
export class Fairness {
  /** How often each stream was passed over by which, since it could go on. */
  readonly #passed = new Map<number, Map<number, number>>();

  /** A frame of data of this stream is sent; others could have been. */
  sent(watched: Watched, stream: number): void {
    const { model } = watched;
    this.#passed.delete(stream);
    for (const other of this.#passed.keys()) {
      if (!model.streams.has(other)) this.#passed.delete(other);
    }
    for (const [other, each] of model.streams) {
      if (other === stream) continue;
      if (!model.isAble(each)) {
        this.#passed.delete(other);
        continue;
      }
      const passed = this.#passed.get(other) ?? new Map<number, number>();
      this.#passed.set(other, passed);
      const times = (passed.get(stream) ?? 0) + 1;
      passed.set(stream, times);
      if (times > 1) this.#unfair(watched, stream, other, each);
    }
  }

  /** Whoever is held up by its own window waits for nobody, and gets in line when it can go on. */
  cameIn({ model }: Watched): void {
    for (const stream of this.#passed.keys()) {
      const found = model.streams.get(stream);
      if (found !== undefined && found.written > found.sent && found.window <= 0) {
        this.#passed.delete(stream);
      }
    }
  }

  #unfair(watched: Watched, stream: number, other: number, { written, sent }: StreamModel): never {
    const waits = written > sent ? many(written - sent, "byte") : "the end";
    return watched.fails(
      `two frames of stream ${stream}, while ${waits} of stream ${other} could have gone`,
      `one of stream ${other} in between`,
      TURNS,
    );
  }
}

/** Whether the other side is there. */
export class AliveModel {
  #heardAt = 0;
  #askedAt: number | undefined;

  constructor(readonly rules: ConnectionRules) {}

  heard(now: number): void {
    this.#heardAt = now;
    this.#askedAt = undefined;
  }

  dueAt(): number {
    return this.#askedAt === undefined
      ? this.#heardAt + this.rules.askAfterMs
      : this.#askedAt + this.rules.patienceMs;
  }

  tick(now: number): "ask" | "dead" | "nothing" {
    if (now < this.dueAt()) return "nothing";
    if (this.#askedAt !== undefined) return "dead";
    this.#askedAt = now;
    return "ask";
  }
}

export const IDS =
  "a side counts its streams by twos, from 1 if it has dialled and else from 2, until somebody leaves";
export const FRAME =
  "frames are as whole_connection.ts says, one in each call, with data of frameBytes at most";
export const COUNT =
  "a stream is open from its beginning until both sides have said their end and all is consumed, or " +
  "until a reset";
export const LOST =
  "when the connection is lost every open stream is over; only an own one whose `open` was not taken is " +
  "surely untouched";
export const ALIVE =
  "patience begins when a ping is to be sent, and not when it was written: on a dead connection " +
  "writes may never " +
  "end (golang 48810)";
const SAID =
  "what is said about streams is said once, and nothing is said that nobody has asked for";
const ENDED = "behind its end, or a reset in either direction, nothing is sent of a stream";
const CONTENT = "of each stream what was written is sent, once, and then its end";
const CREDIT =
  "nothing is sent for which there is no credit, of the stream and of the connection; a new size " +
  "changes what the open " +
  "streams have left by the difference (RFC 9113, sections 6.9.1 and 6.9.2)";
const AHEAD =
  "what is said about streams goes ahead of data, and does not wait for credit: or both sides wait " +
  "for each other " +
  "(helidon 12182)";
const OWED = "only what was consumed, or came on a stream that is over, is granted, and once";
const DUE =
  "what is owed is granted when it is as much as the other side has left, that of streams that are " +
  "over, too: or the " +
  "connection stops one day (linkerd 1013, grpclib 67, h2 183)";
const SOON = "all is quiet, and something could be sent: nobody will ask again (section 18.9)";
const TURNS =
  "streams take turns of one frame of data, so that a large message does not hold up the others " +
  "(section 18.9)";
/** Whose bytes are whose. */
export const OWNED =
  "a frame that was taken is the pipe's, and the bytes of an event are whoever's was told it: they stay as " +
  "they are, whatever is taken or comes later";
