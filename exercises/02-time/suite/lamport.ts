import text from "./lamport.md" with { type: "text" };
import { type Grading, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import {
  type Execution,
  executions,
  observed,
  relay,
  smaller,
  stampsOf,
  tellAll,
} from "hb/laboratory/clocks/executions.ts";

/** What clocks may show: small numbers, and such as do not fit into a few bits or digits. */
const TIMES = [
  ...[0, 1, 2, 3, 7, 8, 9, 10, 15, 16, 31, 99, 100, 127, 255, 256, 257, 999],
  ...[65_535, 65_536, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 40],
];

export const lamport = task<Answers>(text, ({ lamport }, grading) => {
  longLife(lamport, grading);
  grading.forAll(
    [...executions(100), relay(10)],
    (events) => stampsRight(lamport, events, grading),
    smaller,
  );
});

/** Each event shows the least number above those of all that happened before it; the first that does not is told. */
function stampsRight(lamport: Answers["lamport"], events: Execution, grading: Grading): void {
  const order = observed(events), stamps: number[] = [];
  const judged = (b: number, ask: () => number) => {
    const least = 1 + Math.max(0, ...stamps.filter((_, a) => order(a, b)));
    const earlier = stamps.findIndex((stamp, a) => order(a, b) && stamp === least - 1);
    const why = earlier < 0
      ? "nothing happened before it"
      : `event ${earlier} happened before it and shows ${least - 1}`;
    const words = `what event ${b} must show in (${tellAll(events)}), where ${why}`;
    const stamp = grading.asked(ask, () => words);
    grading.equal(stamp, least, words);
    stamps.push(stamp);
    return stamp;
  };
  stampsOf(events, {
    first: 0,
    tick: (time, _node, at) => judged(at, () => lamport.tick(time)),
    receive: (time, stamp, _node, at) => judged(at, () => lamport.receive(time, stamp)),
  });
}

/** The rules hold whatever clocks show by then. */
function longLife(lamport: Answers["lamport"], grading: Grading): void {
  grading.againstReference(
    (time) => lamport.tick(time),
    (time) => time + 1,
    TIMES,
    (time) => `what a clock that shows ${time} shows at the next step`,
  );
  const pairs = TIMES.flatMap((time) => TIMES.map((stamp) => ({ time, stamp })));
  grading.againstReference(
    ({ time, stamp }) => lamport.receive(time, stamp),
    ({ time, stamp }) => 1 + (time > stamp ? time : stamp),
    pairs,
    ({ time, stamp }) =>
      `what a clock that shows ${time} shows when a message stamped ${stamp} comes, the least that is more ` +
      `than both`,
  );
}
