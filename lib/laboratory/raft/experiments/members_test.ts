import { assert, assertEquals } from "@std/assert";
import { longestPauseMs, replaceAll } from "./members.ts";

Deno.test("commands are asked for while others wait: the outage is met by all that fall into it", () => {
  const { history } = replaceAll();
  assertEquals(
    history.map(({ invokedAt }) => invokedAt),
    Array.from({ length: 80 }, (_, i) => 500 + 25 * i),
  );
  assert(history.filter(({ invokedAt, endedAt }) => endedAt - invokedAt > 100).length >= 8);
});

Deno.test("a new voter holds up the others only while one of them is down, and a learner does not even then", () => {
  const [calm, held, taught] = [
    { asLearner: false, oneDown: false },
    { asLearner: false, oneDown: true },
    { asLearner: true, oneDown: true },
  ].map(longestPauseMs);
  assert(held! > 1000, `${held} ms`);
  assert(calm! < 50 && taught! < 50, `${calm} and ${taught} ms`);
});
