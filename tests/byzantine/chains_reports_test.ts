/**
 * Reports of HotStuff and its kin, each with the mistake of the report in ours, and without it.
 *
 * What cannot happen here: Fast-HotStuff's view change (arXiv 2004.10617, section 3) with its aggregated certificates is
 * not in the library. That two certificates decide while replicas lock as for three is its like, and twins are how it was
 * found; both are below. That partitions must change within a view (era-consensus 125) is how the storms of twins draw
 * them.
 */

import { assert, assertEquals } from "@std/assert";
import { basicKit, kit } from "hb/consensus/hotstuff/kit.ts";
import { findBug } from "hb/kit/find.ts";
import { simulate } from "hb/kit/simulate.ts";
import { brokenChains } from "hb/laboratory/byzantine/broken_chains.ts";
import { hiddenLock } from "hb/laboratory/byzantine/hidden_lock.ts";

Deno.test("hotstuff 249: without dummy blocks only consecutive views decide", () => {
  const { branches } = brokenChains(kit, "any parents decide");
  const decided = branches.map(({ blocks }) => {
    const [first] = blocks.filter(({ marked }) => marked);
    return blocks.slice(blocks.indexOf(first!)).map(({ view }) => view);
  });
  // On one of the branches a view lies between a block and its parent.
  assert(decided.some((views) => views.slice(1).some((view, i) => view > views[i]! + 1)));
});

Deno.test("HotShot 3293, Twins section 3: what two certificates decide, the lock of three does not hold", () => {
  const { branches } = brokenChains(kit, "two certificates decide, the lock is as for three");
  assertEquals(branches.length, 2);
});

Deno.test("hotstuff_rs 36: whoever does not lock what it is shown lets others go past it", () => {
  const { foundBy } = kit.bugs["never locks"]!;
  assertEquals(findBug(kit, foundBy, "never locks"), "agreement");
  assertEquals(findBug(kit, foundBy, undefined), undefined);
});

Deno.test("tendermint 7900, malachite 956: one liar, a hidden lock, and no progress without a third phase or a wait", () => {
  const done = (["two-chain-naive", "three-chain", "hotstuff-2"] as const)
    .map((variant) => hiddenLock(variant, 20_000).answered);
  assertEquals(done, [2, 10, 10]);
});

Deno.test("Twins: two copies of a node divide nobody, in chained HotStuff and in the basic one", () => {
  for (const each of [kit, basicKit]) {
    assertEquals(simulate(each, { storm: "twins", seeds: 10 }).failure, undefined);
    const { foundBy } = each.bugs["votes twice in a view"]!;
    assertEquals(findBug(each, foundBy, "votes twice in a view"), "one vote a view");
  }
});
