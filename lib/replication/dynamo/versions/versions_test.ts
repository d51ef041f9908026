import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Context, covers, includes, isSame as isSameContext, joined } from "./context.ts";
import { type Copy, isSame, merged, NOTHING, type Version, written } from "./copy.ts";

/** What three replicas may do: write, with what one of them shows or with nothing seen, and hear of another's copy. */
type Act =
  | { readonly kind: "write"; readonly at: number; readonly seenAt: number | null }
  | { readonly kind: "hear"; readonly at: number; readonly from: number };

const node = fc.nat({ max: 2 });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant("write" as const),
    at: node,
    seenAt: fc.option(node),
  }),
  fc.record({ kind: fc.constant("hear" as const), at: node, from: node }),
);
const story = fc.array(act, { maxLength: 25 });

/** The copies of three replicas after a story, and the sets of dots that each had truly seen, by a naive twin. */
function play(acts: readonly Act[]) {
  const copies: Copy[] = [NOTHING, NOTHING, NOTHING];
  const twins = copies.map(() => ({ seen: new Set<string>(), alive: new Set<string>() }));
  const counts = [0, 0, 0];
  for (const each of acts) {
    if (each.kind === "hear") {
      copies[each.at] = merged(copies[each.at]!, copies[each.from]!);
      hear(twins[each.at]!, twins[each.from]!);
      continue;
    }
    const dot = { actor: `n${each.at}`, count: ++counts[each.at]! };
    const version: Version = { dot, value: `${each.at}.${dot.count}`, at: null };
    const context: Context = each.seenAt === null ? new Map() : copies[each.seenAt]!.seen;
    const seen = each.seenAt === null ? new Set<string>() : new Set(twins[each.seenAt]!.seen);
    copies[each.at] = written(copies[each.at]!, context, version);
    const twin = twins[each.at]!;
    for (const old of seen) {
      twin.seen.add(old);
      twin.alive.delete(old);
    }
    twin.seen.add(String(version.value));
    twin.alive.add(String(version.value));
  }
  return { copies, twins };
}

interface Twin {
  readonly seen: Set<string>;
  readonly alive: Set<string>;
}

function hear(own: Twin, other: Twin): void {
  const alive = [...own.alive].filter((each) => other.alive.has(each) || !other.seen.has(each));
  const news = [...other.alive].filter((each) => own.alive.has(each) || !own.seen.has(each));
  own.alive.clear();
  for (const each of [...alive, ...news]) own.alive.add(each);
  for (const each of other.seen) own.seen.add(each);
}

Deno.test("dots and contexts say the same as sets of all writes that were ever seen", () => {
  fc.assert(
    fc.property(story, (acts) => {
      const { copies, twins } = play(acts);
      copies.forEach(({ versions }, i) =>
        assertEquals(versions.map(({ value }) => value).toSorted(), [...twins[i]!.alive].toSorted())
      );
    }),
    { seed: 1, numRuns: 400 },
  );
});

Deno.test("merging is commutative, associative and idempotent", () => {
  fc.assert(
    fc.property(story, (acts) => {
      const [a, b, c] = play(acts).copies as [Copy, Copy, Copy];
      assertEquals(merged(a, b), merged(b, a));
      assertEquals(merged(merged(a, b), c), merged(a, merged(b, c)));
      assert(isSame(merged(a, a), a));
      assert(isSame(merged(a, NOTHING), a));
    }),
    { seed: 1, numRuns: 300 },
  );
});

Deno.test("a merged copy has seen what both have, and a write is seen where it is", () => {
  fc.assert(
    fc.property(story, (acts) => {
      const [a, b] = play(acts).copies as [Copy, Copy, Copy];
      const { versions, seen } = merged(a, b);
      assert(includes(seen, a.seen) && includes(seen, b.seen));
      assert(isSameContext(seen, joined(a.seen, b.seen)));
      assert(versions.every(({ dot }) => covers(seen, dot)));
    }),
    { seed: 1, numRuns: 200 },
  );
});
