import { assert, assertEquals, assertThrows } from "@std/assert";
import { oralMessages, signedMessages } from "../../consensus/generals/count.ts";
import { costWith, oralCost } from "./oral_cost.ts";

Deno.test("oral cost: what is counted in runs is what formulas say", () => {
  for (const n of [4, 5, 6, 7, 10]) {
    const { m, oral, signed, broadcast, consistent, oralBundles } = oralCost(n);
    assertEquals(m, Math.floor((n - 1) / 3));
    assertEquals(oral, oralMessages(n, m));
    assertEquals(signed, signedMessages(n, m));
    assertEquals(broadcast, (n - 1) * (2 * n + 1));
    assertEquals(consistent, 3 * (n - 1));
    assertEquals(oralBundles, (n - 1) * (1 + m * (n - 2)));
  }
});

Deno.test("oral cost: one more traitor costs OM n times as much, and SM and Bracha nothing", () => {
  const [one, two, three] = [1, 2, 3].map((m) => costWith(10, m));
  assert(two!.oral > 6 * one!.oral && three!.oral > 6 * two!.oral);
  assertEquals([one!.signed, one!.broadcast], [three!.signed, three!.broadcast]);
});

Deno.test("oral cost: armies that are too small, too large or no number are refused", () => {
  assertThrows(
    () => oralCost(3),
    RangeError,
    "Cannot count what an order costs because n must be a whole number from 4 to 13: given 3",
  );
  assertThrows(() => oralCost(14), RangeError);
  assertThrows(
    () => costWith(7, -1),
    RangeError,
    "Cannot count what an order costs because m must be a whole number from 0 to 4: given -1",
  );
  assertThrows(() => costWith(7.5, 1), RangeError);
});
