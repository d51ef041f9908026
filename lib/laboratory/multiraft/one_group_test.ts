import { assert, assertEquals } from "@std/assert";
import { oneGroup } from "./one_group.ts";

Deno.test("one group carries what the links of one leader do, and several carry more", () => {
  const one = oneGroup({ groups: 1, forMs: 1500 }), two = oneGroup({ groups: 2, forMs: 1500 });
  const six = oneGroup({ groups: 6, forMs: 1500 });
  assertEquals([one.leaders, two.leaders, six.leaders], [1, 2, 6]);
  // About 700 bytes a write and link, 400 of them a ms.
  assert(one.writes > 450 && one.writes < 700, `${one.writes}`);
  assert(two.writes > 1.6 * one.writes, `${two.writes}`);
  assert(six.writes > 3.5 * one.writes, `${six.writes}`);
  assert(six.meanMs < one.meanMs / 3, `${six.meanMs} ${one.meanMs}`);
});
