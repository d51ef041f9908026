import { assert, assertEquals, assertThrows } from "@std/assert";
import { CorruptStorage } from "../corrupt.ts";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import { Lsm } from "./lsm.ts";
import { repair } from "./repair.ts";
import { violations } from "./violations.ts";
import { tiny } from "./walk.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);

/** A store that was written to, and everything in it. */
function written(): { disk: SimulatedDisk; entries: string } {
  const disk = new SimulatedDisk(), store = new Lsm({ ...tiny, disk });
  for (let i = 0; i < 120; i++) {
    store.put(bytes(i * 7 % 50), bytes(i, i, i, i));
    if (i % 9 === 0) store.delete(bytes(i % 50));
    if (i % 40 === 39) {
      store.batch([{ type: "delete range", from: bytes(i % 30), to: bytes(i % 30 + 5) }]);
    }
  }
  const { levels, memtableBytes } = store.statistics();
  assert(levels.filter(({ tables }) => tables > 0).length > 2 && memtableBytes > 0);
  const entries = entriesOf(store);
  store.close();
  return { disk, entries };
}

function entriesOf(store: Lsm): string {
  return [...store.scan()].map(({ key, value }) => `${key}=${value}`).join(" ");
}

function removeManifest(disk: SimulatedDisk): void {
  for (const name of disk.names()) if (name.startsWith("manifest-")) disk.remove(name);
}

Deno.test("a store without its manifest, or without its log, is refused, and stays as it is", () => {
  for (const lost of ["manifest-", "log-"]) {
    const { disk } = written();
    for (const name of disk.names()) if (name.startsWith(lost)) disk.remove(name);
    const before = disk.names().filter((name) => name.endsWith(".table"));
    assertThrows(
      () => new Lsm({ ...tiny, disk }),
      CorruptStorage,
      "Cannot read the store because its",
    );
    assertEquals(disk.names().filter((name) => name.endsWith(".table")), before);
  }
});

Deno.test("a repair finds everything, and says where", () => {
  const { disk, entries } = written();
  removeManifest(disk);
  const tables = disk.names().filter((name) => name.endsWith(".table")).sort();
  const { read, refused, changes, written: made, last } = repair({ ...tiny, disk });
  assertEquals([read, refused], [tables, []]);
  assert(changes > 0 && made.length > 3 && last === 137, `${changes}, ${made}, ${last}`);
  const store = new Lsm({ ...tiny, disk });
  assertEquals([entriesOf(store), violations(store)], [entries, []]);
  store.put(bytes(60), bytes(1));
  assertEquals(store.inside().last, last + 1);
});

Deno.test("a repair that is cut short at any operation is done again", () => {
  for (let at = 0;; at++) {
    const { disk, entries } = written();
    removeManifest(disk);
    const end = disk.operations + at;
    disk.before = () => {
      if (disk.operations >= end) throw new Error("a crash");
    };
    let isCut = false;
    try {
      repair({ ...tiny, disk });
    } catch {
      isCut = true;
    }
    disk.before = () => {};
    repair({ ...tiny, disk });
    assertEquals(entriesOf(new Lsm({ ...tiny, disk })), entries);
    if (!isCut) break;
  }
});

Deno.test("a repair leaves aside what cannot be used, and keeps its files", () => {
  const { disk } = written();
  const table = disk.names().find((name) => name.endsWith(".table"))!;
  const log = disk.names().find((name) => name.startsWith("log-") && name.endsWith(".log"))!;
  disk.damage(table, 3, 255);
  disk.damage(log, 20, 255);
  removeManifest(disk);
  const { read, refused } = repair({ ...tiny, disk });
  assert(!read.includes(table));
  assertEquals(refused.map(({ name }) => name).filter((name) => name === table || name === log), [
    table,
    log,
  ]);
  const store = new Lsm({ ...tiny, disk });
  assertEquals(violations(store), []);
  for (const { name } of refused) assert(disk.names().includes(`${name}.refused`));
  store.put(bytes(1), bytes(1));
  store.close();
  assertEquals(new Lsm({ ...tiny, disk }).get(bytes(1)), bytes(1));
});
