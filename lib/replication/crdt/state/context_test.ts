import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { equal } from "../../../model/compare.ts";
import {
  type Context,
  contextBelow,
  contextOf,
  contextUpTo,
  covers,
  type Dot,
  emptyContext,
  joinContexts,
  joinVectors,
  knows,
  nextDot,
} from "./context.ts";

const dot: fc.Arbitrary<Dot> = fc.record({
  replica: fc.constantFrom<number | string>(0, 1, "1"),
  count: fc.integer({ min: 1, max: 6 }),
});
const dots = fc.array(dot, { maxLength: 14 });

/** The same dots as plain names, of which the number 1 and the name "1" are two. */
const naive = (some: readonly Dot[]) =>
  new Set(some.map(({ replica, count }) => JSON.stringify([replica, count])));

function allOf(context: Context): Set<string> {
  const found: Dot[] = [];
  for (const replica of [0, 1, "1"]) {
    for (let count = 1; count <= 6; count++) {
      if (knows(context, replica, count)) found.push({ replica, count });
    }
  }
  return naive(found);
}

Deno.test("a context knows its dots and no others, however they are joined", () => {
  fc.assert(fc.property(dots, dots, (a, b) => {
    const joined = joinContexts(contextOf(a), contextOf(b));
    assertEquals(allOf(contextOf(a)), naive(a));
    assertEquals(allOf(joined), naive([...a, ...b]));
  }));
});

Deno.test("a context has one form, in whatever order its dots come", () => {
  fc.assert(fc.property(dots, dots, (a, b) => {
    assert(equal(joinContexts(contextOf(a), contextOf(b)), contextOf([...b, ...a, ...a])));
  }));
});

Deno.test("a context is below another exactly when that knows all of its dots", () => {
  fc.assert(fc.property(dots, dots, (a, b) => {
    const all = naive(b), isSubset = [...naive(a)].every((each) => all.has(each));
    assertEquals(contextBelow(contextOf(a), contextOf(b)), isSubset);
  }));
});

Deno.test("the next dot of a replica is beyond all that are known of it, gaps included", () => {
  assertEquals(nextDot(emptyContext, 7), { replica: 7, count: 1 });
  const gapped = contextOf([{ replica: 7, count: 1 }, { replica: 7, count: 4 }]);
  assertEquals(nextDot(gapped, 7), { replica: 7, count: 5 });
});

Deno.test("what is beyond a gap covers nothing", () => {
  const gapped = contextOf([{ replica: 7, count: 1 }, { replica: 7, count: 3 }]);
  assert(covers(gapped, new Map([[7, 1]])));
  assert(!covers(gapped, new Map([[7, 3]])));
  assert(covers(gapped, new Map()));
});

Deno.test("vectors join entry by entry, and entries of 0 are none", () => {
  const joined = joinVectors(new Map([["a", 2], ["b", 1]]), new Map([["a", 1], ["c", 3]]));
  assertEquals(joined, new Map([["a", 2], ["b", 1], ["c", 3]]));
  assertEquals(contextUpTo(new Map([["a", 0], ["b", 2]])).vector, new Map([["b", 2]]));
});
