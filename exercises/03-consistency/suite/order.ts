import text from "./order.md" with { type: "text" };
import { frozen, type Grading, task } from "hb/grade/part.ts";
import { causalOrder } from "hb/check/memory/causality.ts";
import { memoryOf, tell } from "hb/check/memory/memory.ts";
import { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { inWords, type Memory, memory } from "../memory.ts";
import { causalCircle } from "hb/laboratory/memory/circles.ts";
import { draw } from "hb/laboratory/memory/draw.ts";
import { oneByOne, read, write } from "hb/laboratory/memory/histories.ts";
import { small } from "hb/laboratory/memory/small.ts";
import { neither, size } from "./compare.ts";
import { disguised, mistaken } from "./odd.ts";
import { smaller } from "hb/laboratory/memory/smaller.ts";

export const order = task<Answers>(text, ({ order }, grading) => {
  const wrongAt = new WeakMap<Memory, Pair>();
  /** Of what is made smaller: the same two operations, where they are still there. */
  const same = new WeakMap<Memory, readonly Pair[]>();
  grading.forAll(histories(grading), (history) => {
    const truth = causalOrder(memoryOf(history));
    frozen(history);
    grading.busyWith(() => size(history, { timed: false }));
    for (const [a, b] of pairsOf(history, same.get(history))) {
      const told = () => `operations ${a} and ${b}, counted from 0, in ${inWords(history)}`;
      wrongAt.set(history, [a, b]);
      const said = grading.asked(() => order(history, a, b), told);
      if (said !== truth.has(a, b)) grading.expect(false, wrong(history, a, b, said));
    }
  }, function* (history) {
    const [a, b] = wrongAt.get(history)!;
    for (const less of smaller(history)) {
      const pair = [placeIn(less, history, a), placeIn(less, history, b)] as const;
      same.set(less, pair.includes(-1) ? [] : [pair]);
      yield less;
    }
  });
});

/** The numbers of two operations. */
type Pair = readonly [a: number, b: number];

/** Of a longer history not all pairs are asked about; nor of one that was made smaller, as there are many. */
const LONGEST_IN_FULL = 40, LONGEST_SMALLER_IN_FULL = 16;

/** All pairs; of a long history those in question, and those of its ends: of a chain they say enough. */
function pairsOf(history: Memory, inQuestion: readonly Pair[] | undefined): readonly Pair[] {
  const { length } = history;
  const isLong = length > (inQuestion === undefined ? LONGEST_IN_FULL : LONGEST_SMALLER_IN_FULL);
  const places = isLong ? [0, 1, length - 2, length - 1] : [...history.keys()];
  const pairs = places.flatMap((a) => places.map((b): Pair => [a, b]));
  return isLong ? [...inQuestion ?? [], ...pairs] : pairs;
}

/** Where an operation is when some have been left out, or been given other names; -1 where it is left out. */
function placeIn(less: Memory, history: Memory, at: number): number {
  if (less.length === history.length) return at;
  return less.findIndex(({ input }) => input === history[at]!.input);
}

/** What is wrong with the answer for two operations, and why. */
function wrong(history: Memory, a: number, b: number, said: unknown): string {
  const memory = memoryOf(history), truth = causalOrder(memory), right = truth.has(a, b);
  const steps = truth.path(a, b).map(({ from, to, why }) =>
    `${tell(memory.accesses[from]!)} before ${tell(memory.accesses[to]!)}, ${why}`
  );
  const which = a === b ? "itself" : `operation ${b}`;
  const yours = typeof said === "boolean" ? `you say it does${said ? "" : " not"}` : neither(said);
  return `operation ${a} ${
    right ? "comes" : "does not come"
  } before ${which}, counted from 0, in ` +
    `${inWords(history)}, and ${yours}: ` +
    (right ? shortly(steps) : "no process's own order and no value that was read lead there");
}

/** Of a long way, as much is told as can be read: how it begins, and how it ends. */
function shortly(steps: readonly string[]): string {
  const left = steps.length - 8;
  if (left < 2) return steps.join("; ");
  return [...steps.slice(0, 6), `${left} more such steps`, ...steps.slice(-2)].join("; ");
}

/** Each of many processes reads what the one before wrote, and writes; in their order, or the last one first. */
function handedOn(processes: number, { backwards = false } = {}): Memory {
  const sessions = Array.from({ length: processes }, (_, at) => [
    at === 0 ? read(at, "x", null) : read(at, "x", at - 1),
    write(at, "x", at),
  ]);
  return oneByOne((backwards ? sessions.toReversed() : sessions).flat());
}

function* histories(grading: Grading): Generator<Memory> {
  yield memory("0 r x 2, 0 w y 1, 1 r y 1, 1 w x 2");
  yield memory("0 w x1 1, 1 w x 11, 2 r x 11, 2 r x1 1"); // names that are alike
  yield memory('0 w x 1, 1 w X 1, 2 w "\\u0020x" 1, 3 r x 1, 4 r X 1, 5 r "\\u0020x" 1');
  yield memory(
    "0 w constructor 1, 1 r constructor 1, 1 w __proto__ 1, 2 r __proto__ 1, 3 r toString -",
  );
  yield memory("0 w x 1, 4294967296 w y 1, 256 w x 2, 16777217 r y 1, 16777216 r x 2");
  yield handedOn(24, { backwards: true });
  yield* mistaken();
  yield* small(3);
  for (const seed of grading.seeds(60)) {
    const random = new Random(seed, "drawn");
    yield draw(random, {
      processes: 2 + random.below(3),
      operations: 4 + random.below(7),
      registers: 1 + random.below(3),
    });
  }
  for (const seed of grading.seeds(80)) {
    const random = new Random(seed, "odd");
    const about = { processes: 2 + random.below(3), operations: 8, registers: 3 };
    yield disguised(random, draw(random, about));
  }
  for (const seed of grading.seeds(14)) {
    const random = new Random(seed, "circles");
    const idle = random.below(12);
    yield causalCircle(random, { writes: 1 + seed % 7, closed: random.chance(0.5), idle });
  }
  for (const seed of grading.seeds(2)) {
    yield causalCircle(new Random(seed, "chains"), { writes: 12, closed: false });
    yield causalCircle(new Random(seed, "idle"), { writes: 1, closed: true, idle: 20 });
    yield causalCircle(new Random(seed, "idle"), { writes: 2, closed: false, idle: 30 });
  }
  yield handedOn(110);
}
