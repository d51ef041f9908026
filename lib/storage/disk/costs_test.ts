import { assertEquals } from "@std/assert";
import { SimulatedDisk } from "./simulated_disk.ts";

Deno.test("work takes time: seeks, bytes and syncs", () => {
  const costs = { syncMs: 10, seekMs: 4, readBytesPerMs: 2, writeBytesPerMs: 1 };
  const disk = new SimulatedDisk({ costs });
  disk.append("a", new Uint8Array(4));
  disk.append("a", new Uint8Array(2));
  assertEquals(disk.spentMs, 4 + 6);
  disk.sync("a");
  disk.readAt("a", 0, 2);
  disk.readAt("a", 2, 2);
  assertEquals(disk.spentMs, 4 + 6 + 10 + 4 + 2);
  const { reads, bytesRead, writes, bytesWritten, syncs, seeks } = disk.meter;
  assertEquals([reads, bytesRead, writes, bytesWritten, syncs, seeks], [2, 4, 2, 6, 1, 2]);
});
