import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { CyclicAnomaly } from "./anomaly.ts";
import { findCycles, type Found } from "./cycles.ts";
import { type Graph, GraphBuilder, kind } from "./graph.ts";
import { ruledOutBy } from "./level.ts";
import { type Cycle, cycleName, type Link, simple } from "./link.ts";

const size = 5;
const { ww, wr, rw, wrp, rwp, process, realtime } = kind;
const bits = [ww, wr, rw, rw, rwp, rwp, wrp, process, realtime, ww | process, rw | realtime];

/** Edges between a few transactions; those of time lead from lower numbers to higher ones. */
const links: fc.Arbitrary<Link[]> = fc.array(
  fc.tuple(fc.nat(size - 1), fc.nat(size - 1), fc.constantFrom(...bits)).map(([a, b, bit]) => {
    const [from, to] = bit === process || bit === realtime
      ? [Math.min(a, b), Math.max(a, b)]
      : [a, b];
    return { from, to, bits: bit, before: -1, after: -1 };
  }).filter(({ from, to }) => from !== to),
  { maxLength: 9 },
);

function graphOf(links: readonly Link[]): Graph {
  const graph = new GraphBuilder(size);
  for (const { from, to, bits } of links) graph.add(from, to, bits);
  return graph.build();
}

/** Every cycle that passes no transaction twice, from its smallest transaction on. */
function allCycles(links: readonly Link[]): Cycle[] {
  const extend = (path: readonly Link[]): Cycle[] => {
    const [first, last] = [path[0]!, path.at(-1)!];
    if (last.to === first.from) return [path];
    const next = links.filter(({ from, to }) =>
      from === last.to && to >= first.from && !path.slice(1).some((link) => link.from === to)
    );
    return next.filter(({ to }) => to === first.from || !path.some((link) => link.from === to))
      .flatMap((link) => extend([...path, link]));
  };
  return links.filter(({ from, to }) => from < to).flatMap((link) => extend([link]));
}

function search(graph: Graph, most = 100, patience = 1e6) {
  const found: Found[] = [];
  const undecided: CyclicAnomaly[] = [];
  findCycles(graph, {
    most,
    patience,
    found: (cycle) => found.push(cycle),
    undecided: (name) => undecided.push(name),
  });
  return { found, undecided };
}

const levelsOf = (names: readonly CyclicAnomaly[]) =>
  [...new Set(names.flatMap(ruledOutBy))].sort();

Deno.test("what the cycles that are found rule out is what all cycles of the graph rule out", () => {
  let cyclic = 0;
  fc.assert(
    fc.property(links, (links) => {
      const all = allCycles(links).map(cycleName);
      const { found, undecided } = search(graphOf(links));
      assertEquals(undecided, []);
      assertEquals(levelsOf(found.map(({ name }) => name)), levelsOf(all));
      if (all.length > 0) cyclic++;
    }),
    { numRuns: 3000 },
  );
  assert(cyclic > 500, `${cyclic} graphs with cycles`);
});

Deno.test("what is found is a cycle of the graph, by its right name, that passes nobody twice", () => {
  fc.assert(fc.property(links, (links) => {
    for (const { name, cycle } of search(graphOf(links)).found) {
      assertEquals(name, cycleName(cycle));
      assertEquals(new Set(cycle.map(({ from }) => from)).size, cycle.length);
      cycle.forEach(({ from, to, bits }, i) => {
        assertEquals(to, cycle[(i + 1) % cycle.length]!.from);
        assert(links.some((link) => link.from === from && link.to === to && link.bits === bits));
      });
    }
  }));
});

Deno.test("of the cycles of one name in one component, a shortest is reported", () => {
  fc.assert(fc.property(links, (links) => {
    const { found } = search(graphOf(links));
    for (const name of ["G0", "G1c", "G-single", "G-single-predicate"] as const) {
      const told = found.filter((each) => each.name === name).map(({ cycle }) => cycle.length);
      const all = allCycles(links).filter((cycle) => cycleName(cycle) === name);
      if (all.length === 0) assertEquals(told, []);
      else assertEquals(Math.min(...told), Math.min(...all.map(({ length }) => length)), name);
    }
  }));
});

/** A ring of links of some kinds. */
function ring(...kinds: number[]): Link[] {
  return kinds.map((bits, from) => {
    return { from, to: (from + 1) % kinds.length, bits, before: -1, after: -1 };
  });
}

