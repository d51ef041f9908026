/** Bugs of other logs, each as a small story that must end well here. Tests are named after the reports. */

import { assert, assertEquals } from "@std/assert";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import { ENTRY_HEADER } from "./entry.ts";
import { Wal } from "./wal.ts";

const owner = "n", open = (disk: SimulatedDisk) => new Wal({ disk, owner });
const bytes = (length: number, value: number) => new Uint8Array(length).fill(value);

Deno.test("etcd 4930: room that is used up to its last byte, or to one beside it, loses nothing", () => {
  let exact = 0;
  for (let roomBytes = ENTRY_HEADER; roomBytes < ENTRY_HEADER + 40; roomBytes++) {
    for (let length = 0; length < 26; length++) {
      const disk = new SimulatedDisk({ roomBytes }), wal = open(disk);
      const bodies = Array.from({ length: 4 }, (_, i) => bytes(length, i + 1));
      for (const [i, body] of bodies.entries()) {
        wal.append([body]);
        wal.sync();
        if (disk.read(wal.file).length === disk.size(wal.file)) exact++;
        const [left] = Array.from(disk.afterCrash(), (state) => state.disk) as [SimulatedDisk];
        const again = open(left), words = `${roomBytes} bytes of room, entry ${i} of ${length}`;
        assertEquals(again.read(), bodies.slice(0, i + 1), words);
        again.append([bytes(5, 9)]);
        again.sync();
        assertEquals(open(left).read(), [...bodies.slice(0, i + 1), bytes(5, 9)], words);
      }
    }
  }
  assert(exact > 50, `${exact} times there was none left`);
});

Deno.test("etcd 6515, 5250: an entry torn in its middle, which is zeros, does not come back after another crash", () => {
  let torn = 0, states = 0;
  for (const roomBytes of [0, 200]) {
    const disk = new SimulatedDisk({ sectorBytes: 16, garbage: false, roomBytes }),
      wal = open(disk);
    wal.append([bytes(30, 1)]);
    wal.sync();
    wal.append([bytes(100, 2)]);
    for (const { disk: left } of [...disk.afterCrash({ most: 60 })]) {
      const again = open(left), known = again.read();
      assertEquals(known, [bytes(30, 1), bytes(100, 2)].slice(0, known.length));
      assert(known.length > 0, "what was durable is gone");
      if (again.torn !== undefined) torn++;
      again.append([bytes(60, 3)]);
      for (const { disk: last } of [...left.afterCrash({ most: 20 })]) {
        const found = open(last).read();
        assertEquals(found, [...known, bytes(60, 3)].slice(0, found.length));
        assert(found.length >= known.length, "what was read, and was durable then, is gone");
        states++;
      }
    }
  }
  assert(torn > 20 && states > 500, `${torn} were torn, of ${states}`);
});
