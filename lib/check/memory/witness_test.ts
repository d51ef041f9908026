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

Deno.test("where nothing tells two levels apart, nothing is found", () => {
  assertEquals(witness("read your writes", "causal+", { operations: 4 }), undefined);
});
