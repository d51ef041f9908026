/** A side of a connection, of which all that it tells and sends is compared with what it must. @module */

import type { Grading } from "hb/grade/part.ts";
import {
  Breach,
  type Connecting,
  type ConnectionEvent,
  type ConnectionRules,
  type Frame,
  MalformedBytes,
  type Side,
} from "../given.ts";
import type { Foreign, Story } from "./connection_case.ts";
import { Parser } from "./side_parser.ts";
import { Broken, SideModel } from "./side_model.ts";
import { asTold, bytesFrom, frameInWords, type Told, toldInWords } from "./side_words.ts";
import { assertRefused, assertTold, frameIn, harmless } from "./side_events.ts";
import { GivenBytes } from "./side_bytes.ts";
import * as laws from "./side_laws.ts";
import { many, unlike } from "./saying.ts";

/** One side. */
export class Watched {
  readonly model: SideModel;
  readonly side: Side;
  isOver = false;
  readonly fairness = new laws.Fairness();
  readonly alive: laws.AliveModel;
  readonly #parser: Parser;
  readonly #bytes = new GivenBytes();
  /** How far the bytes of each stream were told. */
  readonly #came = new Map<number, number>();

  constructor(
    readonly name: string,
    connecting: Connecting,
    readonly rules: ConnectionRules,
    readonly story: Story,
    readonly grading: Grading,
  ) {
    this.#parser = new Parser(rules.frameBytes + 16);
    this.model = new SideModel(rules);
    this.alive = new laws.AliveModel(rules);
    this.side = this.ask(() => connecting.begin(rules, 0));
  }

  ask<T>(call: () => T): T {
    return this.grading.asked(call, () => `asked: ${this.story.asked()}\n  came`);
  }

  fails(came: string, must: string, why: string): never {
    unlike({ asked: this.story.asked(), came: `${this.name}: ${came}`, must, why });
  }

  open(): void {
    const { model } = this, must = model.isLeaving ? undefined : model.next;
    this.story.add(() => `${this.name} begins a stream`);
    const came = this.ask(() => this.side.open());
    if (came !== must) {
      this.fails(`it gives ${came ?? "nothing"}`, `${must ?? "nothing"}`, laws.IDS);
    }
    if (must === undefined) return;
    model.next += 2;
    model.begin(must);
    model.say(`open ${must}`);
    this.count();
  }

