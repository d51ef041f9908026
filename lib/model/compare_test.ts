import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { compare, equal } from "./compare.ts";
import { encode } from "./encode.ts";
import { plain, reversed } from "./plain_arbitrary_test.ts";

const runs = { numRuns: 2000 };

Deno.test("compare is antisymmetric, and 0 exactly for equal data", () => {
  fc.assert(
    fc.property(plain, plain, (a, b) => {
      assert(Math.sign(compare(a, b)) === -Math.sign(compare(b, a)));
      assertEquals(compare(a, b) === 0, equal(a, b));
    }),
    runs,
  );
});

Deno.test("compare is transitive", () => {
  fc.assert(
    fc.property(plain, plain, plain, (a, b, c) => {
      if (compare(a, b) <= 0 && compare(b, c) <= 0) assert(compare(a, c) <= 0);
    }),
    runs,
  );
});

Deno.test("sorting gives the same order from every order", () => {
  const shuffles = fc.array(plain, { maxLength: 6 }).chain((items) =>
    fc.tuple(
      fc.constant(items),
      fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length }),
    )
  );
  fc.assert(fc.property(shuffles, ([items, shuffled]) => {
    // No toSorted on undefined: Array.prototype.sort moves it to the end without asking.
    const sort = (list: readonly unknown[]) =>
      list.filter((item) => item !== undefined).sort(compare).map(encode);
    assertEquals(sort(shuffled), sort(items));
  }));
});

Deno.test("numbers come first and by value", () => {
  const mixed = ["a", 10, 100n, NaN, 9, -Infinity, 0, -0, null];
  assertEquals(mixed.sort(compare), [-Infinity, -0, 0, 9, 10, NaN, "a", 100n, null]);
});

Deno.test("equal ignores the order of insertion and nothing else", () => {
  fc.assert(fc.property(plain, (value) => assert(equal(value, reversed(value)))));
  assert(!equal(0, -0));
  assert(equal(NaN, NaN));
  assert(!equal({ a: undefined }, {}));
  assert(!equal({ a: undefined }, { b: undefined }));
  assert(!equal(1, 1n));
});

Deno.test("equal says what the canonical texts say, also of values that differ little", () => {
  const near = fc.tuple(plain, plain, plain).chain(([a, b, c]) => {
    const part = fc.constantFrom<unknown>(a, b, c, reversed(a), 0, -0, undefined);
    const key = fc.constantFrom<unknown>("x", "y", 0, NaN, { k: 1 }, [a]);
    const whole = fc.oneof(
      fc.dictionary(fc.constantFrom("x", "y"), part),
      fc.array(part, { maxLength: 2 }),
      fc.array(fc.tuple(key, part), { maxLength: 2 }).map((entries) => new Map(entries)),
      fc.array(key, { maxLength: 2 }).map((members) => new Set(members)),
      fc.constantFrom(new Uint8Array(2), new Uint8Array([0, 1]), {}, null),
    );
    return fc.tuple(whole, whole);
  });
  let alike = 0;
  fc.assert(
    fc.property(near, ([a, b]) => {
      assertEquals(equal(a, b), encode(a) === encode(b));
      if (equal(a, b)) alike++;
    }),
    runs,
  );
  assert(alike > 50, `${alike} pairs were equal`);
});
