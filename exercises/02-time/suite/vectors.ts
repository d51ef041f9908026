/** How part 3 is judged. @module */

import { clone } from "hb/model/clone.ts";
import type { Part } from "hb/grade/suite.ts";
import type { Vector } from "../events.ts";
import type { Subject } from "../subject.ts";
import { execution, observed, stampsOf, tellAll } from "./executions.ts";

const NODES = 3;

export const vectorsPart: Part<Subject> = {
  number: 3,
  name: "vectors",
  title: "tell concurrent from before",
  points: 15,
  statement:
    `Write the rules of a vector clock, and compare two stamps. An entry counts the events of a
node that happened before this one, this one included. So stamps say exactly how two events stand to each
other: before, after, concurrent; equal stamps belong to one and the same event.

A vector travels in a message while its node goes on counting, so change none in place: make new ones.`,
  paper:
    "Mattern 1989, Virtual time and global states of distributed systems, section 4; Fidge 1988",
  hints: [
    "Which entries change at a step? Which can change at a delivery?",
    "At a delivery: the larger entry everywhere, and then one more for the receiver itself.",
    "a is before b if no entry of a is larger and the two differ; look for a smaller and a larger entry.",
  ],
  test({ vectors }, grading) {
    const first: Vector = new Array(NODES).fill(0);
    for (let seed = 1; seed <= 100; seed++) {
      const events = execution(seed, NODES);
      const given: [Vector, Vector][] = [];
      const keep = (vector: Vector) => {
        given.push([vector, clone(vector)]);
        return vector;
      };
      const stamps = stampsOf(events, {
        first,
        tick: (vector, node) => keep(vectors.tick(keep(vector), node)),
        receive: (vector, stamp, node) => keep(vectors.receive(keep(vector), keep(stamp), node)),
      });
      for (const [vector, was] of given) {
        grading.equal(vector, was, "a vector that was given or returned changes no more; it is");
      }
      const order = observed(events);
      stamps.forEach((stamp, b) => {
        const count = (node: number) =>
          events.filter((event, a) => event.node === node && (a === b || order(a, b))).length;
        const right = Array.from({ length: NODES }, (_, node) => count(node));
        grading.equal(stamp, right, `the vector of event ${b} of ${tellAll(events)}`);
        stamps.forEach((other, a) => {
          const truth = a === b
            ? "equal"
            : order(a, b)
            ? "before"
            : order(b, a)
            ? "after"
            : "concurrent";
          grading.equal(vectors.compare(other, stamp), truth, `compare [${other}] with [${stamp}]`);
        });
      });
    }
  },
};
