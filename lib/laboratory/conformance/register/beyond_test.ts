import { assertEquals } from "@std/assert";
import { levelsBeyond } from "./beyond.ts";

Deno.test("the levels beyond: nothing is beyond linearizability", () => {
  assertEquals(levelsBeyond(["linearizable"]), []);
});

Deno.test("the levels beyond: only the weakest of those that do not follow", () => {
  assertEquals(levelsBeyond(["sequential", "eventual"]), ["linearizable"]);
  assertEquals(levelsBeyond(["causal+", "eventual"]), ["PRAM"]);
  assertEquals(levelsBeyond(["eventual"]), ["PRAM", "monotonic reads", "read your writes"]);
});
