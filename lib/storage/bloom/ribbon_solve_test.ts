import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { eliminated, parity, solutions } from "./ribbon_solve.ts";

type Equation = readonly [start: number, low: number, high: number];

/** The unknowns of one column, one after another. */
function unknownsOf(words: Int32Array, columns: number, column: number): number[] {
  return Array.from({ length: 32 * words.length / columns }, (_, i) => {
    const word = words[2 * ((i >>> 6) * columns + column) + (i >>> 5 & 1)]!;
    return word >>> (i & 31) & 1;
  });
}

function sumOf([start, low, high]: Equation, unknowns: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < 64; i++) {
    const isIn = (i < 32 ? low >>> i : high >>> i - 32) & 1;
    sum ^= isIn & unknowns[start + i]!;
  }
  return sum;
}

function assertSolved(columns: number, blocks: number, equations: readonly Equation[]): number[][] {
  const all = eliminated(blocks, (add) => equations.forEach((equation) => add(...equation)));
  const bound = Array.from({ length: 64 * blocks }, (_, i) => all.rows[2 * i]!).filter((row) =>
    row !== 0
  );
  assertEquals(all.idle + bound.length, equations.length);
  const words = solutions(columns, all);
  return Array.from({ length: columns }, (_, column) => {
    const unknowns = unknownsOf(words, columns, column);
    assertEquals(unknowns.length, 64 * blocks);
    for (const equation of equations) assertEquals(sumOf(equation, unknowns), 0, `${equation}`);
    return unknowns;
  });
}

Deno.test("solutions: every column solves every equation", () => {
  // Few words, so that rows are often the same or cancel each other in one half.
  const half = fc.oneof(fc.constantFrom(0, 1, 2, 1 << 31, -1), fc.integer());
  const equation = fc.tuple(fc.nat(3 * 64), half.map((low) => low | 1), half);
  const equations = fc.array(
    fc.oneof(equation, fc.tuple(fc.constantFrom(0, 64, 192), fc.constant(1), half)),
    {
      maxLength: 300,
      size: "max",
    },
  );
  fc.assert(
    fc.property(equations, fc.integer({ min: 1, max: 3 }), (equations, columns) => {
      assertSolved(columns, 4, equations);
    }),
    { numRuns: 100 },
  );
});

Deno.test("solutions: rows that cancel each other in their lower half go on in the upper one", () => {
  const [unknowns] = assertSolved(1, 2, [[0, 1, 0b001], [0, 1, 0b110], [32, 0b111, 1 << 31]]);
  assertEquals(eliminated(1, (add) => [7, 7, 5].forEach((low) => add(0, low, 0))).idle, 1);
  assertEquals(unknowns!.slice(32, 35).reduce((sum, bit) => sum ^ bit), 0);
});

Deno.test("solutions: what no equation binds is drawn, and differs from column to column", () => {
  const columns = assertSolved(8, 10, []);
  for (const unknowns of columns) {
    const ones = unknowns.reduce((sum, bit) => sum + bit);
    assert(Math.abs(ones - 320) < 45, `${ones} of 640`);
  }
  assertEquals(new Set(columns.map((unknowns) => unknowns.join(""))).size, 8);
});

Deno.test("parity: whether the ones of a word are odd", () => {
  fc.assert(fc.property(fc.integer(), (word) => {
    assertEquals(parity(word), (word >>> 0).toString(2).replaceAll("0", "").length % 2);
  }));
});
