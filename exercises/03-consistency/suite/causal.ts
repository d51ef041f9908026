import text from "./causal.md" with { type: "text" };
import { type Grading, task } from "hb/grade/part.ts";
import { level } from "hb/check/levels.ts";
import { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { type Memory, memory } from "../memory.ts";
import { sameVerdict, type Truth } from "./compare.ts";
import {
  arbitrationCircle,
  causalCircle,
  type Circle,
  staleEnd,
} from "hb/laboratory/memory/circles.ts";
import { draw } from "hb/laboratory/memory/draw.ts";
import { small } from "hb/laboratory/memory/small.ts";
import { disguised, mistaken } from "./odd.ts";

export const causal = task<Answers>(text, ({ causal }, grading) => {
  sameVerdict(causal, truth, histories(grading), grading);
});

const truth: Truth = {
  timed: false,
  name: "causally convergent",
  holds: (history) => level("causal+").check(history).verdict === "ok",
  why(history) {
    const verdict = level("causal+").check(history);
    return verdict.verdict === "violation"
      ? verdict.words.join("; ")
      : "none of the four patterns is in it";
  },
};

function* histories(grading: Grading): Generator<Memory> {
  const picked = [
    "0 w x 1, 1 r x 7",
    "0 w x 1, 1 r y 1",
    "0 r x 1, 0 w x 1",
    "0 r x 2, 0 w y 1, 1 r y 1, 1 w x 2",
    "0 w x 1, 1 r x 1, 1 w y 2, 2 r y 2, 2 r x -",
    "0 w x 1, 1 w x 2, 0 r x 2, 1 r x 1",
    "0 w x 1, 0 r x -",
    "0 w x 1, 0 w x 2, 1 r x 2, 1 r x 1",
    "0 w x 1, 1 w x 2, 2 r x 1, 2 r x 2, 3 r x 2, 3 r x 1",
    "0 w x 1, 1 r x -, 1 w y 2, 0 r y 2",
    // Convergent, though no single order explains it.
    "0 w x 1, 1 w y 2, 0 r y -, 1 r x -",
    "0 w x 1, 1 w y 1, 2 r x 1, 2 r y -, 3 r y 1, 3 r x -",
    // Of two writes one is seen before the other and after it: who arbitrates has not seen.
    "0 w x 1, 0 w y 1, 1 w y 2, 2 r y 1, 2 r y 2, 3 r y 2, 3 r x -",
    // Names that are alike: the value that was read has two writes that can be taken for each other.
    "0 w x1 1, 1 w z 5, 1 w x 11, 2 r x 11, 2 r z -",
    "0 w x 1, 1 w z 5, 1 w xy 1, 2 r xy 1, 2 r z -",
    "0 w x 1, 1 r xy 1",
  ];
  yield [];
  yield* picked.map(memory);
  yield* mistaken();
  yield* small(3);
  for (const seed of grading.seeds(300)) yield few(new Random(seed, "few"));
  for (const seed of grading.seeds(200)) {
    const random = new Random(seed, "odd");
    yield disguised(random, few(random));
  }
  for (const seed of grading.seeds(300)) yield partlySeen(new Random(seed, "partly"));
  for (const seed of grading.seeds(36)) {
    const random = new Random(seed, "circles");
    yield causalCircle(random, circle(random, seed));
    yield arbitrationCircle(random, circle(random, seed));
    yield staleEnd(random, circle(random, seed));
  }
  for (const registers of [4, 6, 8, 11, 16]) {
    yield around(registers, true, 0);
    yield around(registers, false, 0);
  }
  yield around(4, true, 36);
  yield around(4, false, 36);
  yield around(4, true, 100);
}

/**
 * Two values of each register; of each register one reader knows the order, and of each two of them a writer,
 * so that they go around in a circle, if they all do. Before that, some read what nobody wrote.
 */
function around(registers: number, closed: boolean, idle: number): Memory {
  const all = Array.from({ length: registers }, (_, i) => i);
  const writers = all.map((i) => `${i} w k${i} 2, ${i} w k${(i + 1) % registers} 1`);
  const readers = all.slice(closed ? 0 : 1).map((i) =>
    `${100 + i} r k${i} 1, ${100 + i} r k${i} 2`
  );
  // A long chain of one process would take most checkers long.
  const idlers = Array.from({ length: idle }, (_, i) => `${200 + Math.floor(i / 12)} r idle -`);
  return memory([...idlers, ...writers, ...readers].join(", "));
}

/** Four to ten operations. */
function few(random: Random): Memory {
  return draw(random, {
    processes: 2 + random.below(3),
    operations: 4 + random.below(7),
    registers: 1 + random.below(3),
    stray: 0.3,
    thin: 0.05,
  });
}

/**
 * Two registers that a few write and all read, with any answer: much must be arbitrated, and what follows from
 * that alone nobody has seen.
 */
function partlySeen(random: Random): Memory {
  return draw(random, {
    processes: 4,
    operations: 7 + random.below(2),
    registers: 2,
    writes: 0.4,
    stray: 0.6,
  });
}

/** Of up to nine writes; two of three close. */
function circle(random: Random, seed: number): Circle {
  return { writes: 1 + seed % 9, closed: random.chance(2 / 3), idle: random.below(4) };
}
