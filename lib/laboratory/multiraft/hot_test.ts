import { assert, assertEquals } from "@std/assert";
import { hot } from "./hot.ts";

Deno.test("hot: the driver divides a hot range and spreads its parts", () => {
  const run = hot();
  assert(run.before > 3, `${run.before}`);
  assert(run.after < 1.8, `${run.after}`);
  assert(run.ranges.at(-1)!.ranges > 15);
  assertEquals(run.loads.length, 24 * 5);
  for (const end of run.ends.keys()) assert(end.endsWith("done"), end);
});

Deno.test("hot: without the driver one node has it all", () => {
  const run = hot({ splitOps: Infinity, moves: false, forMs: 8000 });
  assert(run.after > 3.5, `${run.after}`);
  assertEquals(run.ends.size, 0);
});
