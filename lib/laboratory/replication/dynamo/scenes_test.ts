import { assert, assertEquals } from "@std/assert";
import { scene, shown } from "./scenes.ts";

Deno.test("what was put is got at another node", () => {
  const played = scene("a put and a get");
  assertEquals(shown(played), [["book"]]);
  // Three copies and a get at a node that keeps none: two stores, two answers, three reads, three answers.
  assertEquals(played.trace.filter(({ kind }) => kind === "deliver").length, 10);
});

Deno.test("two carts that did not know of each other are both shown, until somebody puts one in their place", () => {
  const [both, one] = shown(scene("two carts"));
  assertEquals(both?.toSorted(), ["book", "pen"]);
  assertEquals(one, ["book, pen"]);
});

Deno.test("in a cut a sloppy quorum answers both sides, one of them with what is old", () => {
  assertEquals(shown(scene("a cut, and a sloppy quorum")), [["book"], ["book, pen"]]);
});

Deno.test("a strict quorum answers the side that has most of the homes, and fails the other", () => {
  const [most, few] = shown(scene("a cut, and a strict quorum"));
  assertEquals([most, few], [["book"], null]);
});

Deno.test("a hint is kept until its home has it", () => {
  const { states } = scene("a hint comes home");
  assertEquals(states.map((s) => s!.hints.size), [0, 0, 0, 0]);
  assert(states.slice(0, 3).every((s) => s!.store.get("cart")?.versions[0]?.value === "book"));
});

Deno.test("R + W > N is not enough for reads that never go back", () => {
  assertEquals(shown(scene("a read goes back")), [["book"], []]);
});

Deno.test("what was deleted comes back when a tombstone goes unasked, and not when it waits", () => {
  assertEquals(shown(scene("a tombstone goes too soon")), [["book"]]);
  assertEquals(shown(scene("a tombstone waits")), [[]]);
});
