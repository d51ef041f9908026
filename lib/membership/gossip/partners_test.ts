import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Random } from "../../sim/random.ts";
import { anyone, overlay } from "./partners.ts";

const nodes = (n: number) => Array.from({ length: n }, (_, node) => node);

/** A node that draws from this stream. */
function drawing(self: number, n: number, seed: number) {
  const random = new Random(seed);
  return { self, peers: nodes(n), choose: (below: number) => random.below(below) };
}

Deno.test("partners: any are other nodes, all different, and as many as are asked for if there are", () => {
  fc.assert(fc.property(
    fc.integer({ min: 1, max: 9 }),
    fc.nat(8),
    fc.integer({ min: 1, max: 10 }),
    fc.nat(),
    (n, self, count, seed) => {
      const drawn = anyone(drawing(self % n, n, seed), count);
      assertEquals(new Set(drawn).size, Math.min(count, n - 1));
      assertEquals(drawn.length, Math.min(count, n - 1));
      assert(drawn.every((node) => node !== self % n && node >= 0 && node < n));
    },
  ));
});

Deno.test("partners: each is drawn as often as any", () => {
  const io = drawing(2, 5, 1), counts = new Map<number, number>();
  for (let draw = 0; draw < 6000; draw++) {
    for (const node of anyone(io, 2)) counts.set(node, (counts.get(node) ?? 0) + 1);
  }
  for (const node of [0, 1, 3, 4]) assert(Math.abs(counts.get(node)! - 3000) < 200);
});

Deno.test("partners: in an overlay only neighbours are, and who has none has nobody", () => {
  const some = overlay([[1], [0, 2], [1], []]);
  assertEquals([...some(drawing(1, 4, 1), 5)].sort(), [0, 2]);
  assertEquals(some(drawing(0, 4, 1), 1), [1]);
  assertEquals(some(drawing(3, 4, 1), 1), []);
});
