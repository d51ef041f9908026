import { assertEquals } from "@std/assert";
import { happenedIn } from "./happened.ts";
import { constant } from "./latency.ts";
import { explain } from "./sweep.ts";
import type { World } from "./world.ts";

const protocol = { start: () => ({}), upon: {} };
const scenario = { protocol, nodes: 3, network: { latency: constant(1) }, faults: [] };
const rule = "something is so";

function direct(world: World<object, never>): void {
  const cut = { kind: "partition", at: 0, forMs: Infinity, sides: [[0], [1, 2]] } as const;
  world.run(10);
  world.inject(cut);
  world.run(2.5);
  world.inject({ kind: "crash", at: 0, node: 1, downMs: 5 });
  world.run(10);
  world.lift(cut);
  const check = () => ({ words: "it is not", nodes: [] });
  world.require({ name: "a property", words: rule, check });
}

Deno.test("what was cut, crashed and mended in a run that is not shrunk is told with its times", () => {
  const faults = [{ kind: "pause", at: 3, node: 2, forMs: 4 }] as const;
  const failure = explain<object, never>({ ...scenario, faults }, 1, direct, 0);
  assertEquals(failure.happened, [
    "at 3 ms node 2 pauses",
    "at 7 ms node 2 goes on",
    "at 10 ms nodes {0} and {1,2} are parted",
    "at 12.5 ms node 1 crashes",
    "at 17.5 ms node 1 is back",
    "at 22.5 ms no more: nodes {0} and {1,2} are parted",
  ]);
  assertEquals(happenedIn(failure.trace), failure.happened);
  assertEquals(failure.violation.rule, rule);
});
