/** Scripts that happen to code under judgement. */

import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { Grading } from "./grading.ts";
import { forgets, type Game, playAll } from "./played.ts";

type Event = { readonly by: number };
interface Counter {
  total: number;
}

/** A counter that must say its total after each event. */
function game(play: Game<Event>["play"]): () => Game<Event> {
  return () => {
    let total = 0;
    return {
      words: "a counter",
      model: () => ({ resolve: (event) => event, after: ({ by }) => [`total ${total += by}`] }),
      start: (): Counter => ({ total: 0 }),
      play,
      tell: ({ by }) => `${by} more`,
      why: () => "a counter adds up",
    };
  };
}

const scripts = [{ script: [{ by: 1 }, { by: 5 }, { by: 2 }, { by: 7 }] }];

const right: Game<Event>["play"] = (s, { by }, did) => {
  (s as Counter).total += by;
  did(`total ${(s as Counter).total}`);
};

Deno.test("who does in each script what must be done is right", () => {
  playAll(scripts, game(right), new Grading());
});

Deno.test("the smallest script is told in which something else is done, with why it is wrong", () => {
  const upToSix: Game<Event>["play"] = (s, event, did) =>
    right(s, event, () => did(`total ${Math.min(6, (s as Counter).total)}`));
  const { message } = assertThrows(() => playAll(scripts, game(upToSix), new Grading()), Error);
  assertEquals(message.split("\n").slice(0, 2), [
    "asked: a counter, to which this happens:",
    "    1. 7 more",
  ]);
  for (const words of ["came: total 6", "must be: total 7", "why: a counter adds up"]) {
    assertStringIncludes(message, words);
  }
});

Deno.test("what is kept beside the state is found", () => {
  let total = 0;
  const beside: Game<Event>["play"] = (_, { by }, did) => did(`total ${total += by}`);
  const { message } = assertThrows(() => {
    total = 0;
    playAll([{ script: [{ by: 1 }] }], game(beside), new Grading());
  }, Error);
  assertStringIncludes(message, "nothing in variables beside it");
});

Deno.test("a memory that grows with what is over is found, and one that does not is right", () => {
  const start = () => ({ all: [] as number[] });
  forgets("one comes", start, () => {}, new Grading());
  const keep = (s: { all: number[] }, nth: number) => void s.all.push(nth);
  const { message } = assertThrows(() => forgets("one comes", start, keep, new Grading()), Error);
  assert(message.startsWith("what is over must not be remembered: one comes"));
});

Deno.test("what is done at the start is step 0, and of many effects it is told how many more there are", () => {
  const starting = (atFirst: string) => (): Game<Event> => {
    const { model, ...rest } = game((s, event, did) => {
      for (let i = 0; i < 12; i++) did(`effect ${i} of a step that does a great deal`);
      if ((s as Counter).total === 0) right(s, event, did);
    })();
    return {
      ...rest,
      model() {
        const { resolve, after } = model();
        const many = Array.from(
          { length: 12 },
          (_, i) => `effect ${i} of a step that does a great deal`,
        );
        return {
          resolve,
          after: (event) => [...many, ...after(event)],
          started: () => ({ must: ["it is there"], why: "counters say that they are there" }),
        };
      },
      start(did) {
        did(atFirst);
        return { total: 0 };
      },
    };
  };
  const first = assertThrows(() => playAll(scripts, starting("it hides"), new Grading()), Error);
  for (
    const words of ["    0. it starts\n", "came: it hides", "must be: it is there", "why: counters"]
  ) {
    assertStringIncludes(first.message, words);
  }
  const second = assertThrows(
    () => playAll(scripts, starting("it is there"), new Grading()),
    Error,
  );
  assertStringIncludes(second.message, "    0. it starts; it is there\n    1. ");
  assertStringIncludes(second.message, "a great deal, … and 11 more\n    2. ");
});

Deno.test("a game may have its own scripts that are smaller", () => {
  const none: Game<Event>["play"] = () => {};
  const own = (): Game<Event> => ({
    ...game(none)(),
    smaller: function* (script) {
      if (script.length > 3) yield script.slice(0, 3);
    },
  });
  const script = Array.from({ length: 9 }, (): Event => ({ by: 0 }));
  const tried: number[] = [];
  assertThrows(() =>
    playAll([{ script }], (given) => {
      tried.push(given.script.length);
      return own();
    }, new Grading()), Error);
  assertEquals(tried.includes(3), true);
  assertEquals(tried.includes(2), false);
});
