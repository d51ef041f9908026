import { assert, assertEquals } from "@std/assert";
import { repair } from "./repair.ts";

Deno.test("repair: the more nodes there are, the sooner the replicas of one are elsewhere", () => {
  const few = repair({ nodes: 6 }), many = repair({ nodes: 24 });
  for (const run of [few, many]) {
    assertEquals(run.lost, 30);
    assertEquals(run.lacking[0]!.ranges, 30);
    assertEquals(run.lacking.at(-1)!.ranges, 0);
    assert(run.ledAfterMs < run.beganAfterMs && run.beganAfterMs < run.wholeAfterMs);
  }
  const took = (run: typeof few) => run.wholeAfterMs - run.beganAfterMs;
  assert(took(few) > 1.5 * took(many), `${took(few)} ${took(many)}`);
});

Deno.test("repair: of a rack, no range loses more than one replica", () => {
  const run = repair({ nodes: 8, loses: "a rack" });
  assertEquals(run.lost, 60);
  assertEquals(run.lacking[0]!.ranges, 60);
  assertEquals(run.lacking.at(-1)!.ranges, 0);
});
