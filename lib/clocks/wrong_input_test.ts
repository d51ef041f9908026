/** What is no clock, no stamp and no interval is refused where it comes in, and not told as a time. */

import { assert, assertThrows } from "@std/assert";
import { closeToTheWall } from "./chatter/invariants.ts";
import * as hybrid from "./hybrid.ts";
import * as interval from "./interval.ts";
import * as lamport from "./lamport.ts";
import * as matrix from "./matrix.ts";
import * as shifting from "./synchronise/shifting.ts";
import { averaging, synchronise } from "./synchronise/synchronise.ts";
import * as vector from "./vector.ts";

const time = { logical: 1, count: 0 };
const backwards = { earliest: 3, latest: 2 }, unknown = { earliest: NaN, latest: 2 };
const good = { earliest: 1, latest: 2 };
const square = [[0, 0], [0, 0]];
const world = { offsets: [0, 0], delays: [[0, 1], [1, 0]] };

/** What is asked for, and what is told to be wrong with it. */
const wrong: readonly (readonly [name: string, ask: () => unknown, given: string])[] = [
  ...[NaN, -1, 0.5, Infinity, 2 ** 53].flatMap((bad) =>
    [
      ["a Lamport tick", () => lamport.tick(bad), `${bad}`],
      ["a Lamport receive", () => lamport.receive(bad, 1), `${bad}`],
      ["a Lamport stamp", () => lamport.receive(1, bad), `${bad}`],
      ["a time in order", () =>
        lamport.order({ time: bad, node: 0 }, { time: 0, node: 0 }), `${bad}`],
      ["a node in order", () =>
        lamport.order({ time: 0, node: 0 }, { time: 1, node: bad }), `${bad}`],
      ["a hybrid count", () =>
        hybrid.tick({ logical: 1, count: bad }, 1), `${bad}`],
      ["a hybrid stamp's count", () =>
        hybrid.receive(time, { logical: 1, count: bad }, 1), `${bad}`],
      ["a count in order", () =>
        hybrid.order(time, { logical: 2, count: bad }), `${bad}`],
      ["a size of a vector", () =>
        vector.zero(bad), "given"],
      ["a count of events", () =>
        vector.tick([bad], 0), `${bad}`],
      ["a vector of them", () => vector.compare([1, bad], [1, 1]), `${bad}`],
      ["a node of a vector", () => vector.tick([0, 0], bad), `given node ${bad} and 2 places`],
      ["a node of a matrix", () => matrix.tick(square, bad), `for node ${bad}: given 2 rows of 2`],
      [
        "whom to know of",
        () => matrix.knownByAll(square, bad),
        `for node ${bad}: given 2 rows of 2`,
      ],
      [
        "a sender",
        () => matrix.receive(square, square, 0, bad),
        `for node ${bad}: given 2 rows of 2`,
      ],
    ] as const
  ),
  ...[NaN, Infinity, -Infinity].flatMap((bad) =>
    [
      ["a reading", () => hybrid.tick(time, bad), `${bad}`],
      ["a logical time", () => hybrid.receive({ logical: bad, count: 0 }, time, 1), `${bad}`],
      ["a hybrid stamp", () => hybrid.receive(time, { logical: bad, count: 0 }, 1), `${bad}`],
      ["a logical time in order", () => hybrid.order({ logical: bad, count: 0 }, time), `${bad}`],
      ["the middle of an interval", () => interval.around(bad, 1), `${bad}`],
    ] as const
  ),
  ...[NaN, -1].flatMap((bad) =>
    [
      ["an uncertainty", () => interval.around(1, bad), `${bad}`],
      ["an ε", () => closeToTheWall(bad), `${bad}`],
      ["an uncertainty of latency", () => synchronise(averaging, 1, bad), `${bad}`],
      ["a least latency", () => synchronise(averaging, bad, 1), `${bad}`],
      ["a bound", () => shifting.leastSpread(3, bad), `${bad}`],
      ["a number of clocks", () => shifting.leastSpread(bad, 1), `${bad}`],
      ["a number of worlds", () => shifting.indistinguishable(bad, 1, 1), `${bad}`],
    ] as const
  ),
  ["no clocks", () => shifting.leastSpread(0, 1), "given none"],
  ["too few shifts", () => shifting.shifted(world, [1]), "2 nodes: given 1"],
  ["no shifts", () => shifting.shifted(world, []), "2 nodes: given none"],
  ["shifts that are none", () => shifting.shifted(world, [NaN, 1]), "given NaN, 1"],
  ["too many adjustments", () => shifting.spreadOf(world, [1, 2, 3]), "2 nodes: given 1, 2, 3"],
  ["vectors to compare", () => vector.compare([1], [1, 2]), "given 1 and 2"],
  ["vectors to receive", () => vector.receive([1, 2], [1], 0), "given 2 and 1"],
  ["matrices", () => matrix.receive(square, [[0]], 0, 0), "given 2 and 1"],
  ["a matrix that is none", () => matrix.tick([[0, 0], [0]], 0), "given 2 rows of 2, 1"],
  ["a matrix of nobody", () => matrix.knownByAll([], 0), "given 0 rows of"],
  ...[backwards, unknown].flatMap((bad) =>
    [
      ["an interval that is after", () => interval.after(bad, 1), `given ${bad.earliest} and 2`],
      ["an interval that is before", () => interval.before(bad, 1), `given ${bad.earliest} and 2`],
      ["half of an interval", () => interval.uncertainty(bad), `given ${bad.earliest} and 2`],
      ["a source", () => interval.marzullo([good, bad]), `given ${bad.earliest} and 2`],
      ["a source among false ones", () => interval.faultTolerant([good, bad], 1), "and 2"],
    ] as const
  ),
];

Deno.test("what is no number, no node or of another shape is refused, with what must hold and what was given", () => {
  for (const [name, ask, given] of wrong) {
    const { message } = assertThrows(ask, RangeError, given, name);
    assert(/^Cannot [^:]+ because [^:]+: given /.test(message), `${name}: ${message}`);
  }
});
