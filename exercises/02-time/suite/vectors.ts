import text from "./vectors.md" with { type: "text" };
import { drawn, frozen, type Grading, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import type { Causality, Vector } from "../events.ts";
import {
  type Execution,
  executions,
  observed,
  relay,
  smaller,
  stampsOf,
  tellAll,
} from "hb/laboratory/clocks/executions.ts";
import { COUNTS, smallVectors } from "./counts.ts";

export const vectors = task<Answers>(text, ({ vectors }, grading) => {
  steps(vectors, grading);
  comparisons(vectors, grading);
  grading.forAll(
    [...executions(100), relay(9)],
    (events) => stampsRight(vectors, events, grading),
    smaller,
  );
});

/** The vectors of an execution count what happened before, and say it; the first that does not is told. */
function stampsRight(vectors: Answers["vectors"], events: Execution, grading: Grading): void {
  const nodes = 1 + Math.max(...events.map(({ node }) => node));
  const zeros = frozen<Vector>(new Array(nodes).fill(0)), order = observed(events);
  const judged = (b: number, ask: () => Vector) => {
    const right = zeros.map((_, node) =>
      events.filter((event, a) => event.node === node && (a === b || order(a, b))).length
    );
    const words = `the vector of event ${b} in (${tellAll(events)})`;
    const stamp = grading.asked(ask, () => words);
    grading.equal(stamp, right, words);
    return frozen(stamp);
  };
  const stamps = stampsOf(events, {
    first: zeros,
    tick: (vector, node, at) => judged(at, () => vectors.tick(vector, node)),
    receive: (vector, stamp, node, at) => judged(at, () => vectors.receive(vector, stamp, node)),
  });
  for (const [b, stamp] of stamps.entries()) {
    for (const [a, other] of stamps.entries()) {
      const truth = order(a, b) ? "before" : order(b, a) ? "after" : "concurrent";
      const words = `compare [${other}] with [${stamp}]`;
      const said = grading.asked(() => vectors.compare(other, stamp), () => words);
      grading.equal(said, a === b ? "equal" : truth, words);
    }
  }
}

/** Steps and deliveries at nodes that have seen much, in systems of any size. */
function steps(vectors: Answers["vectors"], grading: Grading): void {
  const zeros = [1, 2, 3].flatMap((nodes) =>
    Array.from({ length: nodes }, (_, node) => {
      const vector = new Array<number>(nodes).fill(0);
      return { node, vector, stamp: vector.map((_, other) => other === node ? 0 : 1) };
    })
  );
  const cases = [
    ...zeros,
    ...drawn(200, "vectors", (random) => {
      const nodes = 1 + random.below(random.chance(0.05) ? 300 : 9), node = random.below(nodes);
      const draw = () => Array.from({ length: nodes }, () => COUNTS[random.below(COUNTS.length)]!);
      const vector = draw();
      // Nobody has heard of more events of a node than it has itself.
      return { node, vector, stamp: draw().with(node, Math.floor(vector[node]! / 2)) };
    }),
  ];
  grading.againstReference(
    ({ vector, node }) => vectors.tick(vector, node),
    ({ vector, node }) => vector.with(node, vector[node]! + 1),
    cases,
    ({ vector, node }) => `the next step of node ${node}, whose vector is [${vector}]`,
  );
  grading.againstReference(
    ({ vector, stamp, node }) => vectors.receive(vector, stamp, node),
    ({ vector, stamp, node }) =>
      vector.map((n, i) => i === node ? n + 1 : n > stamp[i]! ? n : stamp[i]!),
    cases,
    ({ vector, stamp, node }) =>
      `a message stamped [${stamp}] comes to node ${node}, whose vector is [${vector}]`,
  );
}

/** All small vectors with each other, and large ones with such as differ in one place or in two. */
function comparisons(vectors: Answers["vectors"], grading: Grading): void {
  const small = [1, 2, 3].flatMap((nodes) => {
    const all = smallVectors(nodes);
    return all.flatMap((a) => all.map((b) => ({ a, b })));
  });
  const large = drawn(300, "comparisons", (random) => {
    const a = Array.from(
      { length: 1 + random.below(random.chance(0.05) ? 300 : 9) },
      () => COUNTS[random.below(COUNTS.length)]!,
    );
    const b = [...a];
    for (let changes = random.below(4); changes > 0; changes--) {
      b[random.below(b.length)] = COUNTS[random.below(COUNTS.length)]!;
    }
    return { a, b };
  });
  // The same digits, one after the other, are not the same vector.
  const digits = [{ a: [1, 11], b: [11, 1] }, { a: [2, 1, 11], b: [2, 11, 1] }, {
    a: [1, 0],
    b: [0, 10],
  }];
  grading.againstReference(
    ({ a, b }) => vectors.compare(a, b),
    ({ a, b }): Causality => {
      const ways = new Set(a.map((n, i) => Math.sign(n - b[i]!)));
      if (ways.has(1) && ways.has(-1)) return "concurrent";
      return ways.has(1) ? "after" : ways.has(-1) ? "before" : "equal";
    },
    [...small, ...large, ...digits],
    ({ a, b }) => `compare [${a}] with [${b}]`,
  );
}
