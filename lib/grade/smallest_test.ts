import { assert, assertEquals } from "@std/assert";
import { smallest } from "./smallest.ts";

/** Without one of its numbers. */
const withoutOne = (numbers: readonly number[]) => numbers.map((_, at) => numbers.toSpliced(at, 1));

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Wrong are lists with all multiples of seven below a hundred in them. */
const sevens = upTo(100).filter((n) => n % 7 === 0);
const hasSevens = (numbers: readonly number[]) =>
  sevens.every((n) => numbers.includes(n)) ? { thrown: "it has them all" } : undefined;

Deno.test("what has been tried without success is not tried again after each success", () => {
  let tried = 0;
  const counted = (numbers: readonly number[]) => (tried++, hasSevens(numbers));
  const found = smallest([upTo(100)], counted, withoutOne)!;
  assertEquals(found.given, sevens);
  assertEquals(found.cutShort, false);
  assert(tried < 250, `${tried} were tried`);
});

Deno.test("the search for a smaller case ends, and says so", () => {
  assert(smallest([upTo(100)], hasSevens, withoutOne, () => 50)!.cutShort);
  assertEquals(smallest([upTo(20)], () => ({ thrown: 1 }), withoutOne, () => 50)?.given, []);
  const endless = smallest([1], () => ({ thrown: 1 }), (n) => [n + 1]);
  assertEquals([endless?.cutShort, endless?.given], [true, 2001]);
});

Deno.test("what can be smaller in two ways is smaller in both", () => {
  const found = smallest(
    [{ a: 9, b: 9 }],
    ({ a, b }) => a >= 3 && b >= 5 ? { thrown: "too much" } : undefined,
    ({ a, b }) => [{ a, b: b - 1 }, { a: a - 1, b }],
  );
  assertEquals(found?.given, { a: 3, b: 5 });
});
