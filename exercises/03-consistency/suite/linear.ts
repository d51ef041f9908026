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
import { type Done, named, oneByOne, read, write } from "hb/laboratory/memory/histories.ts";
import { smallOverlaps } from "hb/laboratory/memory/small.ts";
import { disguised, later, shuffled } from "./odd.ts";

export const linear = task<Answers>(text, ({ linear }, grading) => {
  // What takes no time at all is a corner: where something plainer goes wrong, too, that is told.
  sameVerdict(linear, truth, plain(), grading);
  sameVerdict(linear, truth, histories(grading), grading);
});

const truth: Truth = {
  timed: true,
  name: "linearizable",
  holds: (history) => linearizable(history, register()).verdict === "ok",
  why(history) {
    const found = linearizable(history, spec);
    if (found.verdict === "violation") return explain(found.violation, spec).words.join("; ");
    const order = found.verdict === "ok" ? found.witnesses.flatMap(({ order }) => order) : [];
    if (order.length === 0) return "there is nothing to put in order";
    return `this order fits: ${inWords(order.map((id) => history[id]!))}`;
  },
};

/** A register whose operations and states are told as histories are. */
const spec: ReturnType<typeof register> = {
  ...register(),
  key: () => "",
  describe: (input, output) =>
    input.type === "write"
      ? `w ${named(`${input.key}`)} ${input.value}`
      : `r ${named(`${input.key}`)} ${output ?? "-"}`,
  describeState: (value) => `${value ?? "-"}`,
};

/** When something has ended, something else begins, sooner or later. */
const GAPS_MS = [1, 0.25, 0.01, 1e-4, 1e-7, 0];

/** A few that anybody would try. */
function* plain(): Generator<Memory> {
  yield [];
  yield memory("0 r x -");
  yield memory("0 r x 0");
  yield memory("0 w x 1, 1 r x 1");
  yield memory("0 w x 1, 1 r x -");
  yield memory("0 w x 1 & 1 r x -");
  yield memory("0 w x 1 & 1 r x 1, 0 r x -");
  for (const gapMs of GAPS_MS) yield after(gapMs, 6);
}

function* histories(grading: Grading): Generator<Memory> {
  // Numbers that are alike in some way.
  yield memory("0 w x 1, 0 w x -1, 1 r x 1");
  yield memory("0 w x 0.5, 0 w x 0, 1 r x 0.5");
  for (const gapMs of GAPS_MS) yield after(gapMs, 0);
  yield* smallOverlaps();
  for (const text of crowds) yield crowd(text);
  for (const seed of grading.seeds(400)) yield few(new Random(seed, "few"));
  for (const seed of grading.seeds(40)) yield many(new Random(seed, "many"));
  for (const seed of grading.seeds(200)) {
    const random = new Random(seed, "odd");
    yield disguised(random, later(few(random), [0, 2e6, 2 ** 32, 1.7e12][random.below(4)]!));
  }
  for (const seed of grading.seeds(600)) yield multiples(new Random(seed, "multiples"));
  for (const at of [0, 7, 15]) yield oneWriteAmongReads(at);
  yield longAgo();
  yield wide(reads(16 - MANY, (i) => i % 2));
  yield wide(reads(16 - MANY, (i) => i));
  yield wide(reads(16 - MANY, (i) => MANY - 1 - i));
  // There is no order, or one that begins where nobody would begin who takes the first or the last.
  yield wide(reads(3, (i) => i % 2), 13);
  yield beginning(0);
  yield beginning(13);
  yield beginning(6);
}

/**
 * Much overlaps with everything, and one of the operations from 10 on is all that is left when before, on a way
 * that led nowhere, two were whose numbers are its figures: whoever remembers the ways by numbers without
 * anything between them takes 1 and 2 for 12. Each operation is what it does, from when to when.
 */
