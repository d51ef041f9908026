import text from "./counters.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import { playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Counters } from "../given.ts";
import { gameOf, inRoom, type Judged, type Truth } from "./copies.ts";
import { type Case, type Event, gathered, NAMES, scriptOf } from "./copies_scripts.ts";

/** Which updates are known: by their number, how many each has added. */
type Known = ReadonlyMap<number, number>;

export const counters = task<Answers>(text, ({ counters }, grading) => {
  const cases = () =>
    drawnBy(grading, 400, "counters", (random, at): Case<number> => ({
      names: at < 5 ? ["A"] : NAMES[random.below(NAMES.length)]!,
      script: scriptOf(random, 2 + at % 30, amount, at % 3 === 0 ? 0.12 : 0),
    }));
  const all = [...cases(), gathered([1, 2, 3, 4, 5, 6, 7]), ...backups];
  playAll(all, ({ names }) => gameOf(judgedBy(counters), truth, telling, names), grading);
  isShort(counters, grading);
  areMany(counters, grading);
});

/** One is lost that others know more of than what was saved, and goes on. */
const backups = [1, -1].map((by): Case<number> => {
  const step = (type: Event<number>["type"], at: number, message = 0): Event<number> => ({
    type,
    at,
    from: 1 - at,
    message,
    ...(type === "ask" ? { ask: by } : {}),
  });
  const own = [step("ask", 0), step("hear", 1), step("ask", 0), step("hear", 1)];
  return {
    names: ["A", "B"],
    script: [...own, step("restart", 0, 0), step("ask", 0), step("hear", 0), step("hear", 1)],
  };
});

const amount = (random: Random) => [0, 1, 2, 5, -1, -2, -7, 1000, 2 ** 40][random.below(9)]!;

const judgedBy = (counters: Counters): Judged<number> => ({
  start: (name, saved) => counters.start(name, saved),
  ask: (s, _name, by) => ({ state: counters.add(s, by) }),
  merge: (a, b) => counters.merge(a, b),
  // Nothing, by whatever way one comes to it.
  read: (s) => told(counters.value(s) === 0 ? 0 : counters.value(s)),
});

const truth: Truth<number, Known> = {
  empty: new Map(),
  ask: (_known, _name, by, id) => new Map([[id, by]]),
  merge: (a, b) => new Map([...a, ...b]),
  read: (known) => `${[...known.values()].reduce((sum, by) => sum + by, 0)}`,
};

const telling = {
  words: "a counter",
  deltas: false,
  ask: (by: number) => by < 0 ? `takes ${-by} away` : `counts ${by} more`,
  why: ({ type }: { readonly type: string }) =>
    type === "restart"
      ? "what was saved is there again, under whatever name"
      : "a copy counts every update that it has heard of, once, whatever it heard how often " +
        "(Shapiro et al. 2011, section 3.1)",
};

/** A state has two numbers for each name, however often was counted. */
function isShort(counters: Counters, grading: Grading): void {
  let [a, b] = [counters.start("A", null), counters.start("B", null)];
  for (let i = 0; i < 300; i++) {
    a = counters.add(a, i % 7 - 3);
    b = counters.add(b, 2);
    if (i % 10 === 0) [a, b] = [counters.merge(a, b), counters.merge(b, a)];
  }
  inRoom(
    a,
    250,
    "two copies have counted 300 times each: a state has two numbers for each",
    grading,
  );
}

/** One hears of sixty others. */
function areMany(counters: Counters, grading: Grading): void {
  let all = counters.start("all", null);
  for (let i = 1; i <= 60; i++) {
    all = counters.merge(all, counters.add(counters.start(`copy ${i}`, null), i));
  }
  const words = "what a copy counts that has heard of sixty, which have counted 1, 2, … and 60";
  grading.equal(counters.value(all), 1830, words);
}
