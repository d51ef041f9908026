import text from "./linear.md" with { type: "text" };
import { type Grading, task } from "hb/grade/part.ts";
import { linearizable } from "hb/check/linearizable/check.ts";
import { explain } from "hb/check/linearizable/explain.ts";
import { register } from "hb/check/spec/register.ts";
import { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { inWords, type Memory, memory } from "../memory.ts";
import { sameVerdict, type Truth } from "./compare.ts";
import { draw } from "hb/laboratory/memory/draw.ts";
import { type Done, oneByOne, read, write } from "hb/laboratory/memory/histories.ts";
import { smallOverlaps } from "hb/laboratory/memory/small.ts";

export const linear = task<Answers>(text, ({ linear }, grading) => {
  sameVerdict(linear, truth, histories(grading), grading);
});

const truth: Truth = {
  name: "linearizable",
  holds: (history) => linearizable(history, register()).verdict === "ok",
  why(history) {
    const spec = register(), found = linearizable(history, spec);
    if (found.verdict === "violation") return explain(found.violation, spec).words.join("; ");
    const order = found.verdict === "ok" ? found.witnesses.flatMap(({ order }) => order) : [];
    if (order.length === 0) return "there is nothing to put in order";
    return `this order fits: ${inWords(order.map((id) => history[id]!))}`;
  },
};

function* histories(grading: Grading): Generator<Memory> {
  yield memory("0 w x 1, 1 r x 1");
  yield memory("0 w x 1, 1 r x -");
  yield memory("0 w x 1 & 1 r x -");
  yield memory("0 w x 1 & 1 r x 1, 0 r x -");
  // Numbers that are alike in some way.
  yield memory("0 w x 1, 0 w x -1, 1 r x 1");
  yield memory("0 w x 0.5, 0 w x 0, 1 r x 0.5");
  yield [];
  for (const gapMs of [1, 0.25, 0.01, 1e-4, 1e-7, 0]) {
    yield after(gapMs, 6);
    yield after(gapMs, 0);
  }
  yield* smallOverlaps();
  for (const seed of grading.seeds(400)) yield few(new Random(seed, "few"));
  for (const seed of grading.seeds(40)) yield many(new Random(seed, "many"));
  yield longAgo();
  yield wide(reads(16 - MANY, (i) => i % 2));
  yield wide(reads(16 - MANY, (i) => i));
  yield wide(reads(16 - MANY, (i) => MANY - 1 - i));
}

/** A read of null that begins so soon after a write has ended, which took so long. */
function after(gapMs: number, tookMs: number): Memory {
  const [first, then] = memory("0 w x 1, 1 r x -");
  const endedAt = first!.invokedAt + tookMs, invokedAt = endedAt + gapMs;
  return [{ ...first!, endedAt }, { ...then!, invokedAt, endedAt: invokedAt + tookMs }];
}

/** Three to seven operations in any overlap. */
function few(random: Random): Memory {
  return draw(random, {
    processes: 2 + random.below(3),
    operations: 3 + random.below(5),
    registers: 1,
    stray: 0.2,
    thin: 0.1,
    longest: [2, 8, 20][random.below(3)]!,
  });
}

/** Sixteen operations, of which most answers are right. */
function many(random: Random): Memory {
  return draw(random, {
    processes: 3 + random.below(5),
    operations: 16,
    registers: 1,
    writes: [0.2, 0.4, 0.6][random.below(3)]!,
    stray: 0.04,
    longest: [8, 20][random.below(2)]!,
  });
}

/** A write has ended before a read of null begins, and all that lies between them overlaps with both. */
function longAgo(): Memory {
  const idle = Array.from({ length: 12 }, (_, i) => read(1 + i, "x", 0));
  return oneByOne([write(0, "x", 0), ...idle, read(0, "x", null)]).map((each) =>
    each.output === 0 ? { ...each, invokedAt: 5, endedAt: 1000 } : each
  );
}

/** How many writes there are at once. */
const MANY = 10;

/**
 * Many writes at once, and reads beside them, one after the other: there are many orders to be tried, and
 * what fits, if anything does, is not among the first.
 */
function wide(reads: readonly Done[]): Memory {
  const writes = Array.from({ length: MANY }, (_, i) => write(i, "x", i));
  return oneByOne([...writes, ...reads]).map((each) =>
    each.input.type === "write" ? { ...each, invokedAt: 0, endedAt: 1000 } : each
  );
}

function reads(count: number, value: (i: number) => number): Done[] {
  return Array.from({ length: count }, (_, i) => read(MANY, "x", value(i)));
}
