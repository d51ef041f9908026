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
import { Broken, SideModel, type Told } from "./side_model.ts";
import { asTold, bytesFrom, frameInWords, toldInWords } from "./side_words.ts";
import { assertRefused, assertTold, frameIn, harmless } from "./side_events.ts";
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
    this.ask(() => this.side.write(stream, bytes, end));
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
      }
    } catch (thrown) {
      if (!(thrown instanceof Broken)) throw thrown;
      broken = thrown.message;
    }
    const came = this.ask(() => {
      try {
        return this.side.receive(chunk.slice(), now);
      } catch (thrown) {
        if (thrown instanceof Breach || thrown instanceof MalformedBytes) return thrown;
        throw thrown;
      }
    });
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
    this.count();
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

  /** Time passes: it is woken when it is due. */
  pass(now: number): void {
    for (let ticks = 0; !this.isOver; ticks++) {
      const due = this.ask(() => this.side.dueAt()), right = this.alive.dueAt();
      const at = Math.min(due, right);
      if (at > now) return;
      if (ticks > 20 || !(at >= 0)) {
        this.fails(`it is due again and again, at ${due} ms`, `${right} ms`, laws.ALIVE);
      }
      const isThere = this.ask(() => this.side.tick(at));
      const must = this.alive.tick(at);
      this.story.add(() =>
        `at ${at} ms, tick: ${this.name} ${isThere ? "goes on" : "gives it up"}`
      );
      if (must === "ask") this.model.say("ping");
      if (isThere !== (must !== "dead")) {
        this.fails(
          isThere ? "it goes on" : "it gives up",
          isThere ? "it gives up" : "it goes on",
          laws.ALIVE,
        );
      }
      if (!isThere) {
        if (this.ask(() => this.side.tick(at + 1))) {
          this.fails("it is there again", "it stays gone", laws.ALIVE);
        }
        return this.lose();
      }
    }
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
