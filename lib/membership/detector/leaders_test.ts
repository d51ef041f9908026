import { assertEquals, assertThrows } from "@std/assert";
import { judgeLeaders, type LeaderTrace, watchLeaders } from "./leaders.ts";

const follows = (by: number, of: number, fromMs: number, untilMs = Infinity) => ({
  by,
  of,
  fromMs,
  untilMs,
});
const crashed = [{ node: 0, fromMs: 100, untilMs: Infinity }];

function run(
  followings: LeaderTrace["followings"],
  downs: LeaderTrace["downs"] = crashed,
): LeaderTrace {
  return { nodes: 3, endMs: 1000, followings, downs };
}

Deno.test("leaders: Ω is that in the end all follow the same one, which is up", () => {
  const followings = [
    follows(1, 0, 0, 300),
    follows(2, 0, 0, 200),
    follows(2, 1, 200),
    follows(1, 1, 300),
  ];
  assertEquals(judgeLeaders(run(followings), 300), { holds: true });
  const verdict = judgeLeaders(run(followings), 250);
  assertEquals(
    verdict.holds ? "" : verdict.breach.words,
    "node 1 follows node 0, which has crashed",
  );
});

Deno.test("leaders: two leaders are one too many, and so are two in turn", () => {
  const two = judgeLeaders(run([follows(1, 1, 0), follows(2, 2, 0)]), 500);
  assertEquals(two.holds ? "" : two.breach.words, "node 2 follows node 2, and node 1 node 1");
  const inTurn = [
    follows(1, 1, 0, 700),
    follows(2, 1, 0, 700),
    follows(1, 2, 700),
    follows(2, 2, 700),
  ];
  const verdict = judgeLeaders(run(inTurn), 500);
  assertEquals(verdict.holds ? -1 : verdict.breach.atMs, 700);
});

Deno.test("leaders: whom the crashed follow does not matter", () => {
  assertEquals(
    judgeLeaders(run([follows(0, 2, 0, 100), follows(1, 1, 0), follows(2, 1, 0)]), 500),
    { holds: true },
  );
});

Deno.test("leaders: an instant outside of the run decides nothing", () => {
  assertThrows(() => judgeLeaders(run([]), 2000), RangeError, "given 2000");
});

Deno.test("leaders: opinions are noted as they change", () => {
  const watch = watchLeaders<{ first: number }>((state, nodes) => state.first % nodes, 3);
  const states = [{ first: 4 }, { first: 2 }];
  watch.invariant.check({ at: 0, states, history: [] });
  states[0] = { first: 2 };
  watch.invariant.check({ at: 10, states, history: [] });
  assertEquals(watch.trace(20).followings, [
    follows(0, 1, 0, 10),
    follows(1, 2, 0),
    follows(0, 2, 10),
  ]);
});
