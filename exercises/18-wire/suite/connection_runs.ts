/** Two sides with pipes between them, or one side and what somebody writes into its pipe. @module */

import type { Grading } from "hb/grade/part.ts";
import type { Connecting } from "../given.ts";
import { type Action, type Case, type Foreign, inWords, type Story } from "./connection_case.ts";
import { library } from "./library.ts";
import { bytesFrom, framed } from "./side_words.ts";
import { pass } from "./side_time.ts";
import { Watched } from "./side_watch.ts";
import { listed, many, unlike } from "./saying.ts";

/** How much of a story is told. */
const LINES = 60;

/** Runs a case. In the end all is delivered and consumed, and nothing may be missing. */
export function run(connecting: Connecting, given: Case, grading: Grading): void {
  new Run(connecting, given, grading).go();
}

class Run {
  readonly #lines: (() => string)[] = [];
  readonly #story: Story;
  readonly #sides: Watched[];
  readonly #pipes: [number[], number[]] = [[], []];
  #now = 0;
  #cuts = 0;

  constructor(connecting: Connecting, readonly given: Case, grading: Grading) {
    const { other, rules } = given;
    this.#story = {
      isPair: !other.startsWith("by hand"),
      asked: () => `${inWords(given)}:\n${listed(this.#told())}`,
      add: (words) => void this.#lines.push(words),
    };
    const isSecond = other === "the book's has dialled" || other === "by hand, has dialled";
    const kinds = other === "yours"
      ? [connecting, connecting]
      : isSecond
      ? [library, connecting]
      : [connecting, library];
    const names = other === "yours"
      ? ["the side that has dialled", "the other side"]
      : isSecond
      ? ["the book's side", "your side"]
      : ["your side", "the book's side"];
    this.#sides = kinds.map((kind, at) =>
      new Watched(names[at]!, kind, { ...rules, dials: at === 0 }, this.#story, grading)
    );
  }

  /** What has happened, the last of it; what is the same again and again is told once. */
  #told(): string[] {
    const told: { words: string; times: number }[] = [];
    for (const line of this.#lines) {
      const words = line(), last = told.at(-1);
      if (last?.words === words) last.times++;
      else told.push({ words, times: 1 });
    }
    return told.slice(-LINES).map(({ words, times }) =>
      times === 1 ? words : `${words}, ${times} times`
    );
  }

  go(): void {
    for (const action of this.given.script) {
      this.#now++;
      this.#follow(action);
      if (this.#sides.some(({ isOver }) => isOver)) return;
    }
    if (this.#story.isPair) this.#settle();
  }

  #follow(action: Action): void {
    if (action.do === "pass") {
      this.#now += action.ms;
      const own = this.given.other === "by hand" ? 0 : 1;
      for (const [at, side] of this.#sides.entries()) {
        if (!this.#story.isPair && at !== own) continue;
        pass(side, this.#now);
      }
      return;
    }
    const side = this.#sides[action.at]!, { model } = side;
    const pick = (nth: number, can: (stream: number) => boolean) => {
      const list = [...model.streams.keys()].filter(can);
      return list[nth % Math.max(1, list.length)];
    };
    switch (action.do) {
      case "open":
        return side.open();
      case "leave":
        return side.leave();
      case "lose":
        return side.lose();
      case "resize":
        return side.resize(action.bytes);
      case "take":
        return void this.#take(action.at);
      case "take all":
        while (this.#take(action.at));
        return;
      case "deliver":
        return this.#deliver(action.at, action.bytes);
      case "frame":
        for (let nth = 0; nth < (action.times ?? 1) && !side.isOver; nth++) {
          // Nobody can know of what was not taken for the pipe: made smaller, a case ends there.
          if (!side.mayCome(action.frame)) return void (side.isOver = true);
          this.#write(action.at, action.frame);
        }
        return;
      case "raw":
        return side.receive(Uint8Array.fromHex(action.hex), this.#now);
      case "write": {
        const stream = pick(action.nth, (it) => !model.streams.get(it)!.endWritten);
        if (stream !== undefined) side.write(stream, action.bytes, action.end);
        return;
      }
      case "consume": {
        const stream = pick(action.nth, (it) => model.streams.get(it)!.unread > 0);
        if (stream === undefined) return;
        return side.consume(stream, Math.min(action.bytes, model.streams.get(stream)!.unread));
      }
      case "reset": {
        const stream = pick(action.nth, () => true);
        if (stream !== undefined) side.reset(stream);
      }
    }
  }

  #take(at: 0 | 1): boolean {
    const taken = this.#sides[at]!.take();
    for (const byte of taken ?? []) this.#pipes[1 - at]!.push(byte);
    return taken !== undefined;
  }

  #deliver(at: 0 | 1, bytes: number): void {
    const chunk = this.#pipes[at].splice(0, bytes);
    if (chunk.length > 0) this.#sides[at]!.receive(Uint8Array.from(chunk), this.#now);
  }

  /** A frame that is written by hand, cut anywhere. */
  #write(at: 0 | 1, frame: Foreign): void {
    const from = frame.type === "data"
      ? this.#sides[at]!.model.streams.get(frame.stream)?.came ?? 0
      : 0;
    const bytes = framed(
      frame.type === "data"
        ? {
          type: "data",
          stream: frame.stream,
          end: frame.end,
          bytes: bytesFrom(frame.stream, at !== 0, from, frame.length),
        }
        : frame,
    );
    for (let from = 0; from < bytes.length && !this.#sides[at]!.isOver;) {
      const length = this.#cut();
      this.#sides[at]!.receive(bytes.slice(from, from + length), this.#now);
      from += length;
    }
  }

  #cut(): number {
    const { chunks } = this.given;
    return chunks[this.#cuts++ % chunks.length]!;
  }

  /** Everything that can happen happens; windows that were made too small are large enough at last. */
  #settle(): void {
    for (const side of this.#sides) {
      const isSmall = this.given.script.some((action) => action.do === "resize");
      if (isSmall) side.resize(this.given.rules.streamWindow);
    }
    this.#quieten();
    this.#nothingMissing();
    for (const side of this.#sides) {
      for (const stream of [...side.model.streams.keys()]) side.reset(stream);
    }
    this.#quieten();
    if (this.#sides.some(({ model }) => model.isLeaving)) return;
    // All credit is there again: three windows pass, in both directions.
    const bytes = Math.min(3 * this.given.rules.connectionWindow, 3000);
    for (const side of this.#sides) {
      side.open();
      const stream = [...side.model.streams.keys()].at(-1)!;
      side.write(stream, bytes, true);
    }
    this.#quieten();
    this.#nothingMissing();
  }

  #quieten(): void {
    for (let rounds = 0, moved = true; moved; rounds++) {
      if (rounds > 100_000) {
        this.#sides[0]!.fails(
          "it never gets quiet",
          "all is said some day",
          "what is said has an end",
        );
      }
      moved = false;
      for (const at of [0, 1] as const) {
        while (this.#take(at)) moved = true;
        for (; this.#pipes[at].length > 0; moved = true) this.#deliver(at, this.#cut());
        const { model } = this.#sides[at]!;
        for (const [stream, { unread }] of [...model.streams]) {
          if (unread === 0) continue;
          this.#sides[at]!.consume(stream, unread);
          moved = true;
        }
      }
    }
  }

  #nothingMissing(): void {
    for (const [at, side] of this.#sides.entries()) {
      const other = this.#sides[1 - at]!;
      for (const [stream, { written, sent, window }] of side.model.streams) {
        const came = other.model.streams.get(stream)?.came ?? 0;
        if (written === sent && came === written) continue;
        unlike({
          asked: this.#story.asked(),
          came:
            `all is quiet, and ${
              many(written - came, "byte")
            } of stream ${stream} have not come, for which ` +
            `${side.name} has credit for ${window}, and for ${side.model.connection.window} in all`,
          must: "everything that was written comes",
          why: "both sides wait for each other, for ever (section 18.8)",
        });
      }
    }
  }
}
