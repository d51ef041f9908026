/** The store among traitors, as its command runs it and as a cell of a notebook does. */

import { assertEquals, assertRejects } from "@std/assert";
import { hostedStore } from "hb/laboratory/byzantine/hosted_store.ts";
import { storeAmongTraitors } from "hb/notebook/traitors.ts";

Deno.test("four hosts of PBFT keep a store, of which one lies to every client and one starts again", async () => {
  assertEquals(await hostedStore({ rounds: 4, now: Date.now() }), {
    operations: 16,
    answered: 16,
    linearizable: "ok",
    lies: 0,
    unproven: 0,
  });
});

Deno.test("a store of no rounds is refused", async () => {
  await assertRejects(
    () => hostedStore({ rounds: 0, now: 0 }),
    RangeError,
    "Cannot host a store because rounds must be a whole number from 1 to 100: given 0",
  );
});

Deno.test("a cell runs it by its command, which says why it is refused", async () => {
  const { answered, lies } = await storeAmongTraitors(1);
  assertEquals([answered, lies], [4, 0]);
  await assertRejects(() => storeAmongTraitors(0), Error, "--rounds");
});
