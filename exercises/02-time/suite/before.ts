/** How part 1 is judged. @module */

import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import type { Execution } from "../events.ts";
import type { Subject } from "../subject.ts";
import { execution, observed, shortened, tellAll } from "./executions.ts";

export const beforePart: Part<Subject> = {
  number: 1,
  name: "before",
  title: "what happened before what",
  points: 10,
  statement: `Given an execution and the places of two events in it, say whether the first happened
before the second.

*Happened before* is the smallest relation that contains each node's own order and leads from each send
to its deliveries, and that is transitive. It says which events can have caused which. That an observer
wrote one event down before another means nothing, if there is no way from the one to the other.`,
  paper: "Lamport 1978, Time, clocks, and the ordering of events in a distributed system",
  hints: [
    "Which events come directly before an event? There are at most two.",
    "The last event before it at the same node; and if it is a delivery, the send of its message.",
    "Go backwards from b along direct causes, with a list of places still to visit, until you meet a.",
  ],
  test({ before }, grading) {
    for (let seed = 1; seed <= 60; seed++) compare(before, execution(seed), grading);
    compare(before, execution(1000, 5, 60), grading);
  },
};

function compare(before: Subject["before"], events: Execution, grading: Grading): void {
  const order = observed(events);
  for (let a = 0; a < events.length; a++) {
    for (let b = 0; b < events.length; b++) {
      if (before(events, a, b) === order(a, b)) continue;
      const small = shortened(
        events,
        [a, b],
        (each, [x, y]) => before(each, x!, y!) !== observed(each)(x!, y!),
      );
      const [x, y] = small.keep as [number, number];
      const right = observed(small.events)(x, y);
      grading.expect(
        false,
        `event ${x} ${right ? "happened" : "did not happen"} before event ${y}, and you say it ` +
          `${right ? "did not" : "did"}: ${tellAll(small.events)}`,
      );
    }
  }
}
