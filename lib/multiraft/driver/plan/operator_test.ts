import { assertEquals } from "@std/assert";
import { paperOf, paperSettings, seenNodes, seenRanges } from "../kit/paper.ts";
import { choose } from "./choose.ts";
import { advance, type Operator } from "./operator.ts";
import type { Seen } from "./seen.ts";

/**
 * A move of the replica on node 2, which is down, to node 3, and the range as it is seen before.
 */
function moving(): { operator: Operator; range: Seen } {
  const [range] = seenRanges([{ voters: [0, 1, 2], conf: 7 }]);
  const nodes = seenNodes([{}, {}, { standing: "down", isLost: true }, {}]);
  const [operator] = choose(paperSettings, paperOf(nodes, [range!]).view);
  return { operator: operator!, range: range! };
}

Deno.test("a replica is copied first, and then both change places", () => {
  const { operator, range } = moving();
  assertEquals([operator.kind, operator.from, operator.to], ["move", 2, 3]);
  const first = advance(paperSettings, operator, range, 0);
  assertEquals(first, {
    type: "send",
    epoch: { conf: 7, version: 1 },
    order: { type: "members", transition: "auto", changes: [{ type: "addLearner", node: 3 }] },
  });
  const copying = { ...range, learners: [3], conf: 9 };
  const next = advance(paperSettings, operator, copying, 5);
  if (next.type !== "next") throw new Error(next.type);
  assertEquals([next.operator.at, next.operator.since, next.operator.pin], [1, 5, {
    conf: 9,
    version: 1,
  }]);
  // Its own step has made another conf, and no other version: who was split meanwhile is not what it was.
  const split = advance(paperSettings, operator, { ...copying, version: 2 }, 5);
  assertEquals(split.type === "next" ? split.operator.pin.version : split.type, "over");
  // As long as the new replica lacks something, nothing else happens.
  assertEquals(advance(paperSettings, next.operator, copying, 6), { type: "wait" });
  const copied = { ...copying, caughtUp: [0, 1, 3] };
  const second = advance(paperSettings, next.operator, copied, 7);
  assertEquals(second.type === "send" && second.epoch, { conf: 9, version: 1 });
  const done = { ...range, voters: [0, 1, 3], learners: [], conf: 11 };
  assertEquals(advance(paperSettings, next.operator, done, 8), { type: "done" });
});

Deno.test("an order of an old operator never gets a fresh epoch (pd#1652)", () => {
  // One replica too many: one is to go. The order was carried out, but the driver has not heard,
  // and time is up.
  const [range] = seenRanges([{ voters: [0, 1, 2, 3], conf: 7 }]);
  const nodes = seenNodes([{}, {}, {}, {}]);
  const [operator] = choose(paperSettings, paperOf(nodes, [range!]).view);
  assertEquals(operator!.kind, "remove");
  // Another operator has meanwhile removed another one: this one is over, whatever it was about to
  // say again.
  const later = { ...range!, voters: [0, 1, 2], conf: 8 };
  const gone = operator!.from === 3 ? { ...later, voters: [0, 1, 3] } : later;
  assertEquals(advance(paperSettings, operator!, gone, 1), { type: "over", why: "changed" });
  assertEquals(advance(paperSettings, operator!, range, 2000), { type: "over", why: "late" });
  // So is one whose range was split, or is gone.
  assertEquals(advance(paperSettings, operator!, { ...range!, version: 2 }, 1), {
    type: "over",
    why: "changed",
  });
  assertEquals(advance(paperSettings, operator!, undefined, 1), { type: "over", why: "changed" });
});
