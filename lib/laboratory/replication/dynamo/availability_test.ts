import { assert, assertEquals } from "@std/assert";
import { availability, bothWays, type Trouble } from "./availability.ts";

const of = (trouble: Trouble, sloppy: boolean, reads = 2, writes = 2) =>
  availability({ reads, writes, sloppy, trouble });

Deno.test("while all is well everybody is answered, and with R + W > N nobody is shown what is old", () => {
  const { puts, gets, stale } = of("nothing", false);
  assertEquals([puts, gets, stale], [1, 1, 0]);
});

Deno.test("with R = W = 1 some are shown what is old, and sooner", () => {
  const weak = of("nothing", false, 1, 1), strong = of("nothing", false, 2, 2);
  assert(weak.stale > 0);
  assert(weak.medianMs < strong.medianMs);
});

Deno.test("in a cut a sloppy quorum answers both sides, and shows what is old; a strict one answers one side", () => {
  const sloppy = of("a cut", true), strict = of("a cut", false);
  assert(sloppy.puts > 0.95 && sloppy.gets > 0.95, JSON.stringify(sloppy));
  assert(sloppy.stale > 0.1, JSON.stringify(sloppy));
  assert(strict.puts < 0.6 && strict.gets < 0.6, JSON.stringify(strict));
  assertEquals(strict.stale, 0);
});

Deno.test("with two of three homes down a strict quorum of two answers nobody, a sloppy one everybody", () => {
  const sloppy = of("two homes are down", true), strict = of("two homes are down", false);
  assertEquals([strict.puts, strict.gets], [0, 0]);
  assert(sloppy.puts > 0.95 && sloppy.gets > 0.95, JSON.stringify(sloppy));
});

Deno.test("while two nodes are left at each side a sloppy quorum of two answers all once trouble is noticed, and a strict one is never stale", () => {
  for (const { trouble, strict, sloppy } of bothWays(2, 2)) {
    assert(!(strict.stale > 0), trouble);
    if (trouble !== "a node alone") assertEquals([sloppy.puts, sloppy.gets], [1, 1], trouble);
  }
});

Deno.test("while trouble is noticed a sloppy quorum answers all puts where two nodes are left", () => {
  const early = bothWays(2, 2).map(({ sloppy }) => sloppy.early);
  assertEquals(early.slice(0, 4), [1, 1, 1, 1]);
  assert(early[4]! < 0.6, `${early}`);
});

Deno.test("a node alone answers no put of two, by a sloppy quorum no more than by a strict one", () => {
  const sloppy = of("a node alone", true), strict = of("a node alone", false);
  assertEquals(sloppy.puts, strict.puts);
  assert(sloppy.puts < 0.6, `${sloppy.puts}`);
  assertEquals(of("a node alone", true, 1, 1).puts, 1);
});
