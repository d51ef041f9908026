/** What crashes leave of random work, held to what can be said without any sectors. */

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import type { Disk } from "./disk.ts";
import { SimulatedDisk } from "./simulated_disk.ts";

type Work = (disk: Disk) => void;

const name = fc.constantFrom("a", "b"), bytes = fc.uint8Array({ minLength: 1, maxLength: 9 });
const place = fc.nat(9);

/** Changes; what a disk refuses, it does not do. */
const change: fc.Arbitrary<Work> = fc.oneof(
  fc.record({ name, bytes }).map(({ name, bytes }) => (disk: Disk) => disk.append(name, bytes)),
  fc.record({ name, bytes, place }).map(({ name, bytes, place }) => (disk: Disk) =>
    disk.writeAt(name, place, bytes)
  ),
  fc.record({ name, place }).map(({ name, place }) => (disk: Disk) => disk.truncate(name, place)),
  name.map((name) => (disk: Disk) => disk.remove(name)),
  name.map((name) => (disk: Disk) => disk.rename(name, name === "a" ? "b" : "a")),
  name.map((name) => (disk: Disk) => disk.reserve(name)),
);

function attempt(work: Work, disk: Disk): void {
  try {
    work(disk);
  } catch {
    // Refused.
  }
}

function shown(disk: Disk): string {
  return disk.names().toSorted().map((name) => `${name}: ${disk.read(name)}`).join("; ");
}

function syncAll(disk: Disk): void {
  for (const name of disk.names()) disk.sync(name);
  disk.syncFolder();
}

const runs = fc.record({
  before: fc.array(change, { maxLength: 6 }),
  after: fc.array(change, { minLength: 2, maxLength: 6 }),
  sectorBytes: fc.constantFrom(1, 4, 7, 512),
  tears: fc.boolean(),
  anyNames: fc.boolean(),
});

Deno.test("a folder may be left as it was at any moment since all was synced, and each state is different", () => {
  let moments = 0;
  fc.assert(
    fc.property(runs, ({ before, after, sectorBytes, tears, anyNames }) => {
      const options = { sectorBytes, anyNames, roomBytes: 5, ...(tears ? { tearBytes: 2 } : {}) };
      const disk = new SimulatedDisk(options);
      for (const work of before) attempt(work, disk);
      syncAll(disk);
      const expected = [shown(disk)];
      assertEquals([...disk.afterCrash()].map((left) => shown(left.disk)), expected);
      for (const work of after) {
        attempt(work, disk);
        expected.push(shown(disk));
      }
      const states = [...disk.afterCrash({ most: 3000 })];
      const left = states.map((state) => shown(state.disk));
      const [oldest] = expected, newest = expected.at(-1);
      assertEquals(left.slice(0, newest === oldest ? 1 : 2), [...new Set([oldest, newest])]);
      for (const moment of expected) assert(left.includes(moment), `${moment} is not left`);
      assertEquals([new Set(left).size, new Set(states.map(({ key }) => key)).size], [
        left.length,
        left.length,
      ]);
      assertEquals(newest === oldest || states[1]?.lost.length === 0, true);
      moments += new Set(expected).size;
    }),
    { seed: 1, numRuns: 300 },
  );
  assert(moments > 600, `${moments}`);
});

Deno.test("whatever a crash leaves, what was synced last is in the parts that nothing has changed since", () => {
  fc.assert(
    fc.property(fc.array(bytes, { minLength: 1, maxLength: 4 }), fc.nat(3), (batches, synced) => {
      const disk = new SimulatedDisk({ sectorBytes: 4, garbage: true, tearBytes: 1 });
      let durable = 0;
      for (const [i, batch] of batches.entries()) {
        disk.append("a", batch);
        if (i !== synced) continue;
        syncAll(disk);
        durable = disk.size("a");
      }
      const whole = disk.read("a");
      for (const { disk: left } of disk.afterCrash()) {
        if (durable === 0) continue;
        assertEquals(left.readAt("a", 0, durable), whole.slice(0, durable));
      }
    }),
    { seed: 1, numRuns: 100 },
  );
});
