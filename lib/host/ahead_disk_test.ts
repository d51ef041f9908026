import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { SimulatedDisk } from "../storage/disk/simulated_disk.ts";
import { type AheadDisk, aheadDisk } from "./ahead_disk.ts";
import type { AsyncDisk } from "./async_disk.ts";

/** Notes how its files are synced. */
class Disk extends SimulatedDisk implements AsyncDisk {
  readonly syncs: string[] = [];
  failing = false;

  override sync(name: string): void {
    this.syncs.push(name);
    super.sync(name);
  }

  async syncLater(name: string): Promise<void> {
    await Promise.resolve();
    this.syncs.push(`${name} beside`);
    if (this.failing) throw new Error("the disk failed");
    super.sync(name);
  }

  syncFolderLater(): Promise<void> {
    return Promise.resolve();
  }
}

const byte = Uint8Array.of(1);

function setUp(): { disk: Disk; ahead: AheadDisk } {
  const disk = new Disk({ files: new Map([["log-1", byte]]) });
  return { disk, ahead: aheadDisk(disk, (name) => name.startsWith("log-")) };
}

Deno.test("what was synced ahead is not synced again, until it is written to", async () => {
  const writes: ((disk: AheadDisk) => void)[] = [
    (disk) => disk.append("log-1", byte),
    (disk) => disk.writeAt("log-1", 0, byte),
    (disk) => disk.truncate("log-1", 0),
    (disk) => disk.append("log-1", byte),
    (disk) => disk.reserve("log-1"),
  ];
  const { disk, ahead } = setUp();
  for (const write of writes) {
    write(ahead);
    disk.syncs.length = 0;
    await ahead.ahead();
    ahead.sync("log-1");
    await ahead.ahead();
    assertEquals(disk.syncs, ["log-1 beside"]);
    write(ahead);
    ahead.sync("log-1");
    ahead.sync("log-1");
    await ahead.ahead();
    assertEquals(disk.syncs, ["log-1 beside", "log-1"]);
  }
});

Deno.test("a file of an earlier life, one under a new name, and one that is not synced ahead, are synced", async () => {
  const { disk, ahead } = setUp();
  ahead.sync("log-1");
  ahead.append("table", byte);
  await ahead.ahead();
  ahead.sync("table");
  ahead.sync("table");
  ahead.rename("log-1", "log-2");
  ahead.sync("log-2");
  ahead.append("log-3", byte);
  await ahead.ahead();
  ahead.rename("table", "log-3");
  ahead.sync("log-3");
  ahead.remove("log-2");
  await ahead.ahead();
  assertEquals(disk.syncs, ["log-1", "table", "table", "log-2", "log-3 beside", "log-3"]);
});

Deno.test("after a sync ahead has failed, no later sync succeeds", async () => {
  const { disk, ahead } = setUp();
  ahead.append("log-1", byte);
  disk.failing = true;
  await assertRejects(() => ahead.ahead(), Error, "the disk failed");
  disk.failing = false;
  assertThrows(() => ahead.sync("log-1"), Error, "the disk failed");
  assertEquals(disk.syncs, ["log-1 beside"]);
});
