import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { paperOf, paperSettings, seenNodes, seenRanges, turn } from "../kit/paper.ts";
import type { Paper } from "../kit/paper.ts";
import { isWell } from "./seen.ts";

/** Lets a cluster on paper come to rest; how many turns it took. */
function rest(paper: Paper, settings = paperSettings): number {
  for (let turns = 0; turns < 2000; turns++) if (!turn(paper, settings)) return turns;
  throw new Error(`no rest: ${[...paper.view.operators.values()].map((each) => each.reason)}`);
}

const cluster = fc.record({
  nodes: fc.array(
    fc.record({
      zone: fc.constantFrom("a", "b", "c", "d"),
      capacity: fc.constantFrom(1, 1, 2),
      standing: fc.constantFrom("up", "up", "up", "up", "down", "gone", "draining"),
    }),
    { minLength: 3, maxLength: 9 },
  ),
  picks: fc.array(
    fc.record({
      pick: fc.array(fc.nat(1000), { minLength: 5, maxLength: 5 }),
      count: fc.constantFrom(1, 2, 3, 3, 3, 3, 4),
      load: fc.nat(300),
    }),
    { minLength: 1, maxLength: 25 },
  ),
});

function paperFrom(
  { nodes, picks }: typeof cluster extends fc.Arbitrary<infer T> ? T : never,
): Paper {
  const seen = seenNodes(
    nodes.map((node) => ({ ...node, isLost: node.standing === "down" } as never)),
  );
  const ranges = picks.map(({ pick, count, load }) => {
    const rest = [...seen.keys()], voters: number[] = [];
    for (let i = 0; i < Math.min(count, seen.size); i++) {
      voters.push(rest.splice(pick[i]! % rest.length, 1)[0]!);
    }
    const leader = voters.find((node) => !seen.get(node)!.isLost) ?? voters[0]!;
    return { voters: voters.sort((a, b) => a - b), leader, load };
  });
  return paperOf(seen, seenRanges(ranges));
}

Deno.test("plans come to rest from any start, and never leave a range without a majority", () => {
  fc.assert(
    fc.property(cluster, (start) => {
      const paper = paperFrom(start), { nodes } = paper.view;
      const canDecide = new Map(paper.view.ranges.map(({ group, voters }) => {
        const alive = voters.filter((node) => !nodes.get(node)!.isLost).length;
        return [group, 2 * alive > voters.length];
      }));
      rest(paper);
      assertEquals(paper.wrong, undefined);
      const well = [...nodes.values()].filter(isWell),
        zones = new Set(well.map(({ zone }) => zone));
      for (const { group, voters, learners } of paper.view.ranges) {
        if (!canDecide.get(group)) continue;
        assertEquals(learners, []);
        assertEquals(new Set(voters).size, voters.length);
        if (well.length < 3) continue;
        assertEquals(voters.length, 3);
        for (const node of voters) assert(["up", "draining"].includes(nodes.get(node)!.standing));
        if (zones.size < 3 || voters.some((node) => nodes.get(node)!.standing !== "up")) continue;
        assertEquals(new Set(voters.map((node) => nodes.get(node)!.zone)).size, 3);
      }
      // At rest, it stays so.
      const before = paper.count;
      for (let i = 0; i < 5; i++) turn(paper);
      assertEquals(paper.count, before);
    }),
    { numRuns: 300 },
  );
});

