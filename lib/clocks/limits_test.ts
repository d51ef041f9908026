/** Clocks go on as they began, however long they have counted, and however many nodes there are. */

import { assertEquals } from "@std/assert";
import { counts, crowds } from "../model/limits_test.ts";
import { Random } from "../sim/random.ts";
import { happensBefore } from "./happens_before.ts";
import * as hybrid from "./hybrid.ts";
import * as lamport from "./lamport.ts";
import * as matrix from "./matrix.ts";
import * as vector from "./vector.ts";
import type { Trace } from "../model/trace.ts";

/** One is less than the other, in words that no subtraction has rounded or cut. */
const sign = (a: number, b: number) => a < b ? -1 : a > b ? 1 : 0;

Deno.test("Lamport's clock counts on past every limit, and takes the larger of two times whatever they are", () => {
  for (const time of counts) {
    assertEquals(lamport.tick(time), time + 1);
    for (const stamp of counts) {
      assertEquals(lamport.receive(time, stamp), (time > stamp ? time : stamp) + 1);
    }
  }
});

Deno.test("stamps are ordered by their times, and those of one time by their nodes, whichever these are", () => {
  for (const a of counts) {
    for (const b of counts) {
      assertEquals(
        Math.sign(lamport.order({ time: a, node: 3 }, { time: b, node: 2 })),
        sign(a, b) || 1,
      );
      assertEquals(
        Math.sign(lamport.order({ time: 7, node: a }, { time: 7, node: b })),
        sign(a, b),
      );
      const inLogical = hybrid.order({ logical: a, count: 3 }, { logical: b, count: 2 });
      assertEquals(Math.sign(inLogical), sign(a, b) || 1);
      const inCount = hybrid.order({ logical: 7, count: a }, { logical: 7, count: b });
      assertEquals(Math.sign(inCount), sign(a, b));
    }
  }
});

Deno.test("a hybrid clock keeps and counts every reading, whatever its size and the size of its count", () => {
  const readings = [-(2 ** 31) - 1, -1, 0.5, ...counts];
  for (const logical of readings) {
    for (const physical of readings) {
      for (const count of [0, 9, 255, 65_535, 2 ** 32 - 1]) {
        assertEquals(
          hybrid.tick({ logical, count }, physical),
          physical > logical ? { logical: physical, count: 0 } : { logical, count: count + 1 },
        );
      }
    }
  }
  for (const [a, b, c] of triples(counts, 2000)) {
    for (const [own, other] of [[0, 0], [3, 2 ** 32], [2 ** 31, 255], [65_535, 65_535]] as const) {
      const sharing = [...(a >= b && a >= c ? [own] : []), ...(b >= a && b >= c ? [other] : [])];
      assertEquals(hybrid.receive({ logical: a, count: own }, { logical: b, count: other }, c), {
        logical: [a, b, c].toSorted(sign).at(-1)!,
        count: sharing.length === 0 ? 0 : sharing.toSorted(sign).at(-1)! + 1,
      });
    }
  }
});

/** Triples of a list, some of whose members are often the same. */
function* triples(
  list: readonly number[],
  count: number,
): Generator<readonly [number, number, number]> {
  const random = new Random(1, "triples");
  const some = () => list[random.below(list.length)]!;
  for (let i = 0; i < count; i++) {
    const [a, b] = [some(), some()];
    yield [a, random.chance(0.3) ? a : b, random.chance(0.3) ? b : some()];
  }
}

/** Vectors of so many nodes, whose counts are of any size. */
function vectorOf(nodes: number, random: Random): vector.Vector {
  return Array.from({ length: nodes }, () => counts[random.below(counts.length)]!);
}

Deno.test("vectors of many nodes count, merge and compare each of their places, whatever is there", () => {
  for (const nodes of crowds) {
    const random = new Random(nodes, "vectors");
    const own = vectorOf(nodes, random), stamp = vectorOf(nodes, random);
    assertEquals(vector.zero(nodes), own.map(() => 0));
    assertEquals(
      vector.merge(own, stamp),
      own.map((_, i) => own[i]! < stamp[i]! ? stamp[i]! : own[i]!),
    );
    for (let node = 0; node < nodes; node++) {
      const next = own.with(node, own[node]! + 1);
      assertEquals(vector.tick(own, node), next);
      const merged = vector.merge(own, stamp);
      assertEquals(vector.receive(own, stamp, node), merged.with(node, merged[node]! + 1));
      // One place alone tells them apart, and another one makes them concurrent.
      assertEquals(vector.compare(own, next), "before");
      assertEquals(vector.compare(next, own), "after");
      assertEquals(vector.compare(next, [...next]), "equal");
      const other = (node + 1 + random.below(nodes)) % nodes;
      const otherwise = own.with(other, own[other]! + 1);
      assertEquals(vector.compare(next, otherwise), other === node ? "equal" : "concurrent");
    }
  }
});

Deno.test("vectors are compared by each of their counts, however far these are apart", () => {
  const words = ["before", "equal", "after"] as const;
  for (const a of counts) {
    for (const b of counts) {
      assertEquals(vector.compare([a, 7], [b, 7]), words[sign(a, b) + 1]);
      assertEquals(vector.compare([a, b], [b, a]), a === b ? "equal" : "concurrent");
    }
  }
});

Deno.test("matrices of many nodes look at every row", () => {
  for (const nodes of crowds.filter((nodes) => nodes < 40)) {
    const random = new Random(nodes, "matrices");
    const all = Array.from({ length: nodes }, (_, node) => node);
    const own = all.map(() => vectorOf(nodes, random)),
      stamp = all.map(() => vectorOf(nodes, random));
    assertEquals(matrix.zeroMatrix(nodes), all.map(() => all.map(() => 0)));
    for (const node of all) {
      assertEquals(matrix.tick(own, node), own.with(node, vector.tick(own[node]!, node)));
      const from = random.below(nodes);
      const merged = all.map((row) => vector.merge(own[row]!, stamp[row]!));
      const known = vector.receive(merged[node]!, stamp[from]!, node);
      assertEquals(matrix.receive(own, stamp, node, from), merged.with(node, known));
      // Whoever knows least decides, wherever it is.
      const behind = all.map((row) => all.map(() => row === node ? 2 ** 32 + 5 : 2 ** 40));
      for (const subject of all) assertEquals(matrix.knownByAll(behind, subject), 2 ** 32 + 5);
    }
  }
});

Deno.test("happens-before is the same whatever messages and nodes are called, and over a thousand events", () => {
  const random = new Random(1, "trace");
  /** A message that goes from node to node, each of which is called `nameOf` its place. */
  const relay = (hops: number, nodes: number, nameOf: (place: number) => number): Trace =>
    Array.from({ length: hops }, (_, hop) => {
      const from = nameOf(hop % nodes), to = nameOf((hop + 1) % nodes), message = nameOf(hop);
      return [
        { kind: "send", at: 2 * hop, message, from, to, body: 0, nth: 1, latencyMs: 1 } as const,
        { kind: "deliver", at: 2 * hop + 1, message, from, to, body: 0 } as const,
      ];
    }).flat();
  for (const [hops, nodes, scale] of [[600, 2, 1], [150, 65, 256], [150, 150, 2 ** 32]] as const) {
    const order = happensBefore(relay(hops, nodes, (place) => scale * place + (scale - 1)));
    assertEquals(order.events.length, 2 * hops);
    for (let trial = 0; trial < 500; trial++) {
      const a = random.below(2 * hops), b = random.below(2 * hops);
      assertEquals(order.before(a, b), a < b);
    }
  }
});
