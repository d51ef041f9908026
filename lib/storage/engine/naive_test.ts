import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { MalformedBytes } from "../../codec/malformed.ts";
import { CorruptStorage } from "../corrupt.ts";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import { Wal } from "../wal/wal.ts";
import { decodeBatch, encodeBatch } from "./batch.ts";
import type { Change } from "./engine.ts";
import { Naive } from "./naive.ts";

/** Objects as literals make them. */
const plain = { noNullPrototype: true };
const bytes = fc.uint8Array({ maxLength: 200 });
const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ type: fc.constant("put" as const), key: bytes, value: bytes }, plain),
  fc.record({ type: fc.constant("delete" as const), key: bytes }, plain),
  fc.record({ type: fc.constant("delete range" as const), from: bytes, to: bytes }, plain),
);

Deno.test("a batch is what it was when it is read back, and what is cut off is no batch", () => {
  fc.assert(fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
    const encoded = encodeBatch(changes);
    assertEquals(decodeBatch(encoded), changes);
    if (changes.length === 0) return;
    assertThrows(() => decodeBatch(encoded.subarray(0, encoded.length - 1)), MalformedBytes);
  }));
});

Deno.test("a change of a kind that there is not is told from the others", () => {
  assertThrows(() => decodeBatch(Uint8Array.of(2, 0, 9)), MalformedBytes, "byte 2");
});

Deno.test("a log of other entries is refused", () => {
  const disk = new SimulatedDisk(), wal = new Wal({ disk, owner: "a naive engine" });
  wal.append([Uint8Array.of(7)]);
  wal.sync();
  assertThrows(() => new Naive({ disk }), CorruptStorage, "batches of changes are required");
});

Deno.test("a log is compacted when it has grown, and its files hold what is there", () => {
  const disk = new SimulatedDisk(), engine = new Naive({ disk, compactBytes: 1000 });
  const key = Uint8Array.of(1);
  let most = 0;
  for (let i = 0; i < 1000; i++) {
    engine.put(key, Uint8Array.of(i % 256));
    most = Math.max(most, disk.names().reduce((sum, name) => sum + disk.size(name), 0));
  }
  assert(most < 2500, `${most} bytes`);
  engine.close();
  const again = new Naive({ disk });
  assertEquals([...again.scan()], [{ key, value: Uint8Array.of(999 % 256) }]);
});

Deno.test("after a write has failed, every later one fails with the same error", () => {
  const disk = new SimulatedDisk(), engine = new Naive({ disk }), key = Uint8Array.of(1);
  engine.put(key, Uint8Array.of(1));
  const failure = new Error("the disk is full");
  disk.before = () => {
    throw failure;
  };
  assertThrows(() => engine.put(key, Uint8Array.of(2)), Error, "the disk is full");
  disk.before = () => {};
  for (const write of [() => engine.sync(), () => engine.put(key, key), () => engine.delete(key)]) {
    assertEquals(assertThrows(write), failure);
  }
  // It can be read, and closed.
  assertEquals(engine.get(key), Uint8Array.of(1));
  engine.close();
  assertThrows(() => engine.get(key), Error, "it was closed");
});
