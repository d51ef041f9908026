import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  coordinatorsOf,
  isParticipant,
  keeperOf,
  keepersOf,
  participantsOf,
  serviceOf,
  splitsOf,
} from "./places.ts";

const splits = ["h", "p"];

Deno.test("each key has one keeper, and an interval those of its keys", () => {
  assertEquals(["", "a", "h", "m", "p", "z"].map((key) => keeperOf(splits, key)), [
    0,
    0,
    1,
    1,
    2,
    2,
  ]);
  const scanned = (from: string, to: string) => keepersOf(splits, { type: "scan", from, to });
  assertEquals(scanned("a", "h"), [0]);
  assertEquals(scanned("a", "h0"), [0, 1]);
  assertEquals(scanned("h", "z"), [1, 2]);
  assertEquals(scanned("b", "b"), []);
  assertEquals(
    participantsOf(splits, [{ type: "read", key: "z" }, { type: "scan", from: "a", to: "b" }]),
    [0, 2],
  );
  assertEquals([0, 2, 3].map((node) => isParticipant(splits, node)), [true, true, false]);
  assertEquals(keeperOf([], "x"), 0);
});

Deno.test("whoever keeps a key of an interval is among those whom its scan concerns, and nobody else between two such", () => {
  const keys = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 3 });
  fc.assert(
    fc.property(fc.uniqueArray(keys, { maxLength: 4 }), keys, keys, fc.array(keys), (
      some,
      from,
      to,
      all,
    ) => {
      const splits = some.filter((key) => key !== "").sort();
      const concerned = keepersOf(splits, { type: "scan", from, to });
      for (const key of all) {
        if (key < from || key >= to) continue;
        assertEquals(concerned.includes(keeperOf(splits, key)), true, key);
      }
      assertEquals(concerned, [...concerned].sort((a, b) => a - b));
    }),
    { seed: 16, numRuns: 300 },
  );
});

Deno.test("splits that do not ascend are refused", () => {
  assertEquals(splitsOf(splits), splits);
  assertThrows(
    () => splitsOf(["p", "h"]),
    RangeError,
    'Cannot keep keys because splits must ascend: given "h" after "p"',
  );
  assertThrows(() => splitsOf([""]), RangeError, "Cannot keep keys because splits must be");
});

Deno.test("services come after the participants, and coordinators after both", () => {
  assertEquals([serviceOf(splits), serviceOf(splits, 1), serviceOf([])], [3, 4, 1]);
  assertEquals(coordinatorsOf(splits, 6), [3, 4, 5]);
  assertEquals(coordinatorsOf(splits, 6, 1), [4, 5]);
  assertEquals(coordinatorsOf(splits, 3, 1), []);
});
