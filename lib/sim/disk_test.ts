import { assertEquals } from "@std/assert";
import { Disk } from "./disk.ts";
import { Journal } from "./journal.ts";
import { constant } from "./latency.ts";
import { Random } from "./random.ts";

Deno.test("a disk counts its fsyncs, and not the records that share one", () => {
  const disk = new Disk({ fsync: constant(10) }, new Random(1, "disk"));
  const journal = new Journal<number>();
  const counts = [0, 1, 2, 10, 40].map((now) => {
    journal.append(now);
    disk.durableAt(0, journal, now);
    return disk.fsyncs;
  });
  assertEquals(counts, [1, 2, 2, 3, 4]);
  disk.durableAt(0, journal, 60);
  assertEquals(disk.fsyncs, 4);
});
