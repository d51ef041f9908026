import { assert, assertEquals } from "@std/assert";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import { Wal } from "./wal.ts";

const bytes = (length: number, value: number) => new Uint8Array(length).fill(value);

Deno.test("a log that is compacted again and again has two files, and not one more for each time", () => {
  const disk = new SimulatedDisk(), wal = new Wal({ disk, owner: "n" });
  for (let i = 1; i <= 6; i++) {
    wal.append([bytes(1000, i)]);
    wal.sync();
    wal.compact([bytes(1000, i)]);
    const kinds = disk.names().map((name) => name.slice(name.indexOf("."))).sort();
    assertEquals(kinds, [".checkpoint", ".log"], `after ${i} times`);
    assertEquals(wal.read(), [bytes(1000, i)]);
  }
  assert(disk.usedBytes < 1500, `${disk.usedBytes} bytes for 1000 that count`);
});

Deno.test("a log of many files has none of them left when it is compacted", () => {
  const disk = new SimulatedDisk(), wal = new Wal({ disk, owner: "n", fileBytes: 300 });
  for (let life = 1; life <= 3; life++) {
    for (let i = 0; i < 20; i++) {
      wal.append([bytes(100, i)]);
      wal.sync();
    }
    assert(disk.names().length > 5, `${disk.names()}`);
    wal.compact([bytes(10, life)]);
    assertEquals([disk.names().length, wal.read()], [2, [bytes(10, life)]]);
  }
});
