/** How part 2 is judged. @module */

import type { Part } from "hb/grade/suite.ts";
import type { Subject } from "../subject.ts";
import { execution, observed, stampsOf, tellAll } from "./executions.ts";

export const lamportPart: Part<Subject> = {
  number: 2,
  name: "lamport",
  title: "a clock that never contradicts a cause",
  points: 10,
  statement:
    `Write the two rules of a logical clock. The promise is the clock condition: if one event
happened before another, its stamp is smaller. A clock that jumps without need is no use either: at each
event it shows the least number that the promise allows.`,
  paper: "Lamport 1978, rules IR1 and IR2",
  hints: [
    "What must the stamp of a delivery be larger than? Of two things.",
    "Larger than what the receiver's clock showed, and larger than the stamp of the message.",
    "The larger of the two, and one more.",
  ],
  test({ lamport }, grading) {
    for (let seed = 1; seed <= 100; seed++) {
      const events = execution(seed);
      const stamps = stampsOf(events, { first: 0, ...lamport });
      const order = observed(events);
      stamps.forEach((stamp, b) => {
        stamps.forEach((earlier, a) => {
          if (!order(a, b)) return;
          grading.expect(
            earlier < stamp,
            `event ${a} happened before event ${b}, and their stamps are ${earlier} and ${stamp}: ` +
              tellAll(events),
          );
        });
        const least = 1 + Math.max(0, ...stamps.filter((_, a) => order(a, b)));
        grading.equal(stamp, least, `the stamp of event ${b} of ${tellAll(events)}; the least is`);
      });
    }
  },
};
