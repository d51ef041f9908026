import { assert, assertEquals } from "@std/assert";
import { cutOff, partlyConnected } from "./reaching.ts";

const seeds = [1, 2, 3, 4];

Deno.test("two servers that cannot reach each other unseat each other, unless one of the two switches is on", () => {
  const runs = (preVote: boolean, checkQuorum: boolean) =>
    seeds.map((seed) => partlyConnected({ preVote, checkQuorum }, seed));
  assert(runs(false, false).every(({ leaders, answered }) => leaders > 1 && answered < 100));
  for (const on of [runs(true, false), runs(false, true), runs(true, true)]) {
    assertEquals(on.map(({ leaders, answered }) => [leaders, answered]), seeds.map(() => [1, 100]));
  }
});

Deno.test("a leader that is cut off leads on for one of the longest election timeouts at least, and for less than two", () => {
  for (const { newLeadsAt, oldLeadsUntil } of seeds.map(cutOff)) {
    assert(oldLeadsUntil >= 300 && oldLeadsUntil < 600, `until ${oldLeadsUntil} ms`);
    assert(newLeadsAt > 100, `the voters hold out for most of the least one: ${newLeadsAt} ms`);
  }
});
