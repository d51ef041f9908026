import { assertEquals } from "@std/assert";
import { ring } from "../../placement/ring/ring.ts";
import { partsOf, placesOfKeys } from "./pictures.ts";

Deno.test("the first point at or after a key's place, round the circle, is the one of its node", () => {
  const made = ring(["A", "B", "C"].map((id) => ({ id })), { points: 3 });
  const points = partsOf(made).flatMap(({ name, points }) => points.map((at) => ({ name, at })))
    .sort((a, b) => a.at - b.at);
  for (const { name, at } of placesOfKeys(Array.from({ length: 50 }, (_, i) => `key ${i}`))) {
    const owner = points.find((point) => point.at >= at) ?? points[0]!;
    assertEquals(owner.name, made.place(name));
  }
});
