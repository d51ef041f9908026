import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { display } from "../figure.ts";
import { type HashRing, hashRings } from "./hash_ring.ts";

const before: HashRing = {
  name: "before",
  nodes: [{ name: "A", points: [0.25, 0.75] }, { name: "B", points: [0.5] }],
};
const after: HashRing = {
  name: "after",
  nodes: [...before.nodes, { name: "C", points: [0.4] }],
};
const keys = [{ name: "k", at: 0.3 }, { name: "l", at: 0.45 }, { name: "m", at: 0.8 }];

Deno.test("rings: a key belongs to the first point from its place on, round the circle", async () => {
  const { "text/plain": plain } = await hashRings([before, after], { title: "T", keys })[display]();
  assertEquals(plain, "T (rings: before: k at B, l at B, m at A; after: k at C, l at B, m at A)");
});

Deno.test("rings: only keys that have moved have an edge, and the legend says so", async () => {
  const { "image/svg+xml": svg } = await hashRings([before, after], { title: "T", keys })
    [display]();
  assertEquals(`${svg}`.match(/<circle[^>]*stroke="currentColor"/g)?.length, 1);
  assertStringIncludes(`${svg}`, "dark edge");
  const { "image/svg+xml": one } = await hashRings([before], { title: "T", keys })[display]();
  assertEquals(`${one}`.includes("dark edge"), false);
});

Deno.test("rings: a single point has the whole circle", async () => {
  const ring = { name: "alone", nodes: [{ name: "A", points: [0.5] }] };
  const { "image/svg+xml": svg } = await hashRings([ring], { title: "T" })[display]();
  assertEquals(`${svg}`.match(/<circle/g)?.length, 1);
});

Deno.test("rings: two points at one place are not drawn", () => {
  const both = {
    name: "both",
    nodes: [{ name: "A", points: [0.5] }, { name: "B", points: [0.5] }],
  };
  assertThrows(() => hashRings([both], { title: "T" }), RangeError, "a place has one point");
});
