import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { plain } from "../../model/plain_arbitrary_test.ts";
import { type Difference, difference, usualLimits } from "./difference.ts";

/** A difference in one line: `+` added, `-` removed, `~` changed. */
function told({ mark, kind, text, before, entries, omitted }: Difference): string {
  const sign = { same: "", added: "+", removed: "-", changed: "~" }[mark];
  if (kind === "leaf") return sign + (before === undefined ? text : `${before}>${text}`);
  const inner = entries.map(({ key, difference }) =>
    (key === "" ? "" : `${key}:`) + told(difference)
  );
  return `${sign}${kind}(${[...inner, ...(omitted > 0 ? [`…${omitted}`] : [])].join(" ")})`;
}

Deno.test("what changed is marked where it is, and on the way there", () => {
  const before = { term: 1, votes: new Set([0]), log: ["a", "b"], next: new Map([[1, { at: 2 }]]) };
  const after = {
    term: 2,
    votes: new Set([0, 2]),
    log: ["a", "b"],
    next: new Map([[1, { at: 3 }]]),
  };
  assertEquals(
    told(difference(before, after)),
    "~record(term:~1>2 votes:~set(0 +2) log:list(0:a 1:b) next:~map(1:~record(at:~2>3)))",
  );
});

Deno.test("a list that grows or shrinks at either end has kept the rest", () => {
  assertEquals(told(difference([1, 2], [1, 2, 3])), "~list(0:1 1:2 +3)".replace("+3", "2:+3"));
  assertEquals(told(difference([1, 2, 3], [2, 3])), "~list(0:-1 0:2 1:3)");
  assertEquals(told(difference([1, 2, 3], [1, 9, 3])), "~list(0:1 1:~2>9 2:3)");
});

Deno.test("fields come and go, and a value may become one of another kind", () => {
  assertEquals(
    told(difference({ a: null }, { a: 1, b: { c: 1 } })).replaceAll('"', ""),
    "~record(a:~nothing>1 b:+record(c:+1))",
  );
  assertEquals(told(difference({ a: [1] }, {})), "~record(a:-list(0:-1))");
  assertEquals(told(difference({ a: [1] }, { a: { b: 1 } })), "~record(a:~record(b:+1))");
  assertEquals(told(difference(undefined, { a: 1 })), "record(a:1)");
});

Deno.test("a large state is cut, and what changed in it is not what goes first", () => {
  const before = Array.from({ length: 500 }, (_, i) => i);
  const after = before.with(3, -1);
  const { entries, omitted } = difference(before, after, { ...usualLimits, entries: 5 });
  assertEquals(omitted, 495);
  assertEquals(entries.map(({ key }) => key), ["3", "496", "497", "498", "499"]);
  const deep = difference({ a: { b: { c: 1 } } }, { a: { b: { c: 2 } } }, {
    ...usualLimits,
    depth: 2,
  });
  assertEquals(told(deep), "~record(a:~record(b:~c 1>c 2))");
  const long = difference("x".repeat(999), "y".repeat(999)).text;
  assertEquals(long.length, usualLimits.characters);
});

Deno.test("equal data has no difference, however it is shared, and other data has one", () => {
  fc.assert(fc.property(plain, plain, (a, b) => {
    const same = (tree: Difference): boolean =>
      tree.mark === "same" && tree.entries.every(({ difference }) => same(difference));
    assert(same(difference(a, structuredClone(a))));
    if (a !== undefined && !same(difference(a, b))) assertEquals(difference(a, b).mark, "changed");
  }));
});
