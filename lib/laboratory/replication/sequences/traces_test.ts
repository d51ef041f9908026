import { assert, assertEquals, assertThrows } from "@std/assert";
import { fugue, rga } from "../../../replication/crdt/sequence/sequence.ts";
import { type Places, rounds, typing } from "./traces.ts";

Deno.test("one who writes makes as many insertions and deletions as were asked for", () => {
  const edits = typing(1, 700, 300), s = fugue.init();
  for (const edit of edits) fugue.effect(s, fugue.prepare(s, 0, edit));
  assertEquals([edits.length, s.visible], [1000, 400]);
  assertEquals(typing(1, 700, 300), edits);
  assert(typing(2, 700, 300)[0] !== edits[0]);
  // Most of it is one run after another: there are far fewer items than elements.
  assert(s.items.length < 300, `${s.items.length}`);
});

/** What writers have in the end. */
function merged(text: typeof fugue, seed: number, places: Places): string {
  const states = [0, 1, 2].map(() => text.init());
  for (const round of rounds(seed, 3, 5, places)) {
    const told = round.map((edits, writer) =>
      edits.map((edit) => {
        const operation = text.prepare(states[writer]!, writer, edit);
        text.effect(states[writer]!, operation);
        return operation;
      })
    );
    for (const [i, s] of states.entries()) {
      told.forEach((all, of) => of !== i && all.forEach((each) => text.effect(s, each)));
    }
  }
  const [first, ...others] = states.map((s) => text.value(s));
  for (const other of others) assertEquals(other, first);
  return first!;
}

Deno.test("Fugue and RGA come to the same where no two write at one place, and not where they do", () => {
  for (let seed = 1; seed <= 10; seed++) {
    assertEquals(merged(fugue, seed, "apart"), merged(rga, seed, "apart"));
    for (const places of ["together", "backwards", "revising", "deleting"] as const) {
      assert(merged(fugue, seed, places) !== merged(rga, seed, places));
    }
  }
});

Deno.test("no more is taken back than is written", () => {
  assertEquals(typing(1, 5, 5).length, 10);
  for (const [insertions, deletions] of [[0, 5], [5, 6], [-1, 0], [1.5, 1], [NaN, 0], [5, NaN]]) {
    assertThrows(() => typing(1, insertions!, deletions!), RangeError, "Cannot type because");
  }
});
