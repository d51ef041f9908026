import { assert, assertEquals } from "@std/assert";
import { stepsOf } from "./steps.ts";

Deno.test("lookups take as many steps as theory expects", () => {
  for (const nodes of [100, 1000]) {
    for (const { name, steps, expected } of stepsOf(nodes, 5000)) {
      // Parts of a skeleton are empty where there are few nodes for so many levels.
      const most = name === "rendezvous, skeleton" ? 0.6 : name === "ring" ? 0.1 : 0.03;
      assert(Math.abs(steps / expected - 1) < most, `${name}: ${steps}, not ${expected}`);
    }
  }
});

Deno.test("a ring is searched by halving, and a table read once", () => {
  const steps = new Map(stepsOf(100, 10).map((each) => [each.name, each.steps]));
  assertEquals([steps.get("ring"), steps.get("Maglev"), steps.get("rendezvous")], [14, 1, 100]);
});
