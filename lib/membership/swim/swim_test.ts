import { assertEquals } from "@std/assert";
import { World } from "../../sim/world.ts";
import { uniform } from "../../sim/latency.ts";
import { swim } from "./swim.ts";

Deno.test("swim: without loss, a member sends about two messages in a period", () => {
  const world = new World({
    protocol: swim({ syncMs: 0 }),
    nodes: 50,
    seed: 1,
    trace: "none",
    network: { latency: uniform(1, 20) },
  });
  world.run(1000);
  const before = world.messages;
  world.run(10_000);
  assertEquals((world.messages - before) / 500, 2);
});
