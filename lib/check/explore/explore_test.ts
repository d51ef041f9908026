import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { encode } from "../../model/encode.ts";
import { type Progress, progressListener } from "../../model/progress.ts";
import { dieHard } from "../models/die_hard.ts";
import { increment } from "../models/increment.ts";
import { explore, type TransitionSystem } from "./explore.ts";
import type { SearchProgress } from "./search.ts";

interface Place {
  readonly at: number;
}

/** A walk over numbered places; `steps[a]` are the places that action `a` leads to, by place. */
function walk(
  steps: readonly (readonly (readonly number[])[])[],
  more: Partial<TransitionSystem<Place>> = {},
): TransitionSystem<Place> {
  return {
    name: "walk",
    initial: () => [{ at: 0 }],
    actions: steps.map((to, action) => ({
      name: `${action}`,
      next: ({ at }) => (to[at] ?? []).map((next) => ({ at: next })),
    })),
    ...more,
  };
}

const graphs = fc.integer({ min: 1, max: 8 }).chain((places) =>
  fc.array(
    fc.array(fc.array(fc.nat(places - 1), { maxLength: 2 }), {
      minLength: places,
      maxLength: places,
    }),
    { minLength: 1, maxLength: 3 },
  )
);

/** Distances from place 0, as a textbook would find them. */
function distances(steps: readonly (readonly (readonly number[])[])[]): Map<number, number> {
  const found = new Map([[0, 0]]);
  for (const [at, distance] of found) {
    for (const next of steps.flatMap((to) => to[at] ?? [])) {
      if (!found.has(next)) found.set(next, distance + 1);
    }
  }
  return found;
}

Deno.test("breadth-first finds the puzzle's shortest solution", () => {
  const { reached, verdict, complete } = explore(dieHard);
  const solution = reached.get("four gallons")!;
  assertEquals([verdict, complete], ["ok", true]);
  assertEquals(solution.map(({ action }) => action), [
    undefined,
    "FillBigJug",
    "BigToSmall",
    "EmptySmallJug",
    "BigToSmall",
    "FillBigJug",
    "BigToSmall",
  ]);
  assertEquals(solution.at(-1)!.state, { small: 3, big: 4 });
});

Deno.test("both orders see the states that a textbook's search sees, at its distances", () => {
  fc.assert(fc.property(graphs, (steps) => {
    const expected = distances(steps);
    const breadth = explore(walk(steps));
    const depth = explore(walk(steps), { order: "depth" });
    assertEquals(breadth.unique, expected.size);
    assertEquals(breadth.depth, Math.max(...expected.values()));
    assertEquals(depth.unique, expected.size);
    assertEquals(depth.generated, breadth.generated);
    assertEquals(depth.finals, breadth.finals);
  }));
});

Deno.test("a counterexample is as short as can be, and each of its steps is one of the system", () => {
  fc.assert(fc.property(graphs, fc.nat(7), (steps, bad) => {
    const always = { good: ({ at }: Place) => at !== bad };
    const { findings, verdict } = explore(walk(steps, { always }));
    const distance = distances(steps).get(bad);
    assertEquals(verdict, distance === undefined ? "ok" : "violation");
    if (distance === undefined) return;
    const { path } = findings[0]!;
    assertEquals(path.length - 1, distance);
    path.slice(1).forEach(({ action, state }, i) => {
      assert(steps[Number(action)]![path[i]!.state.at]!.includes(state.at));
    });
  }));
});

Deno.test("a limit of depth sees what is near and nothing else, in both orders", () => {
  fc.assert(fc.property(graphs, fc.nat(6), (steps, maxDepth) => {
    const near = [...distances(steps).values()].filter((distance) => distance <= maxDepth);
    for (const order of ["breadth", "depth"] as const) {
      const { unique, depth } = explore(walk(steps), { order, maxDepth });
      assertEquals(unique, near.length, order);
      assert(depth <= maxDepth);
    }
  }));
});

Deno.test("depth-first comes back to what it finds again on a shorter way", () => {
  // 0 → 1 → 3 and 0 → 2 → 4 → 3 → 5 → 6: the long way is gone first.
  const line = walk([[[1, 2], [3], [4], [5], [3], [6], []]]);
  assertEquals(explore(line, { order: "depth", maxDepth: 4 }).unique, 7);
});

/** 2,000 states in a row. */
const counting: TransitionSystem<{ n: number }> = {
  name: "counting",
  initial: () => [{ n: 0 }],
  actions: [{ name: "count", next: ({ n }) => n < 1999 ? { n: n + 1 } : undefined }],
};

Deno.test("a search tells how far it is, and finds the same", () => {
  for (const order of ["breadth", "depth"] as const) {
    const told: SearchProgress[] = [];
    const found = explore(counting, { order, report: (each) => told.push(each) });
    assertEquals(found, explore(counting, { order }));
    assertEquals(told.map(({ unique }) => unique), [500, 1000, 1500, 2000]);
    assertEquals(told.map(({ depth }) => depth), [499, 999, 1499, 1999]);
  }
});

