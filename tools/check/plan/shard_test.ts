import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { partition } from "./shard.ts";

interface Item {
  readonly name: string;
  readonly cost: number;
}

const items = fc.uniqueArray(
  fc.record({ name: fc.string(), cost: fc.integer({ min: 0, max: 100 }) }),
  { selector: ({ name }) => name },
);

const cut = (list: readonly Item[], parts: number) =>
  partition(list, parts, ({ cost }) => cost, ({ name }) => name);

Deno.test("every item is in exactly one part", () => {
  fc.assert(fc.property(items, fc.integer({ min: 1, max: 9 }), (list, parts) => {
    const found = cut(list, parts);
    assertEquals(found.length, parts);
    assertEquals(found.flat().map(({ name }) => name).sort(), list.map(({ name }) => name).sort());
  }));
});

Deno.test("the order in which items come makes no difference", () => {
  fc.assert(fc.property(items, fc.integer({ min: 1, max: 9 }), (list, parts) => {
    assertEquals(cut(list.toReversed(), parts), cut(list, parts));
  }));
});

Deno.test("no part costs more than a fair share and one item", () => {
  fc.assert(fc.property(items, fc.integer({ min: 1, max: 9 }), (list, parts) => {
    const sum = (part: readonly Item[]) => part.reduce((total, { cost }) => total + cost, 0);
    const dearest = Math.max(0, ...list.map(({ cost }) => cost));
    const most = Math.max(...cut(list, parts).map(sum));
    assert(most <= sum(list) / parts + dearest);
  }));
});
