import { assertEquals } from "@std/assert";
import { level } from "../levels.ts";
import { history } from "./history_test.ts";
import { Relation } from "./relation.ts";

Deno.test("a relation is transitive over any number of things", () => {
  const size = 300, chain = new Relation(size);
  for (let each = 1; each < size; each++) chain.add(each - 1, each, "as it is next");
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) assertEquals(chain.has(from, to), from < to, `${from} ${to}`);
  }
  assertEquals(chain.onCycle, -1);
  chain.add(size - 1, 0, "as it goes around");
  assertEquals(chain.onCycle, 0);
});

Deno.test("what contradicts itself after two hundred operations is seen", () => {
  const idle = Array(200).fill("9 r idle -").join(", ");
  const late = history(`${idle}, 0 w x 1, 0 w x 2, 1 r x 2, 1 r x 1`);
  for (const name of ["sequential", "causal memory", "causal+", "PRAM"] as const) {
    assertEquals(level(name).check(late).verdict, "violation", name);
  }
});
