import text from "./registers.md" with { type: "text" };
import { drawnBy, type Grading, task } from "hb/grade/part.ts";
import { playAll } from "hb/grade/played.ts";
import { told } from "hb/grade/told.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Name, Register, Value } from "../given.ts";
import { gameOf, inRoom, type Judged, type Truth } from "./copies.ts";
import { type Case, elevenths, gathered, NAMES, scriptOf } from "./copies_scripts.ts";
import { alive, type Facts, joined, nothing } from "./facts.ts";
import { anyValue, inWords } from "./values.ts";

interface Ask {
  readonly value: Value;
  readonly now: number;
}

interface Write {
  readonly value: Value;
  readonly time: number;
  readonly name: Name;
}

export const registers = task<Answers>(text, ({ registers: { last, multi } }, grading) => {
  playAll(
    cases("last", grading),
    ({ names }) =>
      gameOf(
        judgedBy(last, told),
        lastTruth,
        telling("a register whose last writer wins", LAST),
        names,
      ),
    grading,
  );
  playAll(
    cases("multi", grading),
    ({ names }) =>
      gameOf(
        judgedBy(multi, inWords),
        multiTruth,
        telling("a register that keeps concurrent writes", MULTI),
        names,
      ),
    grading,
  );
  areShort(last, multi, grading);
  areMany(multi, grading);
});

function* cases(stream: string, grading: Grading): Generator<Case<Ask>> {
  yield* drawnBy(grading, 350, stream, (random, at) => ({
    names: at < 3 ? ["A"] : NAMES[random.below(NAMES.length)]!,
    script: scriptOf(random, 2 + at % 24, draw),
  }));
  yield elevenths((nth) => ({ value: nth, now: nth }));
  // Clocks may show times before 0, and such as are rather long.
  for (
    const times of [
      [6, 5, 7, 4, 3, 2, 1],
      [-6, -5, -7, -4, -3, -2, -9],
      [9e9, 2 ** 41, 9, 2 ** 41 - 1, 2 ** 32, 2 ** 31, 99],
    ]
  ) yield gathered(times.map((now) => ({ value: now, now })));
  // Names are texts, also those that look like numbers.
  for (const names of [["9", "10"], ["10", "9"]]) {
    yield gathered(names.map((value) => ({ value, now: 5 })), names);
  }
}

const draw = (random: Random): Ask => ({
  value: anyValue(random),
  now: [0, 1, 2, 2, 3, 3, 3, 50, -3, 2 ** 41][random.below(10)]!,
});

const judgedBy = (register: Register<unknown>, read: (r: unknown) => string): Judged<Ask> => ({
  start: () => register.empty(),
  ask: (s, name, { value, now }) => ({ state: register.write(s, name, value, now) }),
  merge: (a, b) => register.merge(a, b),
  read: (s) => read(register.read(s)),
});

/** Only the last is known. */
const lastTruth: Truth<Ask, Write | undefined> = {
  empty: undefined,
  ask: (known, name, { value, now }) => ({
    value,
    time: known === undefined ? now : Math.max(now, known.time + 1),
    name,
  }),
  merge(a, b) {
    if (a === undefined || b === undefined) return a ?? b;
    return b.time > a.time || b.time === a.time && b.name > a.name ? b : a;
  },
  read: (known) => told(known?.value),
};

const multiTruth: Truth<Ask, Facts<Value>> = {
  empty: nothing,
  ask: (known, _name, { value }, id) => ({
    made: new Map([[id, value]]),
    gone: new Set(alive(known).map(([id]) => id)),
  }),
  merge: joined,
  read: (known) => inWords(alive(known).map(([, value]) => value)),
};

const telling = (words: string, why: string) => ({
  words,
  deltas: false,
  ask: ({ value, now }: Ask) => `writes ${told(value)}, and its clock shows ${now}`,
  why: () => why,
});

const LAST =
  "a write is later than the one that it replaces, whatever the clock shows; the later " +
  "wins, and at one time that of the greater name (Shapiro et al. 2011, section 3.2.1)";
const MULTI =
  "a write replaces the values that its writer saw, and no others; what is known to be " +
  "replaced does not come again (Shapiro et al. 2011, section 3.2.2)";

function areShort(last: Register<unknown>, multi: Register<unknown>, grading: Grading): void {
  for (const [register, most] of [[last, 150], [multi, 400]] as const) {
    let [a, b] = [register.empty(), register.empty()];
    for (let i = 0; i < 300; i++) {
      a = register.write(a, "A", i, i);
      b = register.write(b, "B", -i, i);
      if (i % 10 === 9) [a, b] = [register.merge(a, b), register.merge(b, a)];
    }
    const what = register === last ? "the last write" : "two writes, and two numbers";
    inRoom(a, most, `two copies have written 300 times each: what is known is ${what}`, grading);
  }
}

/** Sixty write at once. */
function areMany(multi: Register<readonly Value[]>, grading: Grading): void {
  let all = multi.empty();
  for (let i = 0; i < 60; i++) {
    all = multi.merge(all, multi.write(multi.empty(), `copy ${i}`, i, 0));
  }
  const must = inWords(Array.from({ length: 60 }, (_, i) => i));
  grading.equal(
    inWords(multi.read(all)),
    must,
    "what is read when sixty copies have written at once",
  );
}
