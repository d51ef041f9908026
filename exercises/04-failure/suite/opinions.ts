import text from "./opinions.md" with { type: "text" };
import { drawnBy, type Grading, shown, task } from "hb/grade/part.ts";
import { forgets, type Game, playAll } from "hb/grade/played.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { News, OpinionIo, Opinions, Status } from "../given.ts";
import { type Event, holds, RightOpinions, tells, WORDS } from "./right_opinions.ts";

interface Case {
  readonly self: number;
  readonly incarnation: number;
  readonly script: readonly Event[];
}

export const opinions = task<Answers>(text, ({ opinions }, grading) => {
  playAll<Event, Case>(cases(grading), (given) => gameOf(opinions, given), grading);
  const quiet: OpinionIo = { tell: () => {}, wait: () => {}, cancel: () => {}, save: () => {} };
  forgets(
    "node 1 is alive in the next incarnation, is suspected, and is dead; the node itself is suspected",
    () => opinions.start(0, 1000),
    (s, nth) => {
      const incarnation = nth + 1000;
      opinions.hear(s, { member: 1, status: "alive", incarnation }, quiet);
      opinions.failed(s, 1, quiet);
      opinions.expired(s, 1, quiet);
      opinions.hear(s, { member: 0, status: "suspect", incarnation }, quiet);
    },
    grading,
  );
});

const alive = (member: number, by = 0): Event => ({ type: "hear", member, status: "alive", by });

function* cases(grading: Grading): Generator<Case> {
  yield* drawnBy(grading, 1200, "opinions", (random, at) => ({
    self: [0, 0, 2, 3][random.below(4)]!,
    incarnation: [0, 0, 1, 7][random.below(4)]!,
    script: Array.from({ length: 1 + at % 25 }, () => anEvent(random)),
  }));
  // Many members, large incarnations, and many refutations.
  const many = Array.from({ length: 120 }, (_, i) => 1 + 31 * i);
  const failed = many.map((member): Event => ({ type: "failed", member, status: "alive", by: 0 }));
  const script = [...many.map((member) => alive(member)), ...failed];
  const expired = failed.map((event): Event => ({ ...event, type: "expired" }));
  yield { self: 0, incarnation: 0, script: [...script, ...expired.reverse()] };
  const by = [1, 9, 90, 2 ** 16, 2 ** 31, 2 ** 32];
  yield {
    self: 0,
    incarnation: 0,
    script: by.flatMap((by): Event[] => [
      alive(1, by),
      { type: "hear", member: 1, status: "suspect", by: -1 },
      { type: "hear", member: 0, status: "suspect", by },
    ]),
  };
  const accused: Event = { type: "hear", member: 0, status: "suspect", by: 0 };
  yield { self: 0, incarnation: 5, script: Array.from({ length: 40 }, () => accused) };
}

function anEvent(random: Random): Event {
  const which = random.below(20), member = random.below(4);
  const status = (["alive", "suspect", "suspect", "dead", "left"] as Status[])[random.below(5)]!;
  const by = [0, 0, 0, 0, 1, 1, -1, -1, 2, 5][random.below(10)]!;
  if (which < 12) return { type: "hear", member, status, by };
  return { type: which < 15 ? "failed" : "expired", member, status, by };
}

function gameOf(opinions: Opinions, { self, incarnation }: Case): Game<Event> {
  let pending = new Set<number>();
  return {
    words: `node ${self}, alive in incarnation ${incarnation}`,
    model: () => new RightOpinions(self, incarnation),
    start: () => {
      pending = new Set();
      return opinions.start(self, incarnation);
    },
    play(s, { type, member, news }, did) {
      const saved: number[] = [], told: News[] = [];
      const io: OpinionIo = {
        tell: (news) => {
          told.push(news);
          // What is said of itself before it is saved, nobody would know again after a crash.
          const early = news.member === self && saved.at(-1) !== news.incarnation;
          did(`${tells(news)}${early ? ", before it has saved that" : ""}`);
        },
        wait: (member) => {
          pending.add(member);
          did(WORDS.waits(member));
        },
        // Whoever does not cancel a timer may let it go off, and do nothing.
        cancel: (member) => void pending.delete(member),
        save: (incarnation) => {
          saved.push(incarnation);
          did(WORDS.saves(incarnation));
        },
      };
      if (type === "hear") opinions.hear(s, shown(news!), io);
      else if (type === "failed") opinions.failed(s, member, io);
      else if (pending.delete(member)) opinions.expired(s, member, io);
      did(holds(member, opinions.of(s, member)));
    },
    tell: ({ type, member, news }) => {
      if (type === "hear") return `it hears that ${WORDS.news(news!)}`;
      return type === "failed"
        ? `its probe of node ${member} fails`
        : `the timer of its suspicion of node ${member} goes off`;
    },
    why: ({ why }) => why!,
  };
}
