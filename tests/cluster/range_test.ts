/** What a range of the store gives, however large the store is. */

import { assert, assertEquals } from "@std/assert";
import { storeMachine } from "hb/replicated/store/machine.ts";
import { type Entries, faultOf, mostEntryUnits } from "../../tools/kv/operation.ts";

function storeOf(keys: readonly string[], value: string) {
  const store = storeMachine.init();
  for (const key of keys) storeMachine.apply(store, { type: "put", key, value });
  return (key: string, to: string | null, limit = 1000) => {
    const { entries, more } = storeMachine.apply(store, {
      type: "range",
      key,
      to,
      limit,
    }) as Entries;
    return { keys: entries.map(([key]) => key), more };
  };
}

Deno.test("a range is in order from its first key up to its end, and says whether there is more", () => {
  const range = storeOf(["b", "a", "c", "ab", "", "B", "é"], "v");
  assertEquals(range("", null), { keys: ["", "B", "a", "ab", "b", "c", "é"], more: false });
  assertEquals(range("a", "b"), { keys: ["a", "ab"], more: false });
  assertEquals(range("a\0", null, 2), { keys: ["ab", "b"], more: true });
  assertEquals(range("ab", "c", 2), { keys: ["ab", "b"], more: false });
  assertEquals(range("a", "a"), { keys: [], more: false });
  assertEquals(range("c", "a"), { keys: [], more: false });
});

Deno.test("page after page, all of a large store is given, each key once", () => {
  const all = Array.from({ length: 5_000 }, (_, i) => `${i * 7919 % 5_000}`.padStart(5, "0"));
  const range = storeOf(all, "x".repeat(40)), found: string[] = [];
  for (let from = "", more = true; more;) {
    const page = range(from, null, 999);
    found.push(...page.keys);
    from = `${page.keys.at(-1)}\0`;
    more = page.more;
  }
  assertEquals(found, all.toSorted());
});

Deno.test("large values end a range early, but never before its first entry", () => {
  const value = "x".repeat(2 ** 18), range = storeOf([..."abcdefg"], value);
  const { keys, more } = range("", null);
  assert(more && keys.length > 0 && keys.length * value.length <= mostEntryUnits, `${keys}`);
  const rest = range(`${keys.at(-1)}\0`, null);
  assertEquals(
    [...keys, ...rest.keys].join(""),
    "abcdefg".slice(0, keys.length + rest.keys.length),
  );
});

Deno.test("a range that nobody may ask for is named", () => {
  const fault = (key: string, to: string | null, limit: number) =>
    faultOf({ type: "range", key, to, limit });
  assertEquals(fault("", null, 1000), undefined);
  for (const limit of [0, 1001, 1.5, NaN]) {
    assertEquals(
      fault("", null, limit),
      `a range gives from 1 to 1000 entries, and this one ${limit}`,
    );
  }
  assertEquals(
    fault("", "x".repeat(1025), 1),
    "a key has at most 1024 characters, and this one 1025",
  );
});
