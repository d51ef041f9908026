import { assertEquals, assertThrows } from "@std/assert";
import { twoWorlds } from "./culprits.ts";

for (const way of ["pbft", "hotstuff"] as const) {
  Deno.test(`culprits: f liars divide nobody, and f + 1 do and are convicted (${way})`, () => {
    for (const [replicas, f] of [[4, 1], [7, 2], [10, 3]] as const) {
      assertEquals(twoWorlds(way, replicas, f).executed, ["a", undefined]);
      const { executed, convicted } = twoWorlds(way, replicas, f + 1);
      assertEquals(executed, ["a", "b"]);
      assertEquals(convicted.map(({ node }) => node), Array.from({ length: f + 1 }, (_, i) => i));
    }
  });

  Deno.test(`culprits: however many lie, nobody loyal is convicted (${way})`, () => {
    for (let liars = 1; liars <= 5; liars++) {
      const { convicted } = twoWorlds(way, 7, liars);
      assertEquals(convicted.filter(({ node }) => node >= liars), []);
    }
  });
}

Deno.test("culprits: worlds without loyal replicas are refused", () => {
  assertThrows(
    () => twoWorlds("pbft", 4, 3),
    RangeError,
    "Cannot put liars into two worlds because liars must be a whole number from 1 to 2: given 3",
  );
  assertThrows(() => twoWorlds("raft" as "pbft", 4, 1), RangeError, "way must be one of");
});
