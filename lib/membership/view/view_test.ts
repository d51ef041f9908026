import { assert, assertEquals } from "@std/assert";
import { disjointQuorums } from "../../replicated/quorum/system.ts";
import { includes, memberAt, NO_VIEW, primary, survivorsOf, type View, viewLabel } from "./view.ts";

Deno.test("view: any two quorums meet, whether the members are even or odd in number", () => {
  for (let count = 1; count <= 8; count++) {
    const members = Array.from({ length: count }, (_, i) => count - i);
    assertEquals(disjointQuorums(primary(members)), undefined, `${count} members`);
  }
});

Deno.test("view: half of the members are a quorum with the oldest, and not without it", () => {
  const { phase1 } = primary([3, 1]);
  assert(phase1(new Set([3])));
  assert(!phase1(new Set([1])));
  assert(!primary([]).phase1(new Set()));
});

Deno.test("view: who comes back in another life does not go from one view to the next", () => {
  const last: View = { number: 1, members: [{ node: 0, life: 0 }, { node: 1, life: 0 }] };
  const next: View = { number: 2, members: [{ node: 0, life: 0 }, { node: 1, life: 1 }] };
  assertEquals(survivorsOf(last, next), [{ node: 0, life: 0 }]);
  assert(!includes(next, { node: 1, life: 0 }));
  assertEquals(memberAt(next, 1), { node: 1, life: 1 });
});

Deno.test("view: a view is told by its number, its members, and a stroke for each life", () => {
  const members = [{ node: 4, life: 0 }, { node: 0, life: 2 }, { node: 1, life: 7 }];
  assertEquals(viewLabel({ number: 9, members }), "9: 4 0'' 1'7");
  assertEquals(viewLabel(NO_VIEW), "no view");
});
