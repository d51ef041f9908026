import text from "./vectors.md" with { type: "text" };
import { frozen, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { Vector } from "../events.ts";
import {
  executions,
  observed,
  smaller,
  stampsOf,
  tellAll,
} from "hb/laboratory/clocks/executions.ts";

const NODES = 3;

export const vectors = task<Answers>(text, ({ vectors }, grading) => {
  const zeros = frozen<Vector>(new Array(NODES).fill(0));
  grading.forAll(executions(100), (events) => {
    const stamps = stampsOf(events, {
      first: zeros,
      tick: (vector, node) => frozen(vectors.tick(vector, node)),
      receive: (vector, stamp, node) => frozen(vectors.receive(vector, stamp, node)),
    });
    const order = observed(events);
    for (const [b, stamp] of stamps.entries()) {
      const right = zeros.map((_, node) =>
        events.filter((event, a) => event.node === node && (a === b || order(a, b))).length
      );
      grading.equal(stamp, right, `the vector of event ${b} of ${tellAll(events)}`);
      for (const [a, other] of stamps.entries()) {
        const truth = order(a, b) ? "before" : order(b, a) ? "after" : "concurrent";
        const words = `compare [${other}] with [${stamp}]`;
        grading.equal(vectors.compare(other, stamp), a === b ? "equal" : truth, words);
      }
    }
  }, smaller);
});