Deno.test("nodes without zones end with the same number of replicas, give or take one, and few moves", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 3, max: 10 }),
      fc.integer({ min: 1, max: 40 }),
      (nodes, count) => {
        const seen = seenNodes(Array.from({ length: nodes }, () => ({})));
        const paper = paperOf(
          seen,
          seenRanges(Array.from({ length: count }, () => ({ voters: [0, 1, 2] }))),
        );
        rest(paper, { ...paperSettings, slack: 0 });
        const sizes = [...seen.keys()].map((node) =>
          paper.view.ranges.filter(({ voters }) => voters.includes(node)).length
        );
        assert(Math.max(...sizes) - Math.min(...sizes) <= 1, sizes.join());
        const leads = [...seen.keys()].map((node) =>
          paper.view.ranges.filter(({ leader }) => leader === node).length
        );
        assert(Math.max(...leads) - Math.min(...leads) <= 2, leads.join());
        // No replica is moved that is moved again: what the first three have too much of.
        assert(
          paper.count <= 3 * count + 2 * count,
          `${paper.count} operators for ${count} ranges`,
        );
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("from a balanced state, loads that waver move next to nothing", () => {
  const nodes = 6, seen = seenNodes(Array.from({ length: nodes }, () => ({})));
  const ranges = Array.from({ length: 60 }, (_, i) => ({
    voters: [i % 6, (i + 1) % 6, (i + 2) % 6].sort((a, b) => a - b),
    leader: i % 6,
    load: 100,
  }));
  const paper = paperOf(seen, seenRanges(ranges));
  assertEquals(rest(paper), 0);
  let state = 1;
  for (let i = 0; i < 200; i++) {
    const wavering = paper.view.ranges.map((range) => {
      state = state * 48271 % 2147483647;
      return { ...range, load: 100 * (0.8 + 0.4 * state / 2147483647) };
    });
    paper.view = { ...paper.view, ranges: wavering };
    turn(paper);
  }
  assert(paper.count <= 3, `${paper.count}`);
});

Deno.test("capacity counts: a node of twice the capacity has twice the replicas", () => {
  const seen = seenNodes([{}, {}, {}, { capacity: 2 }, { capacity: 2 }]);
  const paper = paperOf(
    seen,
    seenRanges(Array.from({ length: 35 }, () => ({ voters: [0, 1, 2] }))),
  );
  rest(paper, { ...paperSettings, slack: 0 });
  const sizes = [...seen.keys()].map((node) =>
    paper.view.ranges.filter(({ voters }) => voters.includes(node)).length
  );
  assertEquals(sizes, [15, 15, 15, 30, 30]);
});

Deno.test("what is hot is split, what is cold and small is merged, and both come to rest", () => {
  const settings = { ...paperSettings, splitOps: 100, mergeBytes: 1000, mergeAfterMs: 3 };
  const seen = seenNodes([{}, {}, {}]);
  const hot = paperOf(seen, seenRanges([{ voters: [0, 1, 2], load: 700, middle: "m" }]));
  turn(hot, settings);
  assertEquals(hot.view.operators.get(1)!.steps[0]!.order, { type: "split", at: "m", child: 2 });
  const cold = paperOf(
    seen,
    seenRanges(Array.from({ length: 8 }, () => ({ voters: [0, 1, 2], bytes: 300 }))),
  );
  rest(cold, settings);
  cold.view = { ...cold.view, now: cold.view.now + 10 };
  for (let i = 0; i < 10; i++) {
    rest(cold, settings);
    cold.view = { ...cold.view, now: cold.view.now + 10 };
  }
  // Three together have 900 bytes, four would have too many.
  assert(cold.view.ranges.every(({ bytes }) => bytes <= 900) && cold.view.ranges.length <= 4);
  assertEquals(cold.view.ranges[0]!.start, "");
  assertEquals(cold.view.ranges.at(-1)!.end, null);
});

Deno.test("no more replicas come to a node, or leave it, at a time than may", () => {
  const seen = seenNodes(
    Array.from({ length: 6 }, (_, node) => node === 5 ? { standing: "down", isLost: true } : {}),
  );
  const ranges = Array.from(
    { length: 30 },
    (_, i) => ({ voters: [i % 5, (i + 1) % 5, 5].sort((a, b) => a - b) }),
  );
  const paper = paperOf(
    seen,
    seenRanges(ranges.map((each) => ({ ...each, leader: each.voters[0]! }))),
  );
  turn(paper);
  const under = [...paper.view.operators.values()].filter(({ kind }) => kind === "move");
  for (const node of seen.keys()) assert(under.filter(({ to }) => to === node).length <= 2);
  assert(under.length > 2);
  rest(paper);
  assert(paper.view.ranges.every(({ voters }) => voters.length === 3 && !voters.includes(5)));
});
