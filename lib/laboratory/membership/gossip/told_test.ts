import { assert, assertEquals } from "@std/assert";
import { flooding, treeOf } from "../../../membership/gossip/naive.ts";
import { told } from "./told.ts";

Deno.test("told: three copies for each node, told blind, and who hears and who does not are all", () => {
  const run = told({ seed: 37, settings: { feedback: false, k: 3 } });
  assertEquals([run.copies, run.heard.length, run.missed], [3 * 12, 12, []]);
  const died = told({ seed: 2, settings: { k: 1 } });
  assert(died.missed.length > 0);
  assertEquals([...died.heard, ...died.missed].sort((a, b) => a - b), [...Array(12).keys()]);
});

Deno.test("told: below a node of the tree that is down nobody hears, and the others do once each", () => {
  const run = told({ nodes: 13, protocol: flooding(treeOf(13, 3)), down: [1], endMs: 200 });
  assertEquals(run.missed, [4, 5, 6]);
  // The one that is sent to the node that is down counts as well.
  assertEquals([run.copies, run.heard.length], [9, 9]);
  assertEquals(run.lastMs, 40);
});

Deno.test("told: where feedback comes late, more copies are sent and fewer nodes are missed", () => {
  const [soon, late] = [20, 500].map((latencyMs) => {
    const runs = [1, 2, 3].map((seed) =>
      told({ nodes: 100, seed, latencyMs, settings: { k: 2 }, endMs: 20_000 })
    );
    const of = (count: (run: typeof runs[number]) => number) =>
      runs.reduce((sum, run) => sum + count(run), 0) / 300;
    return { residue: of(({ missed }) => missed.length), traffic: of(({ copies }) => copies) };
  });
  assert(soon!.residue > 0.02 && late!.residue < 0.01, `${soon!.residue}, ${late!.residue}`);
  assert(soon!.traffic < 4 && late!.traffic > 8, `${soon!.traffic}, ${late!.traffic}`);
});
