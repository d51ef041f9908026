import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { changRoberts } from "../models/chang_roberts.ts";
import { explore, type TransitionSystem } from "./explore.ts";

interface Place {
  readonly at: number;
}

/** `steps[a][p]` are the places that action `a` leads to from place `p`; the first `fair` are fair. */
interface Graph {
  readonly steps: readonly (readonly (readonly number[])[])[];
  readonly fair: number;
  /** The first of these are strongly fair; none by default. */
  readonly strong?: number;
  readonly good: ReadonlySet<number>;
  readonly due: ReadonlySet<number>;
}

const graphs: fc.Arbitrary<Graph> = fc.integer({ min: 1, max: 6 }).chain((places) => {
  const place = fc.nat(places - 1);
  const action = fc.array(fc.array(place, { maxLength: 2 }), {
    minLength: places,
    maxLength: places,
  });
  const set = fc.array(place).map((each) => new Set(each));
  return fc.record({
    steps: fc.array(action, { minLength: 1, maxLength: 3 }),
    fair: fc.nat(3),
    strong: fc.nat(2),
    good: set,
    due: set,
  });
});

function systemOf({ steps, fair, strong = 0, good, due }: Graph): TransitionSystem<Place> {
  return {
    name: "graph",
    initial: () => [{ at: 0 }],
    actions: steps.map((to, action) => ({
      name: `${action}`,
      next: ({ at }) => to[at]!.map((next) => ({ at: next })),
    })),
    leadsTo: { good: { from: ({ at }) => due.has(at), to: ({ at }) => good.has(at) } },
    fair: (action) => Number(action) < fair,
    stronglyFair: (action) => Number(action) < strong,
  };
}

/** Whether action `a` can change something at `place`. */
function enabled({ steps }: Graph, a: number, place: number): boolean {
  return steps[a]![place]!.some((next) => next !== place);
}

/** Whether a run may stay within exactly these places for ever and be fair: tried by definition. */
function canStay(graph: Graph, places: readonly number[]): boolean {
  const inside = new Set(places);
  const next = (place: number) =>
    graph.steps.flatMap((to) => to[place]!).filter((each) => inside.has(each));
  const connected = places.every((from) => {
    const seen = new Set([from]);
    for (const place of seen) for (const each of next(place)) seen.add(each);
    return seen.size === inside.size;
  });
  return connected &&
    graph.steps.slice(0, graph.fair).every((to, a) =>
      places.some((place) => !enabled(graph, a, place)) ||
      places.some((place) => to[place]!.some((each) => each !== place && inside.has(each)))
    ) &&
    graph.steps.slice(0, graph.strong ?? 0).every((to, a) =>
      !places.some((place) => enabled(graph, a, place)) ||
      places.some((place) => to[place]!.some((each) => each !== place && inside.has(each)))
    );
}

/** Whether the good may fail to come, by trying every set of places to stay in. */
function canBeMissed(graph: Graph): boolean {
  const reach = (from: Iterable<number>, avoid: ReadonlySet<number>) => {
    const seen = new Set([...from].filter((place) => !avoid.has(place)));
    for (const place of seen) {
      for (const next of graph.steps.flatMap((to) => to[place]!)) {
        if (!avoid.has(next)) seen.add(next);
      }
    }
    return seen;
  };
  const begun = [...reach([0], new Set())].filter((place) => graph.due.has(place));
  const waiting = [...reach(begun, graph.good)];
  return Array.from({ length: 2 ** waiting.length - 1 }, (_, bits) => bits + 1)
    .some((bits) => canStay(graph, waiting.filter((_, i) => (bits >> i & 1) === 1)));
}

Deno.test("what leads to the good is what does so by definition", () => {
  let missed = 0;
  fc.assert(
    fc.property(graphs, (graph) => {
      const { verdict } = explore(systemOf(graph));
      assertEquals(verdict, canBeMissed(graph) ? "violation" : "ok");
      if (verdict === "violation") missed++;
    }),
    { numRuns: 1000 },
  );
  assert(missed > 100, "both verdicts must be common");
});

Deno.test("a counterexample is a fair run for ever that misses the good", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const [finding] = explore(systemOf(graph)).findings;
      if (finding === undefined) return;
      const { path, loopsTo } = finding;
      const places = path.map(({ state }) => state.at);
      assertEquals(places[0], 0);
      path.slice(1).forEach(({ action, state }, i) => {
        assert(graph.steps[Number(action)]![places[i]!]!.includes(state.at), "a step of the graph");
      });
      assertEquals(places.at(-1), places[loopsTo!], "the loop closes");
      const due = places.findIndex((place, i) =>
        graph.due.has(place) && places.slice(i).every((each) => !graph.good.has(each))
      );
      assert(due >= 0 && due <= loopsTo!, "the good is due and does not come");
      const loop = path.slice(loopsTo! + 1);
      const most = Math.max(graph.fair, graph.strong ?? 0);
      for (let a = 0; a < most && a < graph.steps.length; a++) {
        const taken = loop.some(({ action }) => action === `${a}`);
        const idle = places.slice(loopsTo).some((place) => !enabled(graph, a, place));
        assert(taken || idle, `action ${a} is treated fairly`);
        const never = places.slice(loopsTo).every((place) => !enabled(graph, a, place));
        assert(
          taken || never || a >= (graph.strong ?? 0),
          `action ${a} is treated strongly fairly`,
        );
      }
    }),
    { numRuns: 1000 },
  );
});

