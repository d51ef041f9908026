/** What careless disks do with each operation. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { DiskFailure, type DiskFault } from "../../storage/disk/faults.ts";
import { SimulatedDisk } from "../../storage/disk/simulated_disk.ts";
import {
  careful,
  type Careless,
  carelessness,
  withoutFirstSync,
  withoutFolderSync,
  withoutRename,
  withoutSyncErrors,
  withoutSyncOf,
  withSyncsAgain,
} from "./careless.ts";
import { bytesOf } from "./tiny_store.ts";

/** A disk, and the same as an engine sees it. */
function seen(careless: Careless, faults: readonly DiskFault[] = []) {
  const disk = new SimulatedDisk({ faults });
  return { disk, below: careless.below(disk) };
}

/** The files of which all is durable. */
function durable(disk: SimulatedDisk): string[] {
  return disk.unsure().filter(({ sectors, lengths }) =>
    sectors.length === 0 && lengths.length === 1
  )
    .map(({ name }) => name);
}

Deno.test("what a careless disk does not leave out, it does", () => {
  for (const careless of carelessness) {
    const { disk, below } = seen(careless);
    below.append("a", bytesOf("abc"));
    below.writeAt("a", 1, bytesOf("x"));
    below.truncate("a", 2);
    below.rename("a", "b");
    below.append("c", bytesOf("gone"));
    below.remove("c");
    assertEquals([below.names(), below.size("b"), below.read("b")], [["b"], 2, bytesOf("ax")]);
    assertEquals(disk.names(), ["b"], careless.words);
  }
});

Deno.test("files with such names are not synced, and others are", () => {
  const { disk, below } = seen(withoutSyncOf(/\.table$/, "tables"));
  for (const name of ["1.table", "1.log"]) {
    below.append(name, bytesOf("abc"));
    below.sync(name);
  }
  assertEquals(durable(disk), ["1.log"]);
});

Deno.test("new files are not synced, not under another name either, and from then on they are", () => {
  const { disk, below } = seen(withoutFirstSync);
  below.append("a", bytesOf("abc"));
  below.sync("a");
  assertEquals(durable(disk), []);
  below.rename("a", "b");
  below.sync("b");
  assertEquals(durable(disk), ["b"]);
  below.remove("b");
  below.append("b", bytesOf("abc"));
  below.sync("b");
  assertEquals(durable(disk), []);
});

Deno.test("the folder is not synced", () => {
  const { disk, below } = seen(withoutFolderSync);
  below.append("a", bytesOf("abc"));
  below.syncFolder();
  assert(!disk.unsure()[0]!.isNamed);
});

Deno.test("a file that is copied is durable, and for a moment there is none of its name", () => {
  const { disk, below } = seen(withoutRename), moments: string[] = [];
  below.append("old", bytesOf("old"));
  below.append("new", bytesOf("new"));
  disk.before = () => moments.push([...disk.names()].sort().join(" "));
  below.rename("new", "old");
  assertEquals(moments, ["new old", "new", "new old", "new old"]);
  assertEquals([disk.names(), disk.read("old"), durable(disk)], [["old"], bytesOf("new"), ["old"]]);
});

Deno.test("syncs that fail are heard of by those who are told", () => {
  const faults: DiskFault[] = [{ type: "sync fails", nth: 0 }, { type: "sync fails", nth: 1 }];
  const counts = [careful, withoutSyncErrors, withSyncsAgain].map((careless) => {
    const { disk, below } = seen(careless, faults);
    below.append("a", bytesOf("abc"));
    const before = disk.operations;
    if (careless === careful) assertThrows(() => below.sync("a"), DiskFailure);
    else below.sync("a");
    if (careless === careful) assertThrows(() => below.syncFolder(), DiskFailure);
    else below.syncFolder();
    return disk.operations - before;
  });
  assertEquals(counts, [2, 2, 4]);
});