  write(stream: number, length: number, end: boolean): void {
    const found = this.model.streams.get(stream)!;
    this.story.add(() =>
      `${this.name} writes ${many(length, "byte")} on stream ${stream}${end ? ", the last" : ""}`
    );
    const bytes = bytesFrom(stream, this.rules.dials, found.written, length);
    this.ask(() => this.side.write(stream, this.#bytes.lend(bytes), end));
    found.written += length;
    found.endWritten = end;
    if (end) assertRefused(this, stream);
  }

  consume(stream: number, bytes: number): void {
    const { model } = this, found = model.streams.get(stream)!;
    this.story.add(() => `${this.name} consumes ${many(bytes, "byte")} of stream ${stream}`);
    this.ask(() => this.side.consume(stream, bytes));
    found.unread -= bytes;
    found.owed += bytes;
    model.connection.owed += bytes;
    model.endIfOver(stream);
    this.count();
  }

  reset(stream: number): void {
    this.story.add(() => `${this.name} resets stream ${stream}`);
    this.ask(() => this.side.reset(stream));
    const { model } = this, isOpen = model.streams.has(stream);
    const isUnsaid = model.notices.some(({ words }) => words === `open ${stream}`);
    model.over(stream, "cancelled");
    if (isOpen) model.say(`reset ${stream} cancelled`);
    if (isOpen && isUnsaid) model.notices.at(-1)!.isOptional = true;
    this.count();
  }

  resize(bytes: number): void {
    this.story.add(() => `${this.name} wants windows of ${many(bytes, "byte")} for streams`);
    this.ask(() => this.side.resize(bytes));
    this.model.told.push(bytes);
    this.model.say(`window ${bytes}`);
  }

  leave(): void {
    this.story.add(() => `${this.name} begins to leave`);
    this.ask(() => this.side.leave());
    const { model } = this;
    if (model.last < Infinity) return;
    model.last = model.highest;
    model.isLeaving = true;
    model.say(`leaving ${model.last}`);
  }

  /** Whether the other side, as far as it knows what was taken, may have written such a frame. */
  mayCome(frame: Foreign): boolean {
    const { model } = this;
    if (frame.type === "acknowledged") {
      const untaken = model.notices.filter(({ words }) => words.startsWith("window ")).length;
      return untaken === 0 || untaken < model.told.length;
    }
    if (!("stream" in frame) || frame.stream === 0 || !model.isOwn(frame.stream)) return true;
    return frame.stream >= model.next || model.opened.has(frame.stream);
  }

  /** The next frame, which must be one that may be sent; nothing if there is none, and none need be. */
  take(): Uint8Array | undefined {
    const bytes = this.ask(() => this.side.take());
    if (bytes === undefined) {
      this.story.add(() => `${this.name} has no frame for the pipe`);
      laws.assertNothing(this);
      return undefined;
    }
    const frame = frameIn(this, bytes);
    this.story.add(() => `${this.name} gives the pipe: ${frameInWords(frame)}`);
    laws.assertMay(this, frame);
    this.#keep([bytes]);
    this.count();
    return bytes;
  }

  /** Bytes from the pipe. */
  receive(chunk: Uint8Array, now: number): void {
    this.alive.heard(now);
    const must: Told[] = [], frames: Frame[] = [], { model } = this;
    let broken: string | undefined;
    try {
      for (const frame of this.#parser.frames(chunk)) {
        this.story.add(() => `${this.name} gets from the pipe: ${frameInWords(frame)}`);
        frames.push(frame);
        must.push(...model.handle(frame));
        this.fairness.cameIn(this);
      }
    } catch (thrown) {
      if (!(thrown instanceof Broken)) throw thrown;
      broken = thrown.message;
    }
    const lent = this.#bytes.lend(chunk);
    const came = this.ask(() => {
      try {
        return this.side.receive(lent, now);
      } catch (thrown) {
        if (thrown instanceof Breach || thrown instanceof MalformedBytes) return thrown;
        throw thrown;
      }
    });
    // The caller uses its memory again.
    lent.fill(0xee);
    const isThrown = came instanceof Error;
    if (isThrown || broken !== undefined) {
      if (broken !== undefined && this.story.isPair) {
        this.fails(
          `what it gets breaks the connection: ${broken}`,
          "frames that break no rule",
          laws.FRAME,
        );
      }
      if (!isThrown) {
        this.fails("it goes on", "the connection breaks", `${broken} (RFC 9113, section 5.4.1)`);
      }
      if (broken === undefined) {
        this.fails(`it throws ${came}`, toldInWords(must), harmless(frames));
      }
      this.isOver = true;
      return this.lose();
    }
    assertTold(this, this.#inWords(came), must);
    this.#keep(came.flatMap((event) => event.type === "data" ? [event.bytes] : []));
    this.count();
  }

  /** Whatever was given away is somebody else's, and is not written over. */
  #keep(given: readonly Uint8Array[]): void {
    if (!this.#bytes.keep(given)) {
      this.fails("it writes over bytes that it gave away", "it leaves them alone", laws.OWNED);
    }
  }

  /** The connection is gone. */
  lose(): void {
    const { model } = this;
    this.isOver = true;
    this.story.add(() => `${this.name} has lost the connection`);
    const must = [...model.streams.keys()].map((stream): Told => ({
      type: "over",
      stream,
      why: "lost",
      untouched: model.isOwn(stream) && !model.opened.has(stream),
    }));
    model.streams.clear();
    const events = this.ask(() => this.side.lose()).filter((event) =>
      event.type !== "over" || event.stream !== model.doubtful
    );
    const words = this.#inWords(events);
    if (words !== toldInWords(must)) this.fails(words, toldInWords(must), laws.LOST);
    this.count();
  }

  /** Requires that it knows as many streams as are open. */
  count(): void {
    const came = this.ask(() => this.side.streams()), must = this.model.streams.size;
    if (came !== must) this.fails(`${many(came, "stream")} are open`, `${must}`, laws.COUNT);
  }

  #inWords(events: readonly ConnectionEvent[]): string {
    const told = asTold(events, this.#came, !this.rules.dials);
    return typeof told === "string" ? told : toldInWords(told);
  }
}
