import text from "./batcher.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Batcher, BatcherIo, BatchRules } from "../given.ts";
import { many } from "./saying.ts";
import { forgets, type Game, type Happening, type Model, playAll } from "./timed.ts";

type Event =
  | { readonly type: "add"; readonly bytes: number; readonly id?: number }
  | { readonly type: "flush" }
  | { readonly type: "written" };

interface Case {
  readonly rules: BatchRules;
  readonly script: readonly Happening<Event>[];
}

export const batcher = task<Answers>(text, ({ batcher }, grading) => {
  playAll<Event, BatcherIo, Case>(cases(grading), (given) => gameOf(batcher, given.rules), grading);
  const io = { write: () => {}, wake: () => {} };
  forgets(
    "a message is added and written",
    () => batcher.start({ bytes: 100, lingerMs: 0 }),
    (s, id) => {
      batcher.add(s, { id, bytes: 5 }, id, io);
      batcher.written(s, id, io);
    },
    grading,
  );
  forgets(
    "a message is added and another one written, so that one always waits",
    () => {
      const s = batcher.start({ bytes: 5, lingerMs: 0 });
      for (const id of [1001, 1002]) batcher.add(s, { id, bytes: 5 }, 0, io);
      return s;
    },
    (s, id) => {
      batcher.add(s, { id, bytes: 5 }, id, io);
      batcher.written(s, id, io);
    },
    grading,
  );
});

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 700, "batches", (random, at) => {
    const bytes = [1, 10, 100, 1000][random.below(4)]!;
    const lingerMs = random.chance(0.4) ? 0 : 1 + random.below(60);
    const script = Array.from({ length: 1 + at % 25 }, () => happening(random, bytes, lingerMs));
    return { rules: { bytes, lingerMs }, script };
  });
  const add = (bytes: number, after = 0) => ({ after, event: { type: "add" as const, bytes } });
  const crowd = Array.from({ length: 300 }, () => add(3));
  const done = { after: 1, event: { type: "written" as const } };
  for (const lingerMs of [0, 40]) {
    for (const bytes of [90, 1000]) {
      const flush = { after: 0, event: { type: "flush" as const } };
      const script = [add(2), ...crowd, flush, add(4), done, done, done, add(4, 5), done, done];
      yield { rules: { bytes, lingerMs }, script };
    }
  }
}

function happening(random: Random, bytes: number, lingerMs: number): Happening<Event> {
  const after = random.chance(0.4) ? 0 : random.below(lingerMs + 8);
  const which = random.below(12);
  if (which === 0) return { after, event: { type: "flush" } };
  if (which < 5) return { after, event: { type: "written" } };
  return {
    after,
    event: { type: "add", bytes: 1 + random.below(random.chance(0.2) ? 2 * bytes : bytes) },
  };
}

function gameOf(batcher: Batcher, rules: BatchRules): Game<Event, BatcherIo> {
  return {
    words: `a batcher for batches of ${
      many(rules.bytes, "byte")
    }, which may hold messages back for ${rules.lingerMs} ms`,
    model: () => new Right(rules),
    start: () => batcher.start(rules),
    play(s, event, now, io) {
      if (event === undefined) batcher.tick(s, now, io);
      else if (event.type === "add") batcher.add(s, { id: event.id!, bytes: event.bytes }, now, io);
      else batcher[event.type](s, now, io);
    },
    io: (done, wake) => ({ write: (ids) => done(writes(ids)), wake }),
    tell: (event) =>
      event.type === "add"
        ? `message ${event.id} of ${many(event.bytes, "byte")} comes`
        : event.type === "flush"
        ? "flush"
        : "the write is over",
    why: (event) => event === undefined ? DUE : event.type === "flush" ? FLUSH : NAGLE,
  };
}

const writes = (ids: readonly number[]) =>
  ids.length > 12
    ? `it writes ${ids.length} messages, ${ids[0]} to ${ids.at(-1)}`
    : `it writes ${ids.join(" ") || "nothing"}`;

/** Each message by itself, and whether it may wait. */
class Right implements Model<Event> {
  #waiting: { id: number; bytes: number; until: number }[] = [];
  #isBusy = false;
  #ids = 0;

  constructor(readonly rules: BatchRules) {}

  dueAt(): number {
    if (this.#isBusy || this.#waiting.length === 0) return Infinity;
    return Math.min(...this.#waiting.map(({ until }) => until));
  }

  resolve(event: Event): Event | undefined {
    if (event.type === "written") return this.#isBusy ? event : undefined;
    return event.type === "add" ? { ...event, id: ++this.#ids } : event;
  }

  after(event: Event | undefined, now: number): string[] {
    if (event?.type === "written") this.#isBusy = false;
    if (event?.type === "flush") { for (const each of this.#waiting) each.until = now; }
    if (event?.type === "add") {
      this.#waiting.push({ id: event.id!, bytes: event.bytes, until: now + this.rules.lingerMs });
    }
    const sum = this.#waiting.reduce((sum, { bytes }) => sum + bytes, 0);
    const isFull = this.#waiting.length > 0 && sum >= this.rules.bytes;
    if (this.#isBusy || !isFull && this.dueAt() > now) return [];
    let left = this.rules.bytes, count = 0;
    while (count < this.#waiting.length && (left -= this.#waiting[count]!.bytes) >= 0) count++;
    this.#isBusy = true;
    return [writes(this.#waiting.splice(0, Math.max(1, count)).map(({ id }) => id))];
  }
}

const NAGLE =
  "a batch leaves as soon as the wire is idle and a message may wait no longer, or there are bytes " +
  "for a whole batch: the oldest, in their order, as many as fit; a flush is for those that wait " +
  "when it is " +
  "said, and for nobody who comes later (section 18.6)";
const FLUSH =
  "whoever waits at a flush is held back no longer, and whoever comes later may be (section 18.6)";
const DUE = "on an idle wire no message waits longer than it may be held back (section 18.6)";
