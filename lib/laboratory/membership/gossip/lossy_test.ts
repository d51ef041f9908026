import { assert, assertEquals } from "@std/assert";
import { counting } from "./counting.ts";
import { lossy } from "./lossy.ts";

Deno.test("lossy: where nothing is lost, averages and counts are right; where something is, neither is", () => {
  const calm = lossy({ loss: 0, nodes: 50, trials: 3 });
  assert(Math.abs(calm.weight - 1) < 1e-9 && calm.average < 1e-6, `${calm.average}`);
  assertEquals(calm.counts.map(Math.round), [50, 50]);
  const lost = lossy({ loss: 0.2, nodes: 50, trials: 3 });
  assert(lost.average > 0.005 && lost.average > 3 * lost.flow, `${lost.average}, ${lost.flow}`);
  assert(lost.flowLater < lost.flow / 100, `${lost.flow}, ${lost.flowLater}`);
  assert(lost.counts[0] < 49 || lost.counts[1] > 51, `${lost.counts}`);
});

Deno.test("counting: estimates are too small and too large at first, and all right in the end", () => {
  const seen = counting({ nodes: 100, rounds: 40 });
  assertEquals(seen[0], { least: 1, greatest: 1, without: 99 });
  assert(seen.some(({ greatest }) => greatest > 150) && seen.some(({ least }) => least < 50));
  const { least, greatest, without } = seen.at(-1)!;
  assert(least > 99.9 && greatest < 100.1 && without === 0, `${least} to ${greatest}`);
});
