import text from "./hybrid.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import { order } from "hb/clocks/hybrid.ts";
import type { Answers } from "../answers.ts";
import type { Hybrid } from "../events.ts";
import { execution, observed, stampsOf, tellAll } from "hb/laboratory/clocks/executions.ts";

/** How far apart clocks are at most, in ms. */
const APART_MS = 8;

export const hybrid = task<Answers>(text, ({ hybrid }, grading) => {
  for (const [what, given, expected] of cases(hybrid)) grading.equal(given(), expected, what);
  causes(hybrid, grading);
});

function cases(
  { tick, receive }: Answers["hybrid"],
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

/** The clock condition and the bound, where clocks are apart. */
function causes(hybrid: Answers["hybrid"], grading: Grading): void {
  const runs = drawn(100, "walls", (random, at) => {
    const offsets = [0, 1, 2].map(() => random.below(APART_MS + 1)), events = execution(at, 3, 20);
    let wall = 100;
    return { events, walls: events.map(({ node }) => (wall += random.below(3)) + offsets[node]!) };
  });
  const say = ({ logical, count }: Hybrid) => `(${logical}, ${count})`;
  grading.forAll(runs, ({ events, walls }) => {
    const stamps = stampsOf<Hybrid>(events, {
      first: { logical: 0, count: 0 },
      tick: (time, _node, at) => hybrid.tick(time, walls[at]!),
      receive: (time, stamp, _node, at) => hybrid.receive(time, stamp, walls[at]!, 1000) ?? time,
    });
    const before = observed(events);
    for (const [b, stamp] of stamps.entries()) {
      const ahead = stamp.logical - walls[b]!;
      grading.expect(
        ahead >= 0 && ahead <= APART_MS,
        `the reading of event ${b} is ${ahead} ms ahead of its wall clock, with clocks ${APART_MS} ms apart`,
      );
      for (const [a, earlier] of stamps.entries()) {
        grading.expect(
          !before(a, b) || order(earlier, stamp) < 0,
          `event ${a} happened before event ${b}, and their stamps are ${say(earlier)} and ` +
            `${say(stamp)}: ${tellAll(events)}`,
        );
      }
    }
  });
}
