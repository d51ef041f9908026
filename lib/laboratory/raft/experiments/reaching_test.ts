import { assert, assertEquals } from "@std/assert";
import { partlyConnected } from "./reaching.ts";

const seeds = [1, 2, 3, 4];

Deno.test("two servers that cannot reach each other unseat each other, unless one of the two switches is on", () => {
  const runs = (preVote: boolean, checkQuorum: boolean) =>
    seeds.map((seed) => partlyConnected({ preVote, checkQuorum }, seed));
  assert(runs(false, false).every(({ leaders, answered }) => leaders > 1 && answered < 100));
  for (const on of [runs(true, false), runs(false, true), runs(true, true)]) {
    assertEquals(on.map(({ leaders, answered }) => [leaders, answered]), seeds.map(() => [1, 100]));
  }
});
