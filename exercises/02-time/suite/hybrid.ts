/** How part 6 is judged. @module */

import { order } from "hb/clocks/hybrid.ts";
import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { Random } from "hb/sim/random.ts";
import type { Hybrid } from "../events.ts";
import type { Subject } from "../subject.ts";
import { execution, observed, stampsOf, tellAll } from "./executions.ts";

const NODES = 3;

export const hybridPart: Part<Subject> = {
  number: 6,
  name: "hybrid",
  title: "near the wall, never wrong about causes",
  points: 15,
  statement:
    `A hybrid clock shows the highest wall-clock reading that it has heard of, and counts the
events that share it. Stamps compare by the reading first, then by the count. Promises: what happened
before has the smaller stamp; the reading is never behind the own wall clock, and ahead of it only as far
as clocks are apart; the count starts again from 0 whenever the reading moves.

One node whose clock has gone wrong would drag everyone's along. So a stamp from too far in the future is
refused, and leaves the clock as it was.`,
  paper: "Kulkarni et al. 2014, Logical physical clocks, figure 5",
  hints: [
    "The new reading is the highest of up to three: the clock's, the stamp's, the wall's.",
    "If the reading stays that of the clock or of the stamp, the count is one more than that one's count; " +
    "if it is both, one more than the larger; if it is the wall's alone, 0.",
    "Refuse before anything else: stamp.logical - physical > mostMs.",
  ],
  test({ hybrid }, grading) {
    for (const [what, given, expected] of cases(hybrid)) grading.equal(given(), expected, what);
    for (let seed = 1; seed <= 100; seed++) causes(hybrid, seed, grading);
  },
};

function cases(
  { tick, receive }: Subject["hybrid"],
): readonly (readonly [string, () => Hybrid | undefined, Hybrid | undefined])[] {
  const at = (logical: number, count: number): Hybrid => ({ logical, count });
  return [
    ["a step when the wall clock has moved on", () => tick(at(10, 3), 12), at(12, 0)],
    ["a step when it has not", () => tick(at(10, 3), 10), at(10, 4)],
    ["a step when it is behind", () => tick(at(10, 3), 8), at(10, 4)],
    ["a message from the past", () => receive(at(10, 3), at(9, 7), 10, 50), at(10, 4)],
    ["a message from ahead", () => receive(at(10, 3), at(11, 7), 10, 50), at(11, 8)],
    ["a message with the same reading", () => receive(at(10, 3), at(10, 7), 9, 50), at(10, 8)],
    ["the same, with the smaller count", () => receive(at(10, 7), at(10, 3), 9, 50), at(10, 8)],
    [
      "a message when the wall clock is ahead of both",
      () => receive(at(10, 3), at(11, 7), 12, 50),
      at(12, 0),
    ],
    ["a stamp just as far ahead as may be", () => receive(at(10, 3), at(60, 0), 10, 50), at(60, 1)],
    ["a stamp too far ahead", () => receive(at(10, 3), at(61, 0), 10, 50), undefined],
  ];
}

/** The clock condition and the bound, where clocks are up to 8 ms apart. */
function causes(hybrid: Subject["hybrid"], seed: number, grading: Grading): void {
  const apart = 8;
  const random = new Random(seed, "walls");
  const offsets = Array.from({ length: NODES }, () => random.below(apart + 1));
  const events = execution(seed, NODES, 20);
  let wall = 0;
  const walls = events.map(({ node }) => (wall += random.below(3)) + 100 + offsets[node]!);
  const stamps = stampsOf<Hybrid>(events, {
    first: { logical: 0, count: 0 },
    tick: (time, _node, at) => hybrid.tick(time, walls[at]!),
    receive: (time, stamp, _node, at) => hybrid.receive(time, stamp, walls[at]!, 1000) ?? time,
  });
  const before = observed(events);
  const say = ({ logical, count }: Hybrid) => `(${logical}, ${count})`;
  stamps.forEach((stamp, b) => {
    const ahead = stamp.logical - walls[b]!;
    grading.expect(
      ahead >= 0 && ahead <= apart,
      `the reading of event ${b} is ${ahead} ms ahead of its wall clock, with clocks ${apart} ms apart`,
    );
    stamps.forEach((earlier, a) => {
      if (!before(a, b)) return;
      grading.expect(
        order(earlier, stamp) < 0,
        `event ${a} happened before event ${b}, and their stamps are ${say(earlier)} and ${
          say(stamp)
        }: ` +
          tellAll(events),
      );
    });
  });
}
