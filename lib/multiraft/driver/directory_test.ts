import { assertEquals } from "@std/assert";
import { hear, rangesOf, routesTo, staleOf } from "./directory.ts";
import { seenRanges } from "./kit/paper.ts";
import type { Told } from "./messages.ts";
import { newSoft } from "./leading.ts";

const whole: Told = seenRanges([{ voters: [0, 1, 2] }])[0]!;
const left: Told = { ...whole, end: "m", version: 2 };
const right: Told = { ...whole, group: 2, start: "m", version: 2 };

Deno.test("whatever order news come in, the later version of a key is right", () => {
  for (const order of [[whole, left, right], [right, left, whole], [right, whole, left]]) {
    const soft = newSoft(1, 0);
    for (const told of order) hear(soft, 0, told, 0);
    assertEquals(rangesOf(soft).map(({ group, version }) => [group, version]), [[1, 2], [2, 2]]);
    assertEquals(routesTo(soft, "x").map(({ group }) => group), [2]);
    assertEquals(routesTo(soft, "a").map(({ group }) => group), [1]);
  }
});

Deno.test("what has become a part of another is forgotten", () => {
  const soft = newSoft(1, 0);
  for (const told of [left, right]) hear(soft, 0, told, 0);
  hear(soft, 1, { ...left, end: null, version: 4 }, 5);
  assertEquals(rangesOf(soft).map(({ group, since }) => [group, since]), [[1, 5]]);
  assertEquals(soft.ranges.has(2), false);
});

Deno.test("an old leader does not hide the new one, nor an old configuration a later one", () => {
  const soft = newSoft(1, 0);
  hear(soft, 2, { ...whole, term: 5 }, 0);
  hear(soft, 0, { ...whole, term: 4 }, 1);
  assertEquals(routesTo(soft, "")[0]!.leader, 2);
  hear(soft, 0, { ...whole, term: 4, conf: 9 }, 1);
  assertEquals(routesTo(soft, "")[0]!.leader, 0);
  assertEquals(routesTo(newSoft(1, 0), "a"), []);
});

Deno.test("a replica that a later configuration does not name is stale, and no other is", () => {
  const soft = newSoft(1, 0);
  hear(soft, 0, { ...whole, conf: 9 }, 0);
  const holds = [{ group: 1, conf: 4 }, { group: 3, conf: 4 }];
  assertEquals(staleOf(soft, 7, holds), [{ group: 1, conf: 9 }]);
  assertEquals(staleOf(soft, 2, holds), []);
  assertEquals(staleOf(soft, 7, [{ group: 1, conf: 9 }]), []);
});
