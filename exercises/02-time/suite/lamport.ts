import text from "./lamport.md" with { type: "text" };
import { type Grading, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import {
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
  grading.forAll([...executions(100), relay(10)], (events) => {
    const stamps = stampsOf(events, {
      first: 0,
      tick: (time) => lamport.tick(time),
      receive: (time, stamp) => lamport.receive(time, stamp),
    });
    const order = observed(events);
    for (const [b, stamp] of stamps.entries()) {
      let least = 1;
      for (const [a, earlier] of stamps.entries()) {
        if (!order(a, b)) continue;
        grading.expect(
          earlier < stamp,
          `event ${a} happened before event ${b}, and their stamps are ${earlier} and ${stamp}: ` +
            tellAll(events),
        );
        least = Math.max(least, earlier + 1);
      }
      grading.equal(stamp, least, `the stamp of event ${b} of ${tellAll(events)}; the least is`);
    }
  }, smaller);
  longLife(lamport, grading);
});

/** The rules hold whatever clocks show by then. */
function longLife(lamport: Answers["lamport"], grading: Grading): void {
  for (const time of TIMES) {
    grading.equal(lamport.tick(time), time + 1, `the next step of a clock that shows ${time}`);
  }
  const pairs = TIMES.flatMap((time) => TIMES.map((stamp) => ({ time, stamp })));
  grading.forAll(pairs, ({ time, stamp }) => {
    const least = 1 + (time > stamp ? time : stamp);
    const words =
      `a clock shows ${time}, and a message stamped ${stamp} comes: the least that is more ` +
      `than both`;
    grading.equal(lamport.receive(time, stamp), least, words);
  });
}
