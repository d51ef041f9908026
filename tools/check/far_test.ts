import { assertEquals } from "@std/assert";
import { farOf } from "./far.ts";

Deno.test("what is left is told by the pace so far, once there is one", () => {
  let now = 0;
  const far = farOf([1, 10, 89], () => now);
  assertEquals(far.words(), "0 of 3");
  far.count(1);
  now = 5_000;
  assertEquals(far.words(), "1 of 3");
  far.count(10);
  now = 22_000;
  assertEquals(far.words(), "2 of 3, about 3 min left");
  far.count(89);
  assertEquals(far.words(), "3 of 3, about 0 s left");
});
