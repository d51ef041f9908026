import { assert, assertEquals, assertThrows } from "@std/assert";
import type { NodeId } from "../../model/protocol.ts";
import {
  assertFastQuorums,
  fastMajorities,
  type FastQuorumSystem,
  fastSized,
  fastWeighted,
  quorumsApart,
  twoThirds,
} from "./fast.ts";
import { subsets } from "./naive_test.ts";
import { sized } from "./system.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, node) => node);

/** Each quorum that takes over with each one, or with each two fast ones, that decide: what `quorumsApart` must agree with. */
function someAreApart(system: FastQuorumSystem): boolean {
  const sets = subsets(system.members).map((members) => new Set(members));
  const [first, classic, fast] = [system.phase1, system.phase2, system.fast].map((enough) =>
    sets.filter((set) => enough.call(system, set))
  );
  return first!.some((one) =>
    classic!.some((other) => one.isDisjointFrom(other)) ||
    fast!.some((other) => {
      const both = one.intersection(other);
      return fast!.some((third) => both.isDisjointFrom(third));
    })
  );
}

/** That what `quorumsApart` gives is what it says it is. */
function assertApart(system: FastQuorumSystem, { phase1, phase2 }: {
  readonly phase1: readonly NodeId[];
  readonly phase2: readonly (readonly NodeId[])[];
}): void {
  const all = [phase1, ...phase2].map((quorum) => new Set(quorum));
  const common = all.reduce((some, quorum) => some.intersection(quorum));
  assertEquals(common.size, 0, system.words);
  const decides = phase2.length === 1 ? system.phase2 : system.fast;
  for (const [i, quorum] of all.entries()) {
    const enough = i === 0 ? system.phase1 : decides;
    assert(enough.call(system, quorum), system.words);
    for (const member of quorum) {
      assert(!enough.call(system, quorum.difference(new Set([member]))), system.words);
    }
  }
}

Deno.test("fast quorums: sizes are safe when two classic ones, and one with two fast ones, are more than all, for all of up to six", () => {
  for (let n = 1; n <= 6; n++) {
    for (let classic = 1; classic <= n; classic++) {
      for (let fast = 1; fast <= n; fast++) {
        const system = fastSized(classic, fast)(upTo(n)), apart = quorumsApart(system);
        const safe = 2 * classic > n && classic + 2 * fast > 2 * n;
        assertEquals(apart === undefined, safe, system.words);
        assertEquals(apart !== undefined, someAreApart(system), system.words);
        if (apart !== undefined) assertApart(system, apart);
      }
    }
  }
});

Deno.test("fast quorums: the two usual choices are safe for all of up to twelve, and one less is not", () => {
  for (let n = 1; n <= 12; n++) {
    const members = upTo(n);
    const [classic, fast] = sizesOf(fastMajorities(members)), [both] = sizesOf(twoThirds(members));
    assertEquals([classic, both], [(n >> 1) + 1, Math.floor(2 * n / 3) + 1]);
    for (const sizes of [[classic, fast], [both, both]] as const) {
      assertEquals(quorumsApart(fastSized(...sizes)(members)), undefined);
    }
    for (const sizes of [[classic, fast - 1], [classic - 1, n], [both - 1, both - 1]] as const) {
      const less = fastSized(...sizes)(members), apart = quorumsApart(less);
      assert(apart !== undefined, less.words);
      assertApart(less, apart);
    }
  }
  assertEquals([4, 5, 7].map((n) => sizesOf(fastMajorities(upTo(n)))), [[3, 3], [3, 4], [4, 6]]);
  assertEquals([4, 5, 7].map((n) => sizesOf(twoThirds(upTo(n)))), [[3, 3], [4, 4], [5, 5]]);
});

/** How many of each kind are enough. */
function sizesOf({ members, phase1, phase2, fast }: FastQuorumSystem): [number, number] {
  const least = (enough: (present: ReadonlySet<NodeId>) => boolean) =>
    1 + members.findIndex((_, i) => enough(new Set(members.slice(0, i + 1))));
  assertEquals(least(phase1), least(phase2));
  return [least(phase1), least(fast)];
}

Deno.test("fast quorums: weights are looked at like heads, and only members count", () => {
  const members = [7, 300, 2 ** 40, 9, 11];
  const votes = new Map(members.map((member, i) => [member, i === 0 ? 3 : 1]));
  for (let classic = 1; classic <= 7; classic++) {
    for (let fast = 1; fast <= 7; fast++) {
      const system = fastWeighted(votes, classic, fast)(members), apart = quorumsApart(system);
      assertEquals(apart !== undefined, someAreApart(system), system.words);
      if (apart !== undefined) assertApart(system, apart);
    }
  }
  const heavy = fastWeighted(votes, 5, 5)(members);
  assertEquals(quorumsApart(heavy), undefined);
  assertEquals([heavy.fast(new Set([7, 9, 11])), heavy.fast(new Set(members.slice(1)))], [
    true,
    false,
  ]);
  assert(!fastMajorities(members).fast(new Set([0, 1, 2, 3, 4, 7, 9, 11])));
  assert(fastMajorities(members).fast(new Set([7, 9, 11, 300])));
});

Deno.test("fast quorums: those that decide need not meet each other in classic rounds", () => {
  const flexible = (phase1: number, phase2: number, fast: number): FastQuorumSystem => ({
    ...sized(phase1, phase2)(upTo(6)),
    fast: fastSized(1, fast)(upTo(6)).fast,
  });
  assertEquals(quorumsApart(flexible(5, 2, 4)), undefined);
  assertEquals(someAreApart(flexible(5, 2, 4)), false);
  const apart = quorumsApart(flexible(4, 2, 4));
  assertEquals([apart?.phase1.length, apart?.phase2.map(({ length }) => length)], [4, [2]]);
});

Deno.test("fast quorums: what is not safe, or too large, is refused in words", () => {
  assertFastQuorums(fastSized(3, 3)(upTo(4)));
  assertThrows(
    () => assertFastQuorums(fastSized(3, 3)(upTo(5))),
    RangeError,
    "because each that takes over must have a member in common with any two fast ones " +
      "(3 of 5 in classic rounds, 3 in fast ones): given {0, 1, 2} and {2, 3, 4} and {0, 3, 4}",
  );
  assertThrows(
    () => assertFastQuorums(fastSized(2, 4)(upTo(4))),
    RangeError,
    "each that takes over must meet each that decides",
  );
  assertThrows(() => quorumsApart(twoThirds(upTo(13))), RangeError, "at most 12 members: given 13");
});