Deno.test("whoever listens hears how far an exploration is, and it finds the same", () => {
  const heard: Progress[] = [], alone = explore(counting);
  Object.assign(globalThis, { [progressListener]: (each: Progress) => heard.push(each) });
  try {
    assertEquals(explore(counting), alone);
    explore(counting, { maxStates: 600 });
  } finally {
    Object.assign(globalThis, { [progressListener]: undefined });
  }
  const unlimited = [500, 1000, 1500, 2000].map((done): Progress => (
    { what: "states", done, depth: done - 1 }
  ));
  assertEquals(heard, [...unlimited, { what: "states", done: 500, depth: 499, of: 600 }]);
});

Deno.test("what a limit hides is unknown, never ok", () => {
  const line = walk([[[1], [2], [3], []]], { always: { "far away": ({ at }) => at < 3 } });
  assertEquals(explore(line).verdict, "violation");
  assertEquals(explore(line, { maxDepth: 2 }).verdict, "unknown");
  assertEquals(explore(line, { maxStates: 2 }).verdict, "unknown");
  const hope = walk([[[1], [2], []]], { sometimes: { there: ({ at }) => at === 2 } });
  assertEquals(explore(hope, { maxDepth: 1 }).verdict, "unknown");
  assertEquals(explore(hope).verdict, "ok");
});

Deno.test("what never happens though it should is found, with nothing to show for it", () => {
  const { findings } = explore(walk([[[]]], { sometimes: { there: ({ at }) => at === 2 } }));
  assertEquals(findings, [{ property: "there", kind: "sometimes", path: [] }]);
});

Deno.test("the search stops at the first violation, unless it is told to go on", () => {
  assert(explore(increment(2)).unique < 13);
  const all = explore(increment(2), { keepGoing: true });
  assertEquals([all.unique, all.complete, all.verdict], [13, true, "violation"]);
  assertEquals(all.findings[0]!.path.length, 5);
});

Deno.test("under symmetry the path is still one of the system itself", () => {
  const { findings, unique } = explore(increment(2), { symmetry: true, keepGoing: true });
  assertEquals(unique, 8);
  assertEquals(findings[0]!.path.map(({ action }) => action), [
    undefined,
    "Read(0)",
    "Read(1)",
    "Write(0)",
    "Write(1)",
  ]);
});

Deno.test("a state beyond the boundary is not looked at", () => {
  const endless: TransitionSystem<Place> = {
    name: "counter",
    initial: () => [{ at: 0 }],
    actions: [{ name: "up", next: ({ at }) => ({ at: at + 1 }) }],
    boundary: ({ at }) => at <= 10,
  };
  assertEquals(explore(endless).unique, 11);
});

Deno.test("states are told apart as data, whatever the order of their parts", () => {
  const value = fc.oneof(fc.nat(2), fc.string({ maxLength: 1 }), fc.array(fc.nat(1)));
  fc.assert(fc.property(fc.array(value, { minLength: 1 }), (values) => {
    const initial = () => values.map((x) => ({ x, y: new Set([x]) as ReadonlySet<unknown> }));
    const { unique } = explore({ name: "bag", initial, actions: [] });
    assertEquals(unique, new Set(values.map(encode)).size);
  }));
});

Deno.test("what cannot be explored is refused in words", () => {
  const never: TransitionSystem<Place> = { name: "void", initial: () => [], actions: [] };
  assertThrows(() => explore(never), TypeError, "must have an initial state");
  assertThrows(() => explore(dieHard, { maxDepth: -1 }), RangeError, "maxDepth");
  assertThrows(() => explore(dieHard, { maxStates: 0 }), RangeError, "maxStates");
  const strange = { name: "x", next: () => ({ nobody: 1 }) as unknown as { at: number } };
  assertThrows(
    () => explore({ ...walk([]), actions: [strange] }),
    TypeError,
    'Cannot change variable "nobody" because it must be one of the system\'s',
  );
});

Deno.test("an array changes element by element only when it is indexed, and never in length", () => {
  const cells = (indexed: boolean, change: unknown): TransitionSystem<{ cells: number[] }> => ({
    name: "cells",
    initial: () => [{ cells: [0, 0] }],
    ...(indexed ? { indexed: ["cells"] as const } : {}),
    actions: [{ name: "x", next: () => ({ cells: change }) as { cells: number[] } }],
  });
  assertEquals(explore(cells(true, { 1: 5 })).unique, 2);
  assertEquals(explore(cells(true, [0, 0])).unique, 1);
  assertThrows(() => explore(cells(false, { 1: 5 })), TypeError, "changed as a whole");
  assertThrows(() => explore(cells(true, [0])), TypeError, "an array of 2: given an array of 1");
  assertThrows(() => explore(cells(true, { 2: 1 })), TypeError, "indexed below 2: given 2");
});

Deno.test("a step that is not a function of the state is found out", () => {
  let times = 0;
  const fickle: TransitionSystem<{ a: number; b: number }> = {
    name: "fickle",
    initial: () => [{ a: 0, b: 0 }, { a: 1, b: 0 }, { a: 0, b: 1 }, { a: 1, b: 1 }],
    actions: [{ name: "x", next: (s) => times++ % 2 === 0 ? { a: s.a } : { a: s.b } }],
  };
  assertThrows(() => explore(fickle), Error, "must be pure functions");
});
