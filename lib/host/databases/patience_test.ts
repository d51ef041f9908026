import { assertEquals } from "@std/assert";
import { settledWithin } from "./patience.ts";

Deno.test("a promise that is kept or broken is settled, one that is neither is not", async () => {
  assertEquals(await settledWithin(Promise.resolve(1), 1000), true);
  assertEquals(await settledWithin(Promise.reject(new Error("broken")), 1000), true);
  assertEquals(await settledWithin(new Promise(() => {}), 1), false);
});
