/** Every bug is found by its story, and every story passes with the right rules. */

import { assert, assertEquals } from "@std/assert";
import { Random } from "../../sim/random.ts";
import { type BalancerBug, balancers, bugs, stories } from "./kit.ts";

for (const [name, { breach, words }] of Object.entries(stories)) {
  Deno.test(`${name}: ${words}`, () => assertEquals(breach({}), undefined));
}

for (const [name, { change, foundBy }] of Object.entries<BalancerBug>(bugs)) {
  Deno.test(`"${name}" is found by: ${foundBy}`, () => {
    assert(stories[foundBy].breach(change) !== undefined);
  });
}

Deno.test("every story finds a bug", () => {
  const found = new Set<string>(Object.values<BalancerBug>(bugs).map(({ foundBy }) => foundBy));
  assertEquals(Object.keys(stories).filter((name) => !found.has(name)), []);
});

Deno.test("a balancer has the name of its kit", () => {
  for (const [name, { make, source }] of Object.entries(balancers)) {
    assertEquals(make(new Random(1)).name, name);
    assert(source.length > 0);
  }
});
