import { assertEquals } from "@std/assert";
import { naive } from "./naive.ts";
import { calm, heard, transcript } from "./users_test.ts";
import { read, write } from "./storms.ts";

Deno.test("naive: answers at once and tells the others in passing", () => {
  const asks = [[{ input: write("x", 1) }], [{ input: read("x") }, { input: read("x"), at: 6 }]];
  const world = calm(naive, asks);
  assertEquals(transcript(world.trace), [
    "0 user 0 asks x=1",
    "0 0 → 1 x=1",
    "0 user 0 hears –",
    "0 user 1 asks x?",
    "0 user 1 hears –",
    "6 user 1 asks x?",
    "6 user 1 hears 1",
  ]);
});

Deno.test("naive: two writes that cross leave two copies that differ for ever", () => {
  const late = [{ input: read("x"), at: 200 }];
  const asks = [[{ input: write("x", 1) }, ...late], [{ input: write("x", 2) }, ...late]];
  assertEquals(heard(calm(naive, asks)), ["x=2", "x=1"]);
});
