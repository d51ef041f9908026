import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Block } from "./block.ts";
import { BlockWriter } from "./block_writer.ts";
import { BlockCache } from "./cache.ts";

/** A block of about so many bytes. */
function blockOf(bytes: number): Block {
  const writer = new BlockWriter(16);
  writer.add(new Uint8Array(), 0, new Uint8Array(bytes));
  return new Block(writer.finish().slice());
}

const small = blockOf(100), room = (blocks: number) => 330 * blocks;

Deno.test("a cache gives back what was put, and never keeps more than it may", () => {
  const step = fc.record({
    shelf: fc.nat(2),
    position: fc.nat(5),
    action: fc.constantFrom("get", "get", "put", "clear"),
    size: fc.constantFrom(1, 100, 700, 5000),
  });
  let kept = 0;
  fc.assert(fc.property(fc.array(step, { maxLength: 200, size: "max" }), (steps) => {
    const cache = new BlockCache(2000), shelves = [0, 1, 2].map(() => cache.shelf());
    const put = new Map<string, Block>();
    let gets = 0;
    for (const { shelf, position, action, size } of steps) {
      const name = `${shelf} ${position}`;
      if (action === "put") {
        const block = blockOf(size);
        shelves[shelf]!.put(position, block);
        put.set(name, block);
        // Only what is larger than all of the room is not kept at first.
        assertEquals(shelves[shelf]!.get(position), size < 2000 ? block : undefined);
        gets++;
      } else if (action === "get") {
        const block = shelves[shelf]!.get(position);
        gets++;
        if (block === undefined) continue;
        kept++;
        assert(block === put.get(name));
      } else {
        shelves[shelf]!.clear();
        for (let i = 0; i < 6; i++) put.delete(`${shelf} ${i}`);
      }
      assert(cache.bytes >= 0 && cache.bytes <= cache.capacity);
    }
    assertEquals(cache.hits + cache.misses, gets);
    for (const shelf of shelves) shelf.clear();
    assertEquals(cache.bytes, 0);
  }));
  assert(kept > 100, `${kept}`);
});

Deno.test("what was used stays when what was not must go", () => {
  const cache = new BlockCache(room(4)), shelf = cache.shelf();
  for (let i = 0; i < 4; i++) shelf.put(i, small);
  for (const i of [0, 2]) assert(shelf.get(i) !== undefined);
  shelf.put(4, small);
  shelf.put(5, small);
  const left = [0, 1, 2, 3, 4, 5].filter((i) => shelf.get(i) !== undefined);
  assertEquals(left, [0, 2, 4, 5]);
});

Deno.test("blocks that are read once do not drive out those that are read often", () => {
  const cache = new BlockCache(room(20)), often = cache.shelf(), once = cache.shelf();
  for (let i = 0; i < 10; i++) often.put(i, small);
  for (let i = 0; i < 1000; i++) {
    for (let j = 0; j < 10; j++) often.get(j);
    once.put(i, small);
  }
  assertEquals(cache.misses, 0);
});

Deno.test("a cache without room keeps nothing", () => {
  const cache = new BlockCache(0), shelf = cache.shelf();
  shelf.put(0, small);
  assertEquals([shelf.get(0), cache.bytes, cache.misses], [undefined, 0, 1]);
});
