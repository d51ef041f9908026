/** Bugs of other trees, which these do not have. Named after their reports. CPU: 2 s. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { crc32c } from "../../codec/crc32c.ts";
import { CorruptStorage } from "../corrupt.ts";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import type { Change } from "../engine/engine.ts";
import { openCopyTree } from "./copy/open.ts";
import type { BTree } from "./engine.ts";
import { openLogTree } from "./log/open.ts";
import { putUint32, uint32 } from "./page.ts";
import { StorageFull } from "./pager.ts";

const pageBytes = 128;
const trees: Record<string, (disk: SimulatedDisk, mostPages?: number) => BTree> = {
  copy: (disk, mostPages) =>
    openCopyTree(disk, { pageBytes, ...(mostPages === undefined ? {} : { mostPages }) }),
  log: (disk, mostPages) =>
    openLogTree(disk, {
      pageBytes,
      checkpointFrames: 60,
      ...(mostPages === undefined ? {} : { mostPages }),
    }),
};

const keyOf = (i: number) => Uint8Array.of(i >> 8, i);
const valueOf = (i: number, length = 12) => new Uint8Array(length).fill(i);

function contentOf(tree: Pick<BTree, "scan">): string {
  return Array.from(tree.scan(), ({ key, value }) => `${key.toHex()}=${value.toHex()}`).join();
}

function filled(tree: BTree, count: number): void {
  for (let i = 0; i < count; i++) tree.put(keyOf(i), valueOf(i));
  tree.sync();
}

for (const [name, open] of Object.entries(trees)) {
  Deno.test(`${name}: redb 568: a snapshot outlives commits that change nothing else than free pages`, () => {
    const disk = new SimulatedDisk(), tree = open(disk);
    filled(tree, 40);
    const snapshot = tree.snapshot(), before = contentOf(tree);
    tree.batch([{ type: "delete range", from: keyOf(0), to: keyOf(40) }], { sync: true });
    for (let i = 0; i < 3; i++) {
      tree.delete(keyOf(99), { sync: true });
      tree.sync();
    }
    filled(tree, 60);
    assertEquals(contentOf(snapshot), before);
    snapshot.release();
    tree.close();
    assertEquals(open(disk).violations(), []);
  });

  Deno.test(`${name}: redb 832: what is freed and used again beside a reader is not lost for ever`, () => {
    const disk = new SimulatedDisk(), tree = open(disk);
    filled(tree, 40);
    const sizes: number[] = [];
    for (let round = 0; round < 40; round++) {
      const reader = tree.snapshot(), before = contentOf(tree);
      for (let i = 0; i < 40; i += 3) tree.delete(keyOf(i), { sync: i % 2 === 0 });
      for (let i = 0; i < 40; i += 3) tree.put(keyOf(i), valueOf(round));
      tree.sync();
      assertEquals(contentOf(reader), before);
      reader.release();
      assertEquals(tree.violations(), []);
      sizes.push(disk.size("pages"));
    }
    assertEquals(sizes[39], sizes[19], "the file grows although its content does not");
  });

  Deno.test(`${name}: bolt 452: a search from a leaf that the same batch has emptied finds the next`, () => {
    for (let from = 0; from < 50; from += 5) {
      const tree = open(new SimulatedDisk());
      filled(tree, 60);
      const changes: Change[] = [];
      for (let i = from; i < from + 10; i++) changes.push({ type: "delete", key: keyOf(i) });
      // It begins in what is empty now, and must get to what lies behind.
      changes.push({ type: "delete range", from: keyOf(from + 5), to: keyOf(from + 12) });
      tree.batch(changes);
      const scan = tree.scan({ from: keyOf(from) }).next();
      assertEquals(scan.value?.key, from < 48 ? keyOf(from + 12) : undefined);
      assertEquals(tree.violations(), []);
    }
  });

  Deno.test(`${name}: LMDB's stale readers: one that is forgotten keeps pages until it is over`, () => {
    const disk = new SimulatedDisk(), tree = open(disk);
    filled(tree, 30);
    const before = contentOf(tree), forgotten = tree.scan();
    const first = forgotten.next().value!;
    const grown = (file: string, rounds: number) => {
      const size = disk.size(file);
      for (let i = 0; i < rounds; i++) tree.put(keyOf(i % 30), valueOf(i), { sync: true });
      return disk.size(file) - size;
    };
    const file = name === "copy" ? "pages" : "log";
    assert(grown(file, 60) > 0);
    const rest = Array.from(forgotten, ({ key, value }) => `${key.toHex()}=${value.toHex()}`);
    assertEquals([`${first.key.toHex()}=${first.value.toHex()}`, ...rest].join(), before);
    assertEquals(tree.violations(), []);
    if (name === "copy") {
      grown(file, 3);
      assertEquals(grown(file, 60), 0);
    }
  });

  Deno.test(`${name}: lmdb-go 44, ReOpenLDAP 42: a full file loses nothing, and can be emptied`, () => {
    for (const most of name === "copy" ? [70, 80, 100] : [30, 40, 50]) {
      const disk = new SimulatedDisk(), model = new Map<string, string>();
      let tree = open(disk, most), refused = 0, draw = most;
      const random = (n: number) => (draw = (draw * 48271) % 2147483647) % n;
      for (let step = 0; step < 600; step++) {
        const key = keyOf(random(400));
        if (random(100) < 3) {
          tree.close();
          tree = open(disk, most);
        } else if (random(10) < 8 && step % 200 < 150) {
          const value = valueOf(step, random(6) === 0 ? 300 : 12);
          try {
            tree.put(key, value, { sync: random(3) === 0 });
            model.set(key.toHex(), value.toHex());
          } catch (error) {
            assert(error instanceof StorageFull, String(error));
            refused++;
          }
        } else {
          const victim = [...model.keys()][random(model.size + 1)] ?? key.toHex();
          // Never refused: what deleting needs is kept back.
          tree.delete(Uint8Array.fromHex(victim), { sync: random(3) === 0 });
          model.delete(victim);
        }
        assert(disk.size("pages") <= most * pageBytes);
        if (step % 10 !== 0) continue;
        assertEquals(tree.violations(), []);
        const content = [...model].sort(([a], [b]) => a < b ? -1 : 1);
        assertEquals(contentOf(tree), content.map((entry) => entry.join("=")).join());
      }
      assert(refused > 20, `${refused} refused of ${most} pages`);
    }
  });
}

Deno.test("copy: ReOpenLDAP 1, bbolt 331: a root is written when all that it leads to is durable", () => {
  const disk = new SimulatedDisk(), tree = trees.copy!(disk);
  filled(tree, 20);
  const operations: string[] = [];
  disk.before = (operation) => {
    const unsure = disk.unsure().some(({ sectors }) => sectors.length > 0);
    operations.push(`${operation}${unsure ? "" : ", all durable"}`);
  };
  tree.put(keyOf(3), valueOf(7), { sync: true });
  assertEquals(operations.at(-1), "sync pages");
  assertEquals(operations.at(-2), "write to pages, all durable");
  assertEquals(operations.at(-3), "sync pages");
});

Deno.test("copy: bbolt 5, etcd 8813: a root with another page for its list of free ones is refused", () => {
  const disk = new SimulatedDisk(), tree = trees.copy!(disk);
  filled(tree, 40);
  filled(tree, 40);
  tree.close();
  for (const slot of [0, 1]) {
    for (const half of [0, 64]) {
      const at = slot * pageBytes + half, root = disk.readAt("pages", at, 44);
      // The tree's own first page in the place of the list, with the right checks everywhere.
      putUint32(root, 28, uint32(root, 20));
      putUint32(root, 32, uint32(root, 24));
      putUint32(root, 0, crc32c(root.subarray(4)));
      disk.writeAt("pages", at, root);
    }
  }
  assertThrows(() => trees.copy!(disk), CorruptStorage, "a list of free pages is required");
});
