import { assertThrows } from "@std/assert";
import { brokenChains } from "./broken_chains.ts";
import { exponentOf, exponentsOf } from "./growth.ts";
import { generalAt, hexagon } from "./hexagon.ts";
import { goneBehind, woven } from "./hotstuff_exhibits.ts";
import { rateOf } from "./speed.ts";
import { threeGenerals } from "./three_generals.ts";

const wrong: readonly (readonly [(given: never) => unknown, given: unknown, words: string])[] = [
  [exponentsOf, 3, "tell exponents because measure must be a function: given 3"],
  [exponentOf, null, "tell an exponent because points must be a list"],
  [exponentOf, [[4, 0], [5, 1]], "tell an exponent because points must be a list"],
  [(load) => rateOf("pbft", 4, load), null, "measure how much is done because load must be"],
  [goneBehind, undefined, "go behind a decided block because its options must be a record"],
  [woven, null, "weave two branches because its options must be a record"],
  [(kit) => brokenChains(kit, "nope"), undefined, "show chains because kit must be a record"],
  [threeGenerals, 3, "try three generals because attempt must be a function: given 3"],
  [hexagon, {}, "put six generals into a ring because attempt must be a function"],
  [generalAt, 6, "find a general because place must be a whole number from 0 to 5: given 6"],
];

Deno.test("what is tried of traitors is refused, in words, where it cannot be tried", () => {
  for (const [act, given, words] of wrong) {
    assertThrows(() => act(given as never), RangeError, `Cannot ${words}`);
  }
});
