import * as a from "./mod.ts";

const { AssertionError, assert, assertEquals, assertStringIncludes, assertThrows } = a;

/** Runs `check` and returns the message of the assertion that failed in it. */
function failure(check: () => unknown): string {
  return assertThrows(check, AssertionError).message;
}

/** Two values that every deep assertion has to tell apart. */
const different: readonly (readonly [string, unknown, unknown])[] = [
  ["numbers", 1, 2],
  ["zero and negative zero", 0, -0],
  ["a number and its text", 1, "1"],
  ["arrays", [1, 2], [2, 1]],
  ["records", { a: 1 }, { a: 1, b: 2 }],
  ["a missing field and an undefined one", {}, { a: undefined }],
  ["maps", new Map([[{ k: 1 }, 1]]), new Map([[{ k: 1 }, 2]])],
  ["sets", new Set([1, 2]), new Set([1, 3])],
  ["bytes", new Uint8Array([1]), new Uint8Array([2])],
  ["classes", new Error("x"), new TypeError("x")],
];

for (const [name, left, right] of different) {
  Deno.test(`assertEquals tells apart ${name}`, () => {
    failure(() => assertEquals(left, right));
    failure(() => a.assertNotEquals(left, structuredClone(left)));
    assertEquals(left, structuredClone(left));
    a.assertNotEquals(left, right);
  });
}

Deno.test("assertEquals lets maps and sets differ in order", () => {
  assertEquals(new Set([{ a: 1 }, { b: 2 }]), new Set<unknown>([{ b: 2 }, { a: 1 }]));
  assertEquals(new Map([[1, "a"], [2, "b"]]), new Map([[2, "b"], [1, "a"]]));
  assertEquals(NaN, NaN);
});

Deno.test("a failed assertEquals shows what differs, with the caller's words", () => {
  const message = failure(() => assertEquals({ a: 1, b: [1] }, { a: 1, b: [2] }, "the log"));
  assertStringIncludes(message, "Values are not equal: the log");
  a.assertMatch(message, /\+ +1\n- +2/);
});

Deno.test("a failed assertEquals of long texts shows the line that differs", () => {
  const message = failure(() => assertEquals("one\ntwo\n", "one\nTwo\n"));
  a.assertMatch(message, /\+ +'two'/);
});

Deno.test("assertThrows checks class and message, and returns the error", () => {
  const boom = () => {
    throw new RangeError("n must be >= 0");
  };
  assertEquals(assertThrows(boom, RangeError, "must be").message, "n must be >= 0");
  assertEquals(assertThrows(boom) instanceof RangeError, true);
  assertStringIncludes(failure(() => assertThrows(boom, TypeError)), "TypeError");
  assertStringIncludes(failure(() => assertThrows(boom, RangeError, "other")), "other");
  assertStringIncludes(failure(() => assertThrows(() => 1, "words")), "to throw: words");
  assertStringIncludes(failure(() => assertThrows(() => 1, Error, "x", "last")), "last");
});

Deno.test("assertRejects wants a rejection, not a throw", async () => {
  const reject = () => Promise.reject(new RangeError("too late"));
  assertEquals((await a.assertRejects(reject, RangeError, "late")).message, "too late");
  const failed = [
    () => a.assertRejects(reject, TypeError),
    () => a.assertRejects(() => Promise.resolve()),
    () =>
      a.assertRejects(() => {
        throw new RangeError("now");
      }),
  ];
  for (const check of failed) await a.assertRejects(check, AssertionError);
});

Deno.test("each small assertion holds where it should and fails where it should", () => {
  const cases: readonly (readonly [() => unknown, () => unknown])[] = [
    [() => assert(1), () => assert(0, "no")],
    [() => a.assertStrictEquals(NaN, NaN), () => a.assertStrictEquals([], [])],
    [() => a.assertNotStrictEquals([], []), () => a.assertNotStrictEquals(1, 1)],
    [() => a.assertAlmostEquals(1, 1 + 1e-9), () => a.assertAlmostEquals(1, 1.1)],
    [() => a.assertAlmostEquals(1, 1.1, 0.2), () => a.assertAlmostEquals(1, NaN)],
    [() => a.assertGreater(2, 1), () => a.assertGreater(1, 1)],
    [() => a.assertGreaterOrEqual(1, 1), () => a.assertGreaterOrEqual(0, 1)],
    [() => a.assertLess(1, 2), () => a.assertLess(1, 1)],
    [() => a.assertLessOrEqual(1, 1), () => a.assertLessOrEqual(2, 1)],
    [() => a.assertMatch("ab", /b/), () => a.assertMatch("ab", /c/)],
    [() => assertStringIncludes("ab", "b"), () => assertStringIncludes("ab", "c")],
  ];
  for (const [holds, fails] of cases) {
    holds();
    failure(fails);
  }
});
