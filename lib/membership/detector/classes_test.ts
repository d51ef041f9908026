import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { CLASSES, classesOf, judge, judgeClass, type Property } from "./classes.ts";
import type { Down, Suspicion, SuspicionTrace } from "./suspicions.ts";

/** "0>1 100-200": node 0 suspects node 1 from 100 to 200; without an end, to the end. */
function suspicion(words: string): Suspicion {
  const [, by, of, fromMs, untilMs] = /^(\d+)>(\d+) (\d+)-(\d*)$/.exec(words)!.map(Number);
  return { by: by!, of: of!, fromMs: fromMs!, untilMs: untilMs || Infinity };
}

/** Three nodes, of which node 2 crashes at 100. */
function run(
  suspicions: readonly string[],
  downs: readonly Down[] = [crash(2, 100)],
): SuspicionTrace {
  return { nodes: 3, endMs: 1000, suspicions: suspicions.map(suspicion), downs };
}

const crash = (node: number, fromMs: number): Down => ({ node, fromMs, untilMs: Infinity });
const both = ["0>2 150-", "1>2 160-"];

Deno.test("classes: who is suspected by all that are up, and nobody else by anybody, shows every class", () => {
  assertEquals(classesOf(run(both), 500), ["P", "S", "◇P", "◇S", "Q", "W", "◇Q", "◇W"]);
});

Deno.test("classes: weak completeness asks for one that suspects the crashed, for good", () => {
  assertEquals(classesOf(run(["0>2 150-"]), 500), ["Q", "W", "◇Q", "◇W"]);
  assertEquals(classesOf(run([]), 500), []);
  assertEquals(classesOf(run(["0>2 150-600", "0>2 601-"]), 500), []);
});

Deno.test("classes: one mistake long ago is well for what is eventual, and for weak accuracy if somebody is spared", () => {
  assertEquals(classesOf(run([...both, "0>1 20-40"]), 500), ["S", "◇P", "◇S", "W", "◇Q", "◇W"]);
  assertEquals(classesOf(run([...both, "0>1 20-40", "1>0 20-40"]), 500), ["◇P", "◇S", "◇Q", "◇W"]);
  assertEquals(classesOf(run([...both, "0>1 20-40", "1>0 600-640"]), 500), ["◇S", "◇W"]);
  assertEquals(classesOf(run([...both, "0>1 700-", "1>0 600-640"]), 500), []);
});

Deno.test("classes: to suspect somebody before it crashes is a mistake even if it crashes soon after", () => {
  const { holds } = judge(run(["0>2 90-", "1>2 160-"]), "strong accuracy", 500);
  assertEquals(holds, false);
  // Nodes 0 and 1 are spared.
  assertEquals(judgeClass(run(["0>2 90-", "1>2 160-"]), "S", 500), { holds: true });
});

Deno.test("classes: a verdict names the pair and the moment", () => {
  assertEquals(
    judge(run([...both, "0>1 600-700", "1>0 550-560"]), "eventual strong accuracy", 500),
    {
      holds: false,
      breach: {
        property: "eventual strong accuracy",
        words: "node 1 suspects node 0, which is up",
        by: 1,
        of: 0,
        atMs: 550,
      },
    },
  );
  assertEquals(judge(run(["0>2 150-", "1>2 700-"]), "strong completeness", 500), {
    holds: false,
    breach: {
      property: "strong completeness",
      words: "node 2 has crashed, and node 1 does not suspect it from 500 ms on",
      by: 1,
      of: 2,
      atMs: 700,
    },
  });
});

Deno.test("classes: if nobody is spared, the verdict names the one that was spared for longest", () => {
  const verdict = judge(
    run([...both, "1>0 550-560", "0>1 600-700"]),
    "eventual weak accuracy",
    500,
  );
  assertEquals(verdict.holds ? undefined : verdict.breach, {
    property: "eventual weak accuracy",
    words: "nobody is spared: at last node 0 suspects node 1, which is up",
    by: 0,
    of: 1,
    atMs: 600,
  });
});

Deno.test("classes: who suspects a node that comes back errs from that moment on", () => {
  const downs = [{ node: 1, fromMs: 100, untilMs: 200 }];
  const late = judge(run(["0>1 150-210"], downs), "strong accuracy", 500);
  assertEquals(late.holds ? undefined : late.breach.atMs, 200);
  assertEquals(judge(run(["0>1 150-200"], downs), "strong accuracy", 500).holds, true);
});

Deno.test("classes: if all have crashed, nobody is left to be complete or accurate", () => {
  const downs = [0, 1, 2].map((node) => crash(node, 100));
  assertEquals(judge(run([], downs), "strong completeness", 500).holds, true);
  assertEquals(judge(run([], downs), "weak completeness", 500).holds, true);
  assertEquals(judge(run([], downs), "eventual weak accuracy", 500).holds, true);
});

Deno.test("classes: what cannot be decided by an instant is not guessed", () => {
  assertThrows(() => judge(run(both), "strong accuracy", 1001), RangeError, "given 1001");
  assertThrows(
    () => judge(run(both, [crash(2, 600)]), "strong accuracy", 500),
    RangeError,
    "node 2",
  );
  const back = [{ node: 2, fromMs: 100, untilMs: 600 }];
  assertThrows(() => judge(run(both, back), "strong accuracy", 500), RangeError, "node 2");
});

/** From each property, weaker ones follow. */
const weaker: readonly (readonly [Property, Property])[] = [
  ["strong completeness", "weak completeness"],
  ["strong accuracy", "weak accuracy"],
  ["strong accuracy", "eventual strong accuracy"],
  ["weak accuracy", "eventual weak accuracy"],
  ["eventual strong accuracy", "eventual weak accuracy"],
];

Deno.test("classes: the implications of figure 1 hold in whatever run", () => {
  const node = fc.integer({ min: 0, max: 2 }), at = fc.integer({ min: 0, max: 999 });
  const one = fc.record({
    by: node,
    of: node,
    fromMs: at,
    untilMs: fc.oneof(fc.constant(Infinity), fc.integer({ min: 1000, max: 1000 }), at),
  });
  const crashed = fc.subarray([0, 1, 2], { maxLength: 2 });
  fc.assert(fc.property(fc.array(one, { maxLength: 6 }), crashed, (all, crashed) => {
    const suspicions = all.filter(({ by, of, fromMs, untilMs }) => by !== of && fromMs < untilMs);
    const trace = {
      nodes: 3,
      endMs: 1000,
      suspicions,
      downs: crashed.map((each) => crash(each, 100)),
    };
    for (const [strong, weak] of weaker) {
      if (judge(trace, strong, 500).holds) assertEquals(judge(trace, weak, 500).holds, true, weak);
    }
    for (const name of classesOf(trace, 500)) {
      for (const property of CLASSES[name]) assertEquals(judge(trace, property, 500).holds, true);
    }
  }));
});
