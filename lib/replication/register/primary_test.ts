import { assertEquals } from "@std/assert";
import { primary } from "./primary.ts";
import { calm, heard, transcript } from "./users_test.ts";
import { read, write } from "./storms.ts";

Deno.test("primary: a client at it is answered at once, everyone else after a round trip", () => {
  const world = calm(primary, [[{ input: write("x", 1) }], [{ input: read("x") }]]);
  assertEquals(transcript(world.trace), [
    "0 user 0 asks x=1",
    "0 user 0 hears –",
    "0 user 1 asks x?",
    "0 1 → 0 x?",
    "5 0 → 1 1",
    "10 user 1 hears 1",
  ]);
});

Deno.test("primary: who cannot reach it hears nothing", () => {
  const asks = [[], [{ input: write("x", 1) }], [{ input: read("x"), at: 20 }]];
  const faults = [{ kind: "partition", at: 0, forMs: 250, sides: [[0, 2], [1]] }] as const;
  const world = calm(primary, asks, { faults });
  assertEquals(world.history.map(({ outcome }) => outcome), ["unknown", "ok"]);
  assertEquals(heard(world), ["x=null"]);
});