Deno.test("a cycle has its name from the links that it has", () => {
  const names: readonly (readonly [readonly number[], CyclicAnomaly])[] = [
    [[ww, ww], "G0"],
    [[ww, wr], "G1c"],
    [[wr, rw], "G-single"],
    [[wr, rw, ww, rw], "G-nonadjacent"],
    [[rw, rw], "G2-item"],
    [[rw, wr, rw], "G2-item"],
    [[ww, process], "G0-process"],
    [[wr, process, realtime], "G1c-realtime"],
    [[rw, process, rw, process], "G-nonadjacent-process"],
    [[ww, wrp], "G1-predicate"],
    [[wrp, rw], "G-single"],
    [[wr, rwp], "G-single-predicate"],
    [[rw, wr, rwp, wr], "G-nonadjacent-predicate"],
    [[rwp, wr, rwp, wr], "G-nonadjacent-predicate"],
    [[rw, rwp], "G2"],
    [[rwp, rwp, ww], "G2"],
  ];
  for (const [kinds, name] of names) {
    assertEquals(cycleName(ring(...kinds)), name);
    assertEquals(search(graphOf(ring(...kinds))).found.map((each) => each.name), [name]);
  }
});

Deno.test("a walk that passes a transaction twice is cut where no two anti-dependencies meet", () => {
  const link = (from: number, to: number, bit: number): Link => {
    return { from, to, bits: bit, before: -1, after: -1 };
  };
  const { rw, wr } = kind;
  const walk = [link(0, 1, rw), link(1, 2, wr), link(2, 1, rw), link(1, 0, wr)];
  assertEquals(simple(walk), walk.slice(1, 3));
  const other = [link(0, 1, wr), link(1, 2, rw), link(2, 3, wr), link(3, 1, rw), link(1, 0, wr)];
  assertEquals(simple(other), [other[0]!, other[4]!]);
});

Deno.test("where patience ends before a cycle is found or excluded, that is said", () => {
  // Anti-dependencies against a line of reads: none of them closes a cycle with but one of its kind.
  const builder = new GraphBuilder(400);
  for (let i = 0; i < 200; i++) {
    builder.add(i, 200 + i, kind.rw);
    builder.add(200 + i, (i + 1) % 200, kind.wr);
  }
  const { found, undecided } = search(builder.build(), 8, 100);
  assertEquals(found.map(({ name }) => name), ["G-nonadjacent"]);
  assertEquals(undecided, ["G-single", "G-single-process", "G-single-realtime"]);
  const patient = search(builder.build());
  assertEquals(patient.undecided, []);
});

Deno.test("a longer cycle that says more is told before a shorter one, with passages and without", () => {
  const { rw, wr, onward } = kind;
  for (const passages of [false, true]) {
    const builder = new GraphBuilder(5);
    const add = (from: number, to: number, bit: number) => {
      if (!passages) return builder.add(from, to, bit);
      const passage = builder.passage();
      builder.add(from, passage, bit);
      builder.add(passage, to, onward);
    };
    for (const [from, to, bit] of [[0, 1, rw], [1, 0, rw], [0, 2, rw], [2, 3, wr]] as const) {
      add(from, to, bit);
    }
    add(3, 4, rw);
    add(4, 0, wr);
    assertEquals(search(builder.build()).found.map(({ name }) => name), ["G-nonadjacent"]);
  }
});

Deno.test("a shorter cycle of the same component is reported, wherever the search begins", () => {
  const { ww } = kind;
  const links = [...ring(ww, ww, ww, ww, ww), { from: 4, to: 3, bits: ww, before: -1, after: -1 }];
  assertEquals(search(graphOf(links)).found.map(({ cycle }) => cycle.length), [2]);
});

Deno.test("passages do not count where a cycle is to be short", () => {
  const builder = new GraphBuilder(3);
  builder.add(0, 1, kind.ww);
  builder.add(1, 2, kind.ww);
  builder.add(2, 0, kind.ww);
  let last = 1;
  for (let i = 0; i < 4; i++) {
    const passage = builder.passage();
    builder.add(last, passage, last === 1 ? kind.ww : kind.onward);
    last = passage;
  }
  builder.add(last, 0, kind.onward);
  assertEquals(search(builder.build()).found.map(({ cycle }) => cycle.length), [2]);
});

Deno.test("no more cycles of a name are looked for than are wanted", () => {
  const builder = new GraphBuilder(40);
  for (let i = 0; i < 40; i += 2) {
    builder.add(i, i + 1, kind.ww);
    builder.add(i + 1, i, kind.ww);
  }
  assertEquals(search(builder.build(), 3).found.length, 3);
});
