import { assert, assertEquals } from "@std/assert";
import { level, levels } from "../levels.ts";
import { smallHistories, witness } from "./witness.ts";

for (const { name, implies } of levels) {
  for (const below of implies) {
    Deno.test(`${name} is stronger than ${below}: a history shows it`, () => {
      const found = witness(name, below);
      assert(found !== undefined);
      assertEquals(level(below).check(found).verdict, "ok");
      assertEquals(level(name).check(found).verdict, "violation");
    });
  }
}

Deno.test("small histories come in the order of their length, and none twice", () => {
  const texts: string[] = [];
  let before = 0;
  for (const history of smallHistories({ operations: 3, processes: 2 })) {
    assert(history.length >= before);
    before = history.length;
    texts.push(JSON.stringify(history));
  }
  assertEquals(new Set(texts).size, texts.length);
});

Deno.test("overlapping histories are all there are: of a write and a read of two processes, every end", () => {
  const texts = [...smallHistories({ operations: 2, processes: 2, overlapping: true })].filter((
    each,
  ) => new Set(each.map(({ process }) => process)).size === 2).map((each) =>
    each.map(({ input, output, outcome, endedAt }) => [input.type, output, outcome, endedAt])
  ).map((each) => JSON.stringify(each));
  // The first may return before the call of the second, or after it, or never; the second, or never: six ends.
  // Either may be called first, and the read finds nothing or the write, which is no matter if it has no end.
  assertEquals(texts.length, 2 * 2 * 6);
});

Deno.test("every line of the hierarchy holds where operations overlap or have no end", () => {
  for (const each of smallHistories({ operations: 3, processes: 3, overlapping: true })) {
    for (const { name, check, implies } of levels) {
      if (implies.length === 0 || check(each).verdict !== "ok") continue;
      for (const below of implies) assertEquals(level(below).check(each).verdict, "ok", name);
    }
  }
});

Deno.test("where nothing tells two levels apart, nothing is found", () => {
  assertEquals(witness("read your writes", "causal+", { operations: 4 }), undefined);
});
