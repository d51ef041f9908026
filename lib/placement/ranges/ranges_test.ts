import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { compareKeys } from "../../storage/engine/engine.ts";
import {
  gapsAndOverlaps,
  merge,
  move,
  rangeAt,
  type RangeMap,
  rangeOf,
  rangesOf,
  split,
  wholeRange,
} from "./range_map.ts";
import { ranges } from "./ranges.ts";

const bytes = (...list: number[]) => Uint8Array.from(list);
const shortKeys = fc.uint8Array({ maxLength: 3, max: 3 });
const step = fc.tuple(
  fc.constantFrom("split", "merge", "move"),
  shortKeys,
  fc.constantFrom("a", "b"),
);

/** One change, unless it is refused; then nothing. */
function changed(map: RangeMap, [what, key, id]: [string, Uint8Array, string]): RangeMap {
  try {
    return what === "split"
      ? split(map, key)
      : what === "merge"
      ? merge(map, key)
      : move(map, key, id);
  } catch (error) {
    assert(error instanceof RangeError);
    return map;
  }
}

Deno.test("whatever is split, merged and moved, every key is in exactly one range", () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 40 }), fc.array(shortKeys), (steps, keys) => {
    const map = steps.reduce(changed, wholeRange("a")), all = rangesOf(map);
    assertEquals(gapsAndOverlaps(all), []);
    for (const key of keys) {
      const holding = all.filter(({ from, to }) =>
        compareKeys(from, key) <= 0 && (to === undefined || compareKeys(key, to) < 0)
      );
      assertEquals(holding, [rangeOf(map, key)]);
    }
  }));
});

Deno.test("a key at a split belongs to the second part, the one before it to the first", () => {
  const map = move(split(wholeRange("a"), bytes(5)), bytes(5), "b");
  const at = (...key: number[]) => rangeOf(map, bytes(...key)).id;
  assertEquals([at(), at(4), at(4, 255), at(5), at(5, 0), at(255, 255)].join(""), "aaabbb");
});

Deno.test("a split and its merge leave no trace", () => {
  const map = split(wholeRange("a"), "m");
  assertEquals(merge(split(map, "q"), "q"), map);
  assertEquals(merge(map, "m"), wholeRange("a"));
});

Deno.test("gaps and overlaps are found", () => {
  const from = bytes(), to = bytes(7), id = "a";
  assertEquals(gapsAndOverlaps([]), ["there is no range"]);
  assertEquals(gapsAndOverlaps([{ from: bytes(65), id }]), ['nothing before "A"']);
  assertEquals(gapsAndOverlaps([{ from, to: bytes(65), id }]), ['nothing from "A" on']);
  assertEquals(gapsAndOverlaps([{ from, to: bytes(65), id }, { from: bytes(66), id }]), [
    'nothing from "A" to "B"',
  ]);
  assertEquals(gapsAndOverlaps([{ from, id }, { from: bytes(65), id }]), ['"A" is in two ranges']);
  assertEquals(gapsAndOverlaps([{ from, to, id }, { from: to, id }, { from: to, id }]).length, 1);
  assertEquals(gapsAndOverlaps([{ from, to: from, id }, { from, id }]).length, 1);
});

Deno.test("changes that cannot be are refused, in words", () => {
  const map = split(split(wholeRange("a"), "g"), "p"), two = move(map, "g", "b");
  assertThrows(() => split(map, "g"), RangeError, 'given its first key, "g"');
  assertThrows(() => split(map, ""), RangeError, 'given its first key, ""');
  assertThrows(() => merge(map, ""), RangeError, "given the first");
  assertThrows(() => merge(map, "h"), RangeError, 'given "h", inside of one');
  assertThrows(() => merge(two, "g"), RangeError, 'given "a" and "b"');
  assertThrows(() => ranges([{ id: "a" }]).move("", "b"), RangeError, 'given "b"');
  assertEquals(rangeAt(map, "h"), 1);
});

Deno.test("the ranges of a node that goes are handed over; of the last, to who comes next", () => {
  const two = ranges([{ id: "a" }, { id: "b" }]).split("m").move("m", "b");
  const three = two.add({ id: "c" });
  assertEquals(["a", "z"].map(three.place), ["a", "b"]);
  assertEquals(["a", "z"].map(three.remove("b").place), ["a", "c"]);
  const none = two.remove("a").remove("b");
  assertThrows(() => none.place("a"), RangeError, "given 0 nodes");
  const again = none.add({ id: "d" });
  assertEquals([again.place("a"), again.place("z"), again.map.starts.length], ["d", "d", 2]);
  assertEquals(two.move("m", "a").merge("m").map, wholeRange("a"));
});