const crowds = [
  "w0@0-4.5 r1@1-60 w1@2-61 w2@3-3.5 r2@4-8.5 r2@5-8.5 r2@6-10.5 r3@7-9.5 w3@8-11.5 w4@9-9.5 r4@10-10.5 r4@11-12.5 r4@12-12.5 r1@13-63 r1@14-16.5",
  "w0@0-0.5 w1@1-61 r0@2-63 r1@3-62 r0@4-8.5 r0@5-6.5 r0@6-7.5 r0@7-7.5 r0@8-10.5 w2@9-13.5 r2@10-12.5 r0@11-12.5 r2@12-15.5 r2@13-16.5 r1@14-18.5",
  "r-@0-62 r1@1-62 r1@2-62 r-@3-61 r-@4-63 r-@5-5.5 w0@6-10.5 r-@7-7.5 w1@8-60 w2@9-11.5 r2@10-62 r2@11-15.5 r2@12-61 r1@13-60",
  "w0@0-4.5 w1@1-63 r2@2-61 r1@3-60 w2@4-6.5 r2@5-9.5 w3@6-60 r2@7-7.5 r2@8-8.5 r2@9-13.5 r2@10-11.5 r2@11-11.5 r3@12-13.5 r3@13-13.5 r3@14-60 r1@15-60",
  // The same for those who try the last first.
  "w0@0-3.5 r3@1-60 r3@2-60 r0@3-62 r1@4-8.5 r3@5-60 w1@6-6.5 w2@7-61 r3@8-62 r2@9-11.5 r2@10-63 w3@11-11.5 r3@12-15.5 r4@13-62 w4@14-60 r3@15-15.5",
  "w0@0-62 r-@1-61 r-@2-60 r3@3-63 w1@4-4.5 r1@5-60 w2@6-8.5 w3@7-61 r3@8-63 w4@9-13.5 r3@10-11.5 r3@11-60 r4@12-15.5 r4@13-60",
  "r-@0-0.5 r0@1-63 w0@2-62 r-@3-62 r0@4-60 r-@5-8.5 w1@6-8.5 r1@7-10.5 r1@8-61 w2@9-12.5 r0@10-63 r0@11-62 r0@12-14.5 w3@13-63 r3@14-18.5 r3@15-19.5",
];

function crowd(text: string): Memory {
  const parts = text.split(" ").map((each) => /^([rw])(.*)@(.*)-(.*)$/.exec(each)!);
  const done = parts.map(([, what, value], process) =>
    what === "w"
      ? write(process, "x", Number(value))
      : read(process, "x", value === "-" ? null : Number(value))
  );
  return oneByOne(done).map((each, id) => {
    const [, , , from, to] = parts[id]!;
    return { ...each, invokedAt: Number(from), endedAt: Number(to) };
  });
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

/** Fifteen reads of 5 and the write of it, all at once; the write stands at this place. */
function oneWriteAmongReads(at: number): Memory {
  const done = Array.from({ length: 16 }, (_, i) => i === at ? write(i, "x", 5) : read(i, "x", 5));
  return oneByOne(done).map((each) => ({ ...each, invokedAt: 0, endedAt: 100 }));
}

/** Thirteen writes and, at this place, a read of null, all at once: it must come first. */
function beginning(at: number): Memory {
  const done = Array.from(
    { length: 14 },
    (_, i) => i === at ? read(i, "x", null) : write(i, "x", i),
  );
  return oneByOne(done).map((each) => ({ ...each, invokedAt: 0, endedAt: 100 }));
}

/**
 * Five to twelve operations that overlap a good deal, whose values are multiples of one number and neighbours
 * of theirs: whoever adds a value to a multiple of what is left takes one for the other.
 */
function multiples(random: Random): Memory {
  const by = [10, 16, 32, 64, 100, 256, 1000, 1024][random.below(8)]!;
  const left = shuffled(random, [0, 1, by, by + 1, 2 * by, 3 * by, 4 * by, -by, -1]);
  let now = 0;
  const done = Array.from({ length: 5 + random.below(8) }, (_, i): Done => {
    const value = random.chance(0.5) ? left.pop() : undefined;
    return value === undefined ? read(i, "x", null) : write(i, "x", value);
  });
  const written = done.flatMap(({ input }) => input.type === "write" ? [input.value] : []);
  return oneByOne(done).map((each) => {
    now += random.below(2);
    const output = [null, ...written][random.below(written.length + 1)]!;
    const times = { invokedAt: now, endedAt: now + 1 + random.below(12) };
    return each.input.type === "write" ? { ...each, ...times } : { ...each, ...times, output };
  });
}

/** How many writes there are at once. */
const MANY = 10;

/**
 * Many writes at once, and reads beside them, one after the other: there are many orders to be tried, and
 * what fits, if anything does, is not among the first.
 */
function wide(reads: readonly Done[], many = MANY): Memory {
  const writes = Array.from({ length: many }, (_, i) => write(i, "x", i));
  return oneByOne([...writes, ...reads]).map((each) =>
    each.input.type === "write" ? { ...each, invokedAt: 0, endedAt: 1000 } : each
  );
}

function reads(count: number, value: (i: number) => number): Done[] {
  return Array.from({ length: count }, (_, i) => read(MANY, "x", value(i)));
}
