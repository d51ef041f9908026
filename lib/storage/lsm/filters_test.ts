import { assertEquals, assertThrows } from "@std/assert";
import { blockedBloom } from "../bloom/blocked.ts";
import { bloom } from "../bloom/bloom.ts";
import type { FilterKind } from "../bloom/filter.ts";
import { ribbon } from "../bloom/ribbon.ts";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import { Lsm } from "./lsm.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

/** How many of a hundred keys a store finds. */
function found(store: Lsm): number {
  return Array.from({ length: 100 }, (_, i) => store.get(bytes(i))).filter(Boolean).length;
}

Deno.test("a store finds all its keys with the smallest filters that there are, and the largest", () => {
  const kinds = [bloom, blockedBloom].flatMap((kind) => [kind(1), kind(100)]);
  for (const filter of [...kinds, ribbon(1), ribbon(32)]) {
    const disk = new SimulatedDisk(), store = new Lsm({ disk, memtableBytes: 200, filter });
    for (let i = 0; i < 100; i++) store.put(bytes(i), bytes(i));
    store.freeze();
    store.settle();
    const { memtableBytes } = store.statistics();
    assertEquals([found(store), memtableBytes], [100, 0], filter.name);
    store.close();
    assertEquals(found(new Lsm({ disk })), 100, `${filter.name}, opened again`);
  }
});

Deno.test("a filter that nobody can read is no table's, and the log stays that it would stand for", () => {
  const wrong: FilterKind = { name: "my own", build: () => bytes(3, 33, 0) };
  const disk = new SimulatedDisk(), store = new Lsm({ disk, filter: wrong });
  for (let i = 0; i < 100; i++) store.put(bytes(i), bytes(i));
  store.sync();
  const words = "because a filter that can be read is required from my own: given";
  assertThrows(
    () => {
      store.freeze();
      store.settle();
    },
    Error,
    words,
  );
  assertThrows(() => store.put(bytes(1), bytes(2)), Error, words);
  assertEquals([found(store), found(new Lsm({ disk }))], [100, 100]);
});
