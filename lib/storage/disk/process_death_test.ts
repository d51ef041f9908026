/** What the next process finds when one dies alone. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { SimulatedDisk } from "./simulated_disk.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

/** A file of which a part is durable, in sectors of two bytes, and one with a name that is not. */
function halfDurable(faults: SimulatedDisk["options"]["faults"] = []): SimulatedDisk {
  const disk = new SimulatedDisk({ sectorBytes: 2, roomBytes: 4, faults });
  disk.append("a", bytes(1, 2, 3, 4));
  disk.sync("a");
  disk.syncFolder();
  disk.writeAt("a", 2, bytes(9, 9));
  disk.append("b", bytes(5));
  return disk;
}

/** All that a crash may leave, in words. */
function leftOf(disk: SimulatedDisk): string[] {
  return [...disk.afterCrash()].map(({ disk }) =>
    disk.names().map((name) => `${name}: ${disk.read(name)}`).sort().join("; ")
  ).sort();
}

Deno.test("all that was written is there, and a later crash may leave what it might have before", () => {
  const disk = halfDurable(), next = disk.afterProcessDeath();
  assertEquals([next.read("a"), next.read("b")], [bytes(1, 2, 9, 9), bytes(5)]);
  assertEquals(next.unsure(), disk.unsure());
  assertEquals(leftOf(next), leftOf(disk));
  assertEquals(leftOf(next).includes("a: 1,2,3,4"), true);
  next.sync("a");
  next.sync("b");
  next.syncFolder();
  assertEquals(leftOf(next), ["a: 1,2,9,9; b: 5"]);
});

Deno.test("the two disks are apart from each other", () => {
  const disk = halfDurable(), next = disk.afterProcessDeath(), before = leftOf(disk);
  next.damage("a", 2, 1);
  next.append("b", bytes(6));
  next.remove("a");
  next.syncFolder();
  assertEquals(leftOf(disk), before);
  assertEquals([disk.read("a"), disk.read("b")], [bytes(1, 2, 9, 9), bytes(5)]);
});

Deno.test("room behind a file's end is a part of it for the next process", () => {
  const disk = halfDurable();
  disk.reserve("a");
  assertEquals([disk.size("a"), disk.afterProcessDeath().size("a")], [4, 8]);
});

/** What a crash may leave when the syncs of "a" and of the folder were tried, died of, and done again. */
function afterFailedSync(nth: number): string[] {
  const disk = halfDurable([{ type: "sync fails", nth }]);
  assertThrows(() => {
    disk.sync("a");
    disk.syncFolder();
  });
  const next = disk.afterProcessDeath();
  next.sync("a");
  next.syncFolder();
  return leftOf(next);
}

Deno.test("what a sync failed to write, the syncs of the next process do not, contents and names", () => {
  assert(afterFailedSync(2).some((left) => left.startsWith("a: 1,2,3,4")));
  assert(afterFailedSync(3).includes("a: 1,2,9,9"), "b has no name");
});
