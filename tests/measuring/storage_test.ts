/** What the bench of storage stands on. */

import { assertEquals } from "@std/assert";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Change } from "hb/storage/engine/engine.ts";
import { Naive } from "hb/storage/engine/naive.ts";
import { CountingDisk } from "../../bench/storage/counting_disk.ts";
import { grouped } from "../../bench/storage/grouped.ts";

Deno.test("clients who come together share a sync, and what each put is durable then", async () => {
  const disk = new SimulatedDisk(), engine = new Naive({ disk }), commit = grouped(engine);
  const syncs = disk.meter.syncs;
  const puts = Array.from({ length: 32 }, (_, i): Change => {
    return { type: "put", key: Uint8Array.of(i), value: Uint8Array.of(i) };
  });
  await Promise.all(puts.map(commit));
  assertEquals(disk.meter.syncs - syncs, 1);
  for (const { disk: left } of disk.afterCrash({ most: 5 })) {
    assertEquals([...new Naive({ disk: left }).scan()].length, 32);
  }
});

Deno.test("a disk that counts does what the other does, and counts bytes", () => {
  const disk = new CountingDisk(new SimulatedDisk());
  disk.append("x", new Uint8Array(10));
  disk.writeAt("x", 5, Uint8Array.of(1, 2));
  assertEquals(disk.readAt("x", 4, 4), Uint8Array.of(0, 1, 2, 0));
  assertEquals(disk.read("x").length, 10);
  const { writtenBytes, readBytes, reads, bytes } = disk;
  assertEquals({ writtenBytes, readBytes, reads, bytes }, {
    writtenBytes: 12,
    readBytes: 14,
    reads: 2,
    bytes: 10,
  });
  disk.rename("x", "y");
  disk.remove("y");
  assertEquals([disk.names(), disk.bytes], [[], 0]);
});
