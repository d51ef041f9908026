import { assertEquals, assertThrows } from "@std/assert";
import {
  assertKinds,
  code,
  either,
  type Kind,
  listOf,
  numberAbove,
  numberFrom,
  optional,
  usualWith,
  whole,
} from "./kinds.ts";

Deno.test("a kind takes what its words say, and nothing beside", () => {
  const cases: readonly (readonly [Kind, taken: readonly unknown[], not: readonly unknown[]])[] = [
    [numberFrom(0), [0, 0.5], [-0.5, Infinity, NaN, "1", null]],
    [numberFrom(0, 1), [0, 1], [1.5, -1]],
    [numberAbove(0), [0.5], [0, NaN, Infinity]],
    [either(whole, Infinity), [0, Infinity], [-1, NaN, -Infinity]],
    [either(whole, null), [3, null], [undefined]],
    [optional(listOf(whole)), [undefined, [], [1]], [[-1], 1]],
  ];
  for (const [kind, taken, not] of cases) {
    assertEquals(taken.filter((value) => !kind.is(value)), [], kind.words);
    assertEquals(not.filter((value) => kind.is(value)), [], kind.words);
  }
  assertEquals(either(numberAbove(0), Infinity).words, "a finite number more than 0, or Infinity");
});

Deno.test("fields that are not of their kind are refused with what was given, and so are unknown names", () => {
  const kinds = { rounds: whole, draw: code };
  const refused = (given: object) => () =>
    assertKinds("run", given as { rounds: 1; draw: 1 }, kinds);
  const draw = () => 0;
  refused({ rounds: 1, draw })();
  for (
    const [given, words] of [
      [{ rounds: NaN, draw }, "rounds must be a whole number from 0 on: given NaN"],
      [{ rounds: "1", draw }, 'rounds must be a whole number from 0 on: given "1"'],
      [{ rounds: draw, draw }, "rounds must be a whole number from 0 on: given a function"],
      [{ draw }, "rounds must be a whole number from 0 on: given undefined"],
      [
        { rounds: 1, draw, constructor: 1 },
        "each name must be one of rounds, draw: given constructor",
      ],
    ] as const
  ) assertThrows(refused(given), RangeError, `Cannot run because ${words}`);
});

Deno.test("settings that are no record are refused, and so are options", () => {
  assertEquals(usualWith("run", { a: 1, b: 2 }, { b: 3 }), { a: 1, b: 3 });
  for (const given of [null, undefined, 5, "all", [1]]) {
    const usual = () => usualWith("run", { a: 1 }, given as never);
    assertThrows(usual, RangeError, "Cannot run because its settings must be a record: given ");
    const options = () => assertKinds<object>("run", given as never, {});
    assertThrows(options, RangeError, "Cannot run because its options must be a record: given ");
  }
});
