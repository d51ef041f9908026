/** What a simulated disk does not do. */

import { assertEquals, assertThrows } from "@std/assert";
import { DiskFailure, DiskFull } from "./faults.ts";
import { SimulatedDisk, type SimulatedDiskOptions } from "./simulated_disk.ts";

const bytes = (words: string) => new TextEncoder().encode(words);

function holding(contents: string, options: SimulatedDiskOptions): SimulatedDisk {
  return new SimulatedDisk({ files: new Map([["a", bytes(contents)]]), ...options });
}

Deno.test("a write that does not fit writes nothing, or what fits", () => {
  for (const fillsUp of [false, true]) {
    const disk = holding("xx", { capacityBytes: 4, fillsUp });
    assertThrows(() => disk.append("a", bytes("yyy")), DiskFull, "room for 3 bytes");
    assertEquals(disk.read("a"), bytes(fillsUp ? "xxyy" : "xx"));
    disk.writeAt("a", 0, bytes("zz"));
    disk.remove("a");
    disk.append("b", bytes("1234"));
    assertThrows(() => disk.append("b", bytes("5")), DiskFull);
  }
});

Deno.test("a disk that cannot be is refused, and so is a file that is not there", () => {
  assertThrows(() => new SimulatedDisk({ sectorBytes: 0 }), RangeError, "sectorBytes must be");
  for (const size of [NaN, -1]) {
    const given = `given ${size}`;
    assertThrows(() => new SimulatedDisk({ capacityBytes: size }), RangeError, given);
    assertThrows(() => new SimulatedDisk({ roomBytes: size }), RangeError, given);
  }
  assertThrows(() => new SimulatedDisk({ tearBytes: 0.5 }), RangeError, "given 0.5");
  assertThrows(() => new SimulatedDisk().read("a"), DiskFailure, "Cannot read a because");
});

Deno.test("room takes its bytes of a disk, or is refused", () => {
  const disk = holding("x", { roomBytes: 4, capacityBytes: 8 });
  assertEquals([disk.reserve("a"), disk.usedBytes, disk.size("a")], [4, 5, 1]);
  disk.append("a", bytes("1234"));
  assertEquals([disk.usedBytes, disk.read("a").length], [5, 5]);
  assertThrows(() => disk.reserve("a"), DiskFull);
});
