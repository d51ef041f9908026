import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Box, crosses, overlap, place } from "./place.ts";

const box = { x: 10, y: 10, width: 20, height: 10 };

Deno.test("boxes that only touch do not overlap", () => {
  assert(overlap(box, { x: 29, y: 19, width: 5, height: 5 }));
  assert(!overlap(box, { x: 30, y: 10, width: 5, height: 5 }));
});

Deno.test("a segment crosses a box exactly when one of many points on it lies inside", () => {
  const coordinate = fc.integer({ min: 0, max: 40 });
  const segment = fc.record({ x1: coordinate, y1: coordinate, x2: coordinate, y2: coordinate });
  fc.assert(fc.property(segment, (line) => {
    // Points that the clipping must agree on; a graze shorter than the sampling proves nothing.
    const points = Array.from({ length: 2001 }, (_, i) => [
      line.x1 + (line.x2 - line.x1) * i / 2000,
      line.y1 + (line.y2 - line.y1) * i / 2000,
    ]);
    const within = (margin: number) =>
      points.some(([x = 0, y = 0]) =>
        x > box.x + margin && x < box.x + box.width - margin &&
        y > box.y + margin && y < box.y + box.height - margin
      );
    if (line.x1 === line.x2 && line.y1 === line.y2) return;
    if (within(0.05)) assert(crosses(line, box));
    if (!within(-0.05)) assert(!crosses(line, box));
  }));
});

Deno.test("a label takes the first place that is free and struck by no line, or none", () => {
  const at = (x: number): Box => ({ x, y: 0, width: 10, height: 10 });
  const page = {
    frame: { x: 0, y: 0, width: 100, height: 10 },
    taken: [at(0)],
    lines: [{ x1: 25, y1: 0, x2: 25, y2: 10 }],
  };
  assertEquals(place(page, [at(5), at(20), at(40), at(60)]), at(40));
  assertEquals(place(page, [at(45), at(95)]), undefined);
  assertEquals(place(page, [at(20)]), undefined);
});

Deno.test("between two labels side by side there is room to tell them apart", () => {
  const at = (x: number): Box => ({ x, y: 0, width: 10, height: 10 });
  const page = { frame: { x: 0, y: 0, width: 100, height: 10 }, taken: [], lines: [] };
  assertEquals(place(page, [at(20)]), at(20));
  assertEquals(place(page, [at(10), at(30), at(34)]), at(34));
});
