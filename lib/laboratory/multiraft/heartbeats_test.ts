import { assert, assertEquals } from "@std/assert";
import { heartbeats } from "./heartbeats.ts";

Deno.test("heartbeats: R(r − 1) one by one, at most N(N − 1) coalesced, none asleep", () => {
  for (const run of [{ nodes: 4, groups: 60 }, { nodes: 6, groups: 90, replicas: 5 }]) {
    const [each, coalesced, asleep] = heartbeats(run);
    assertEquals(each!.messages, each!.formula);
    assert(coalesced!.messages <= coalesced!.formula, `${coalesced!.messages}`);
    assert(coalesced!.messages > 0.8 * coalesced!.formula, `${coalesced!.messages}`);
    assertEquals([asleep!.messages, asleep!.formula], [0, 0]);
  }
});

Deno.test("heartbeats: where there are fewer groups than pairs of nodes, coalescing saves little", () => {
  const [each, coalesced] = heartbeats({ nodes: 12, groups: 12 });
  assertEquals(each!.messages, 24);
  assert(coalesced!.messages > 18 && coalesced!.messages <= 24, `${coalesced!.messages}`);
});
