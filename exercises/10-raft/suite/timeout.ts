import text from "./timeout.md" with { type: "text" };
import { type Grading, task, toTheEnd } from "hb/grade/part.ts";
import { isLed, plain, trial } from "hb/laboratory/raft/trials.ts";
import { constant } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";

const RANGE_MS = 150;

export const timeout = task<Answers>(text, ({ timeout }, grading) => {
  // All are born at the same moment, and every message takes equally long: only chance tells them apart.
  grading.sweep(...trial(timeout, {
    nodes: 5,
    options: { ...plain, electionTimeoutMs: [100, 100 + RANGE_MS] },
    network: { latency: constant(5) },
    seeds: 10,
    drive: toTheEnd(0, [3000, "one server is elected within three seconds", isLed]),
  }));
  spread(timeout, grading);
});

function spread({ timeoutJitter }: Answers["timeout"], grading: Grading): void {
  const drawAll = () => {
    const random = new Random(1, "timeouts");
    return Array.from(
      { length: 400 },
      () => timeoutJitter(RANGE_MS, (count) => random.below(count)),
    );
  };
  const draws = drawAll();
  const outside = draws.find((each) => !Number.isFinite(each) || each < 0 || each > RANGE_MS);
  grading.expect(
    outside === undefined,
    `the rest must be from 0 to ${RANGE_MS} ms, and once it is ${outside}`,
  );
  const different = new Set(draws).size;
  grading.expect(
    different > 100,
    `timeouts must seldom be equal, and among 400 there are only ${different} different ones`,
  );
  for (const tenth of [0, 3, 6, 9]) {
    const [from, to] = [RANGE_MS * tenth / 10, RANGE_MS * (tenth + 1) / 10];
    const found = draws.filter((each) => each >= from && each <= to).length;
    grading.expect(
      found >= 15 && found <= 80,
      `of 400 rests about 40 should lie between ${from} and ${to} ms, and it is ${found}`,
    );
  }
  for (const [i, rest] of drawAll().entries()) {
    grading.equal(rest, draws[i], `rest ${i + 1} when choose draws the same numbers again`);
  }
  grading.equal(timeoutJitter(0, () => 0), 0, "the rest where the range is 0 ms");
}
