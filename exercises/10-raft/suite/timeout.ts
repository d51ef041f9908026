import text from "./timeout.md" with { type: "text" };
import { type Grading, task, toTheEnd } from "hb/grade/part.ts";
import { isLed, plain, trial } from "hb/laboratory/raft/trials.ts";
import { constant } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";

/** Ranges, in ms: some are not whole, and in some a whole number of ms leaves little choice. */
const RANGES_MS = [0, 0.4, 1, 7.5, 22 / 7, 150, 151.25, 1000, 12_345.67];
/** From here on there must be many values. */
const WIDE_MS = 150;
const DRAWS = 400;

export const timeout = task<Answers>(text, ({ timeout }, grading) => {
  drawnAnew(timeout, grading);
  // All are born at the same moment, and every message takes equally long: only chance tells them apart.
  grading.sweep(...trial(timeout, {
    nodes: 5,
    options: { ...plain, electionTimeoutMs: [100, 250] },
    network: { latency: constant(5) },
    seeds: 10,
    drive: toTheEnd(0, [3000, "one server is elected within three seconds", isLed]),
  }));
  for (const rangeMs of RANGES_MS) spread(timeout, rangeMs, grading);
});

/** Said first: who keeps what it drew is told so, and not that nobody is elected. */
function drawnAnew({ timeoutJitter }: Answers["timeout"], grading: Grading): void {
  const draws = [0, 0, 0].map(() => {
    let count = 0;
    grading.asked(
      () => timeoutJitter(WIDE_MS, () => count++),
      () => `the rest of a timeout where the range is ${WIDE_MS} ms`,
    );
    return count;
  });
  grading.expect(
    draws[0] === 0 || draws.every((count) => count > 0),
    `a rest is drawn anew each time, and of three from 0 to ${WIDE_MS} ms not all have been: choose was ` +
      `asked ${draws.join(", then ")} times`,
  );
}

function spread({ timeoutJitter }: Answers["timeout"], rangeMs: number, grading: Grading): void {
  const draw = (choose: (count: number) => number) =>
    grading.asked(
      () => timeoutJitter(rangeMs, (count) => choose(asked(count))),
      () => `the rest of a timeout where the range is ${rangeMs} ms`,
    );
  const drawAll = () => {
    const random = new Random(1, "timeouts");
    return Array.from({ length: DRAWS }, () => draw((count) => random.below(count)));
  };
  const draws = drawAll();
  const ends = [draw(() => 0), draw((count) => count - 1)];
  const outside = [...ends, ...draws].find((each) =>
    !Number.isFinite(each) || each < 0 || each > rangeMs
  );
  grading.expect(
    outside === undefined,
    `the rest must be from 0 to ${rangeMs} ms, and once it is ${outside}`,
  );
  // On a grid that the range is not a whole number of, its end may be out of reach.
  const isWhole = Number.isInteger(rangeMs) && rangeMs <= WIDE_MS;
  for (const end of isWhole ? [0, rangeMs] : []) {
    grading.expect(
      ends.some((each) => Math.abs(each - end) <= 1e-6 * rangeMs),
      `both ends of the range are included, 0 and ${rangeMs} ms: where choose draws its least and its ` +
        `greatest number the rests are ${ends[0]} and ${ends[1]} ms`,
    );
  }
  if (rangeMs >= WIDE_MS) fair(draws, rangeMs, grading);
  const least = Math.min(...draws), most = Math.max(...draws);
  // Where it draws whole ms, nothing may come of less than one.
  grading.expect(
    rangeMs < 1 || (least <= 0.2 * rangeMs && most >= 0.8 * rangeMs),
    `rests must be from all of the range, 0 to ${rangeMs} ms, and of ${DRAWS} none is below ${least} ` +
      `or above ${most}`,
  );
  for (const [i, rest] of drawAll().entries()) {
    grading.equal(
      rest,
      draws[i],
      `rest ${i + 1}, from 0 to ${rangeMs} ms, when choose draws the same numbers again`,
    );
  }
}

/** Each moment is as likely as any other, and two seldom the same. */
function fair(draws: readonly number[], rangeMs: number, grading: Grading): void {
  const different = new Set(draws).size;
  grading.expect(
    different > 100,
    `timeouts must seldom be equal, and among ${DRAWS} there are only ${different} different ones`,
  );
  for (let tenth = 0; tenth < 10; tenth++) {
    const [from, to] = [rangeMs * tenth / 10, rangeMs * (tenth + 1) / 10];
    const found = draws.filter((each) => each >= from && each <= to).length;
    grading.expect(
      found >= 15 && found <= 80,
      `of ${DRAWS} rests about ${
        DRAWS / 10
      } should lie between ${from} and ${to} ms, and it is ${found}`,
    );
  }
}

/** `choose` knows nothing but whole numbers. */
function asked(count: number): number {
  if (Number.isInteger(count) && count >= 1) return count;
  throw new RangeError(
    `Cannot choose because the number of choices must be 1 or more, and whole: given ${count}`,
  );
}
