import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { MalformedBytes } from "../../../codec/malformed.ts";
import { Block } from "./block.ts";
import { BlockCursor } from "./block_cursor.ts";
import { BlockWriter } from "./block_writer.ts";
import { EntryHead } from "./entry_head.ts";
import type { Version } from "./version.ts";
import { allOf, assertWalksLike, compare, moves, versions } from "./versions_arbitrary_test.ts";

const encoder = new TextEncoder();

function contentsOf(versions: readonly Version[], restartEvery: number): Uint8Array {
  const writer = new BlockWriter(restartEvery);
  for (const { key, sequence, kind, value } of versions) {
    writer.add(key, sequence, kind === "delete" ? undefined : value);
  }
  assertEquals(writer.entries, versions.length);
  const { bytes } = writer, contents = writer.finish().slice();
  assertEquals([contents.length, writer.entries], [bytes, 0]);
  return contents;
}

const some = versions.filter(({ length }) => length > 0);
const everySo = fc.constantFrom(1, 2, 3, 16);

/** The versions of the example at the top of block.ts. */
const tea: Version[] = [
  { key: encoder.encode("tea"), sequence: 7, kind: "put", value: encoder.encode("hot") },
  { key: encoder.encode("tea"), sequence: 5, kind: "put", value: new Uint8Array() },
  { key: encoder.encode("ten"), sequence: 6, kind: "delete", value: new Uint8Array() },
];

Deno.test("the layout of a block is that of the example", () => {
  const expected = "00030704" + encoder.encode("teahot").toHex() + "03000501" + "02010600" +
    encoder.encode("n").toHex() + "00000000" + "01000000";
  assertEquals(contentsOf(tea, 16).toHex(), expected);
  assertEquals(allOf(new BlockCursor(new Block(Uint8Array.fromHex(expected)))), tea);
});

Deno.test("the versions that tests draw have keys with several versions, deletes and long keys", () => {
  const drawn = fc.sample(versions, 50);
  const some = (holds: (version: Version, i: number, all: Version[]) => boolean) =>
    drawn.filter((all) => all.some(holds)).length;
  const twice = some(({ key }, i, all) => i > 0 && all[i - 1]!.key.toHex() === key.toHex());
  assert(twice > 25, `${twice}`);
  assert(some(({ kind }) => kind === "delete") > 25);
  assert(some(({ key }) => key.length > 64) > 25);
});

Deno.test("a block keeps versions, and a cursor walks them as it would walk an array", () => {
  fc.assert(
    fc.property(some, everySo, moves, (versions, every, moves) => {
      const block = new Block(contentsOf(versions, every));
      assertEquals(allOf(new BlockCursor(block)), versions);
      assertWalksLike(new BlockCursor(block), versions, moves);
    }),
    { numRuns: 150 },
  );
});

Deno.test("find: the first version at or behind a place, and whether it is of the key", () => {
  fc.assert(
    fc.property(some, some, everySo, (versions, others, every) => {
      const block = new Block(contentsOf(versions, every)), head = new EntryHead();
      for (const sought of [...versions, ...others]) {
        const at = block.find(head, sought.key, sought.sequence);
        const expected = versions.find((version) => compare(version, sought) >= 0);
        assertEquals(at === block.end, expected === undefined);
        if (expected === undefined) continue;
        assertEquals([head.sequence, head.value(block.bytes)], [expected.sequence, expected.value]);
        assertEquals(head.same, expected.key.toHex() === sought.key.toHex());
      }
    }),
    { numRuns: 100 },
  );
});

Deno.test("keys share what they can: a hundred of a hundred bytes take little more than their ends", () => {
  const versions = Array.from({ length: 100 }, (_, i): Version => {
    const key = encoder.encode("k".repeat(97) + String(i).padStart(3, "0"));
    return { key, sequence: i, kind: "delete", value: new Uint8Array() };
  });
  const { length } = contentsOf(versions, 16);
  assert(length < 7 * 110 + 93 * 8, `${length}`);
});

/** Reads a block whatever its bytes are, and all that it says then. */
function readAnyhow(bytes: Uint8Array): Version[] | undefined {
  let block: Block;
  try {
    block = new Block(bytes);
  } catch (error) {
    assert(error instanceof MalformedBytes, String(error));
    return undefined;
  }
  const all = allOf(new BlockCursor(block)),
    cursor = new BlockCursor(block),
    head = new EntryHead();
  const back: Version[] = [];
  for (cursor.last(); cursor.current !== undefined; cursor.previous()) back.push(cursor.current);
  assertEquals(back.reverse(), all);
  assert(all.length > 0 && all.every((version, i) => i === 0 || compare(all[i - 1]!, version) < 0));
  for (const { key, sequence } of all) {
    assert(block.find(head, key, sequence) < block.end && head.same && head.sequence === sequence);
  }
  return all;
}

Deno.test("no bytes make a block that is not in order, or throw anything but MalformedBytes", () => {
  let read = 0;
  const small = fc.array(fc.oneof(fc.nat(4), fc.nat(255)), { maxLength: 40, size: "max" });
  fc.assert(
    fc.property(small, fc.nat(3), (bytes, restarts) => {
      const end = Uint8Array.of(...bytes, ...new Uint8Array(4 * restarts), restarts, 0, 0, 0);
      readAnyhow(end);
    }),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(some, everySo, fc.nat(), fc.nat(255), (versions, every, place, byte) => {
      const bytes = contentsOf(versions, every);
      bytes[place % bytes.length] = byte;
      if (readAnyhow(bytes) !== undefined) read++;
    }),
    { numRuns: 1000 },
  );
  assert(read > 100, `only ${read} changed blocks could be read`);
});

const malformed: readonly (readonly [string, string])[] = [
  ["nothing at all", ""],
  ["no entries", "00000000" + "01000000"],
  ["no restarts", "00010001" + "61" + "00000000"],
  ["more restarts than there is room for", "00010001" + "61" + "ffffffff"],
  ["a restart that is not at the first entry", "00010001" + "61" + "01000000" + "01000000"],
  ["a first key that shares", "01010001" + "61" + "00000000" + "01000000"],
  ["a key that ends behind the entries", "00090001" + "61" + "00000000" + "01000000"],
  ["a value that ends behind the entries", "00010009" + "61" + "00000000" + "01000000"],
  ["a sequence above 2^53", "0001ffffffffffffffff7f01" + "61" + "00000000" + "01000000"],
  [
    "a key that comes before the one before",
    "00010001" + "62" + "00010001" + "61" + "0000000001000000",
  ],
  ["a version twice", "00010001" + "62" + "01000001" + "0000000001000000"],
  ["a version behind an older one", "00010101" + "62" + "01000201" + "0000000001000000"],
];

for (const [name, hex] of malformed) {
  Deno.test(`a block is refused that has ${name}`, () => {
    assertThrows(() => new Block(Uint8Array.fromHex(hex)), MalformedBytes);
  });
}
