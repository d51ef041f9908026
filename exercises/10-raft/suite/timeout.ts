/** How part 2 is judged. @module */

import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { Random } from "hb/sim/random.ts";
import type { Subject } from "../subject.ts";
import { withRules } from "./compose.ts";
import { isLed, plain, trial } from "./worlds.ts";

const RANGE_MS = 150;

export const timeoutPart: Part<Subject> = {
  number: 2,
  name: "timeout",
  title: "3A: how long to wait for a leader",
  points: 4,
  statement:
    `If all servers waited equally long they would stand at the same moment, each vote for itself,
and nobody win; and all would wait again, equally long. Raft breaks the tie by chance. Each timeout is some
least time and a random rest, and it is drawn anew each time. The more values the rest can have, the more
seldom two servers draw nearly the same; chapter 10 measures what it does to the time without a leader.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, sections 3.4 and 9.3",
  hints: [
    "choose(n) draws whole numbers. How do you get from them to a span of milliseconds?",
    "With choose(2) there would be two timeouts only, and five servers. How many would be enough?",
    "Draw on a fine grid: choose(Math.floor(rangeMs * 1000) + 1) / 1000 has a thousand values a millisecond.",
  ],
  test({ timeout }, grading) {
    // All are born at the same moment, and every message takes equally long: only chance tells them apart.
    const options = { ...plain, electionTimeoutMs: [100, 100 + RANGE_MS] as const };
    grading.sweep(trial(withRules(timeout, options), 5), {
      seeds: 10,
      drive(world) {
        world.requireProgress(3000, "one server is elected within three seconds", isLed);
      },
    });
    spread(timeout, grading);
  },
};

function spread({ drawRest }: Subject["timeout"], grading: Grading): void {
  const random = new Random(1, "timeouts");
  const draws = Array.from(
    { length: 400 },
    () => drawRest(RANGE_MS, (count) => random.below(count)),
  );
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
  const again = new Random(1, "timeouts");
  for (const [i, draw] of draws.entries()) {
    const rest = drawRest(RANGE_MS, (count) => again.below(count));
    grading.equal(rest, draw, `rest ${i + 1} when choose draws the same numbers again`);
  }
  grading.equal(drawRest(0, () => 0), 0, "the rest where the range is 0 ms");
}
