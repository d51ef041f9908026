import text from "./entry.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { forgets, type Game, playAll } from "hb/grade/played.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Entry, EntryIo, EntryRules, News, Saved, Status } from "../given.ts";
import { type Event, RightEntry, WORDS } from "./right_entry.ts";

interface Case {
  readonly rules: EntryRules;
  readonly saved: Saved | null;
  readonly script: readonly Event[];
}

export const entry = task<Answers>(text, ({ entry }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(entry, given), grading);
  const quiet: EntryIo = {
    send: () => {},
    tell: () => {},
    wait: () => {},
    cancel: () => {},
    save: () => {},
  };
  forgets(
    "the node joins, hears that others are alive and dead in the next incarnation, and leaves",
    () => entry.start({ self: 0, retryMs: 100 }, null, quiet),
    (s, nth) => {
      entry.join(s, [1, 2], quiet);
      entry.again(s, quiet);
      const incarnation = 1000 + nth;
      entry.hear(s, { member: 1, status: "alive", incarnation }, quiet);
      entry.upon(
        s,
        1,
        { type: "state", news: [{ member: 2, status: "dead", incarnation }] },
        quiet,
      );
      entry.leave(s, quiet);
      entry.gone(s);
    },
    grading,
  );
});

const plain = (type: Event["type"]): Event => ({ type, from: 1, contacts: [1, 2, 3], news: [] });

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 1200, "entry", (random, at) => {
    const isNew = random.chance(0.5),
      script = Array.from(
        { length: 1 + at % 24 },
        () => anEvent(random),
      );
    const contacts = [[1, 2], [2, 0, 3], [], [0], [3]][random.below(5)]!;
    return {
      rules: { self: [0, 0, 2][random.below(3)]!, retryMs: [100, 1000][random.below(2)]! },
      saved: isNew ? null : { incarnation: random.below(4), member: random.chance(0.7), contacts },
      script: isNew && random.chance(0.8) ? [{ ...plain("join"), contacts }, ...script] : script,
    };
  });
  // It asks on for long; and many are known, and are told of.
  const rules = { self: 0, retryMs: 100 };
  yield {
    rules,
    saved: null,
    script: [plain("join"), ...Array.from({ length: 80 }, () => plain("again"))],
  };
  const news = Array.from({ length: 60 }, (_, i) => ({
    member: 1 + 16 * i,
    status: (["alive", "dead", "left", "suspect"] as const)[i % 4]!,
    by: 1 + i,
  }));
  yield {
    rules,
    saved: null,
    script: [plain("join"), { ...plain("state"), news }, plain("sync"), plain("sync")],
  };
}

function anEvent(random: Random): Event {
  const which = random.below(40), from = random.below(4);
  const contacts = [[1, 2], [2, 1, 3], [], [0, 1], [3]][random.below(5)]!;
  const some = (most: number) =>
    Array.from({ length: 1 + random.below(most) }, () => ({
      member: random.below(4),
      status: (["alive", "suspect", "dead", "dead", "left"] as Status[])[random.below(5)]!,
      by: [0, 0, 0, 1, 1, -1, 3][random.below(7)]!,
    }));
  const of = (type: Event["type"], news: Event["news"] = []): Event => ({
    type,
    from,
    contacts,
    news,
  });
  if (which < 3) return of("join");
  if (which < 5) return of("leave");
  if (which < 7) return of("gone");
  if (which < 13) return of("again");
  if (which < 28) return of("hear", some(1));
  if (which < 35) return of("sync", some(3));
  return of("state", some(3));
}

function gameOf(entry: Entry, { rules, saved }: Case): Game<Event> {
  const { self, retryMs } = rules;
  let pending = false;
  const ioOf = (did: (words: string) => void): EntryIo => {
    const saves: Saved[] = [];
    return {
      send: (to, message) => did(WORDS.sends(to, message)),
      tell: (news) => {
        // What is said of itself before it is saved, nobody would know again after a crash.
        const early = news.member === self && isUnsaved(news, saves, known);
        did(`${WORDS.tells(news)}${early ? ", before it has saved that" : ""}`);
      },
      wait: (ms) => {
        pending = true;
        did(WORDS.waits(ms));
      },
      // Whoever does not cancel the timer may let it go off, and do nothing.
      cancel: () => void (pending = false),
      save: (saved) => {
        saves.push(saved);
        known = saved.incarnation;
        did(WORDS.saves(saved));
      },
    };
  };
  let known = saved?.incarnation ?? -1;
  return {
    words: `node ${self}, which starts with ${
      saved === null ? "nothing saved" : WORDS.saved(saved)
    }, and asks again after ${retryMs} ms`,
    model: () => new RightEntry(rules, saved),
    start: (did) => {
      pending = false;
      known = saved?.incarnation ?? -1;
      return entry.start(shown(rules), shown(saved), ioOf(did));
    },
    play(s, event, did) {
      const { type, from, contacts, told = [] } = event, io = ioOf(did);
      if (type === "join") entry.join(s, shown(contacts), io);
      else if (type === "leave") entry.leave(s, io);
      else if (type === "gone") entry.gone(s);
      else if (type === "hear") entry.hear(s, shown(told[0]!), io);
      else if (type !== "again") entry.upon(s, from, shown({ type, news: told }), io);
      else if (pending) {
        pending = false;
        entry.again(s, io);
      }
      for (const node of event.asked!) did(WORDS.holds(node, entry.of(s, node)));
    },
    tell: WORDS.event,
    why: ({ why }) => why!,
  };
}

const isUnsaved = ({ incarnation }: News, saves: readonly Saved[], known: number) =>
  (saves.at(-1)?.incarnation ?? known) < incarnation;