/** A switch that can be toggled for ever, and a bell that can be rung while the switch is on. */
function bell(fair: readonly string[]): TransitionSystem<{ on: boolean; rung: boolean }> {
  return {
    name: "bell",
    initial: () => [{ on: false, rung: false }],
    actions: [
      { name: "toggle", next: ({ on, rung }) => rung ? undefined : { on: !on } },
      { name: "ring", next: ({ on, rung }) => on && !rung ? { rung: true } : undefined },
    ],
    leadsTo: { "it rings": { to: ({ rung }) => rung } },
    fair: (action) => fair.includes(action),
  };
}

Deno.test("weak fairness does not help an action that is disabled again and again", () => {
  const { findings } = explore(bell(["toggle", "ring"]));
  assertEquals(findings[0]!.path.map(({ state }) => state.on), [false, true, false]);
  assertEquals(findings[0]!.loopsTo, 0);
});

Deno.test("strong fairness does: what is enabled again and again is taken", () => {
  const strong = { ...bell(["toggle"]), stronglyFair: (action: string) => action === "ring" };
  assertEquals(explore(strong).verdict, "ok");
  // It is weakly fair, too, and asks nothing of an action that is enabled only now and then.
  const stuck = { ...strong, initial: () => [{ on: true, rung: false }] };
  assertEquals(explore({ ...stuck, actions: stuck.actions.slice(1) }).verdict, "ok");
  const lazy = explore({ ...strong, fair: () => false });
  assertEquals([lazy.verdict, lazy.findings[0]!.loopsTo], ["violation", 0]);
});

Deno.test("a loop goes where an action is disabled, if that is what makes it fair", () => {
  const on = { ...bell(["ring"]), initial: () => [{ on: true, rung: false }] };
  const { findings } = explore(on);
  assertEquals(findings[0]!.path.map(({ state }) => state.on), [true, false, true]);
});

Deno.test("an action that stays enabled is taken in the end", () => {
  const stuck = { ...bell(["ring"]), initial: () => [{ on: true, rung: false }] };
  const only = { ...stuck, actions: stuck.actions.slice(1) };
  assertEquals(explore(only).verdict, "ok");
  const unfair = explore({ ...only, fair: () => false });
  assertEquals(unfair.findings[0]!.path, [{ state: { on: true, rung: false } }]);
  assertEquals(unfair.findings[0]!.loopsTo, 0);
});

Deno.test("where no loop is fair there is no counterexample, though there are loops", () => {
  // Round and round, with a way out that is open all the time.
  const round = { steps: [[[1], [0], []], [[2], [2], []]], good: new Set([2]), due: new Set([0]) };
  assertEquals(explore(systemOf({ ...round, fair: 2 })).verdict, "ok");
  assertEquals(explore(systemOf({ ...round, fair: 0 })).verdict, "violation");
  assertEquals(explore(systemOf({ ...round, fair: 1 })).verdict, "violation");
});

Deno.test("one loop that is fair is found, though another through the same places is not", () => {
  // From 0 to 1 by action 0 or by action 1, which is fair; back by action 2.
  const steps = [[[1], []], [[1], []], [[], [0]]];
  const graph = { steps: [steps[1]!, steps[0]!, steps[2]!], fair: 1, good: new Set<number>() };
  const { findings } = explore(systemOf({ ...graph, due: new Set([0]) }));
  assertEquals(findings.length, 1);
});

Deno.test("a run that ends where the good has not come is a counterexample", () => {
  const dead = { steps: [[[1], []]], fair: 1, good: new Set([2]), due: new Set([0]) };
  const { findings } = explore(systemOf(dead));
  assertEquals(findings[0]!.path.map(({ state }) => state.at), [0, 1]);
  assertEquals(findings[0]!.loopsTo, 1);
});

Deno.test("a search that was cut short says nothing about what happens in the end", () => {
  const dead = { steps: [[[1], [2], []]], fair: 1, good: new Set([3]), due: new Set([0]) };
  assertEquals(explore(systemOf(dead)).verdict, "violation");
  assertEquals(explore(systemOf(dead), { maxDepth: 1 }).verdict, "unknown");
});

Deno.test("what lies beyond the boundary is a way out, and not one that was followed", () => {
  const steps = [[[1], [0]], [[2], [2]]];
  const graph = { steps: steps.map((each) => [...each, []]), fair: 2, good: new Set([2]) };
  const system = systemOf({ ...graph, due: new Set([0]) });
  assertEquals(explore({ ...system, boundary: ({ at }) => at < 2 }).verdict, "ok");
});

Deno.test("what happens in the end is not asked under symmetry", () => {
  const system = { ...bell([]), canonical: (s: { on: boolean; rung: boolean }) => s };
  assertThrows(() => explore(system, { symmetry: true }), TypeError, "need not be a loop");
});

Deno.test("an election ends, but only if everybody goes on", () => {
  const election = changRoberts([2, 1, 3]);
  assertEquals(explore(election).verdict, "ok");
  assertEquals(explore({ ...election, fair: (action) => action !== "n1(1)" }).verdict, "violation");
});
