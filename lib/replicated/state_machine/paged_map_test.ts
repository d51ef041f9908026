import { assert, assertEquals, assertLess, assertStrictEquals } from "@std/assert";
import fc from "fast-check";
import { clone } from "../../model/clone.ts";
import {
  countIn,
  deleteFrom,
  emptyPagedMap,
  getFrom,
  PAGE_BYTES,
  type PagedMap,
  paging,
  setIn,
} from "./paged_map.ts";

/** Large values, so that a few keys make many pages. */
const valueOf = (number: number) => `${number}`.padEnd(PAGE_BYTES / 8, ".");

/** What changes a map: few keys, so that they are met again. */
type Change = readonly ["set" | "delete" | "freeze" | "thaw", key: number, value: number];
const changes = fc.array(
  fc.tuple(
    fc.constantFrom("set", "set", "set", "set", "delete", "freeze", "thaw"),
    fc.nat(99),
    fc.nat(9),
  ) as fc.Arbitrary<Change>,
  { maxLength: 250, size: "max" },
);

const contentOf = ({ pages }: { readonly pages: readonly unknown[] }) =>
  new Map((pages as Map<string, string>[]).flatMap((page) => [...page]));

Deno.test("paged map: it holds what a Map holds, and what was frozen stays as it was", () => {
  fc.assert(
    fc.property(changes, (list) => {
      let map = emptyPagedMap();
      const plain = new Map<string, string>();
      const kept: { frozen: ReturnType<typeof paging.freeze>; was: Map<string, string> }[] = [];
      for (const [what, key, value] of list) {
        if (what === "set") {
          setIn(map, `${key}`, valueOf(value)), plain.set(`${key}`, valueOf(value));
        }
        if (what === "delete") deleteFrom(map, `${key}`), plain.delete(`${key}`);
        if (what === "freeze") kept.push({ frozen: paging.freeze(map), was: new Map(plain) });
        // Two go on from what was frozen, and neither sees what the other does.
        if (what === "thaw" && kept.length > 0) {
          const other = map;
          map = paging.thaw(paging.freeze(map));
          setIn(other, `${key}`, "not for the others");
        }
        assertEquals(getFrom(map, `${key}`), plain.get(`${key}`));
      }
      assertEquals(contentOf(map).size, plain.size);
      for (const [key, value] of plain) assertEquals(getFrom(map, key), value);
      assertEquals(countIn(map), plain.size);
      for (const { frozen, was } of kept) {
        assertEquals(
          contentOf(frozen),
          contentOf({ pages: [...was].map((pair) => new Map([pair])) }),
        );
        assertEquals(frozen.bytes, bytesOf(frozen));
      }
      assertEquals(map.bytes, bytesOf(map));
    }),
    { seed: 1, numRuns: 150 },
  );
});

function bytesOf(map: { readonly pages: readonly unknown[] }): number {
  let bytes = 0;
  for (const [key, value] of contentOf(map)) bytes += key.length + value.length + 4;
  return bytes;
}

Deno.test("paged map: the pages follow from the changes, whoever has frozen it meanwhile", () => {
  fc.assert(
    fc.property(changes, (list) => {
      const apply = (freezes: boolean): PagedMap => {
        let map = emptyPagedMap();
        for (const [what, key, value] of list) {
          if (what === "set") setIn(map, `${key}`, valueOf(value));
          if (what === "delete") deleteFrom(map, `${key}`);
          if (freezes && what === "freeze") paging.freeze(map);
          if (freezes && what === "thaw") map = paging.thaw(clone(paging.freeze(map)));
        }
        return map;
      };
      const listed = ({ pages }: PagedMap) => pages.map((page) => [...page]);
      assertEquals(listed(apply(true)), listed(apply(false)));
    }),
    { seed: 2, numRuns: 100 },
  );
});

Deno.test("paged map: a change to what was frozen copies its page and no other", () => {
  const map = emptyPagedMap();
  for (let i = 0; i < 2_000; i++) setIn(map, `key ${i}`, "x".repeat(500));
  assert(map.pages.length > 20);
  const { pages } = paging.freeze(map), before = [...pages];
  setIn(map, "key 7", "y".repeat(500));
  assertEquals(map.pages.filter((page, i) => page !== pages[i]).length, 1);
  setIn(map, "key 7", "z".repeat(500));
  pages.forEach((page, i) => assertStrictEquals(page, before[i]));
});

Deno.test("paged map: pages stay small as it grows, and their number shrinks with it", () => {
  const map = emptyPagedMap();
  for (let i = 0; i < 20_000; i++) setIn(map, `${i}`, "x".repeat(100));
  const sizes = map.pages.map((page) => bytesOf({ pages: [page] }));
  assertLess(Math.max(...sizes), 4 * PAGE_BYTES);
  assertLess(PAGE_BYTES / 8, Math.min(...sizes));
  for (let i = 0; i < 20_000; i++) deleteFrom(map, `${i}`);
  assertEquals([map.pages.length, map.bytes], [1, 0]);
});
