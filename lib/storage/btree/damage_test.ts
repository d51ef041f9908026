/** Damaged files: what is read is right, or it is refused. CPU: 4 s. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { CorruptStorage } from "../corrupt.ts";
import { SimulatedDisk } from "../disk/simulated_disk.ts";
import { openCopyTree } from "./copy/open.ts";
import type { BTree } from "./engine.ts";
import { openLogTree } from "./log/open.ts";

const pageBytes = 128;
const trees: Record<string, (disk: SimulatedDisk) => BTree> = {
  copy: (disk) => openCopyTree(disk, { pageBytes }),
  log: (disk) => openLogTree(disk, { pageBytes, groupPages: 8, checkpointFrames: 30 }),
};

const keyOf = (i: number) => Uint8Array.of(i >> 8, i);

/** Two commits, the second of which changed many pages of the first, with values of all lengths. */
function made(open: (disk: SimulatedDisk) => BTree): SimulatedDisk {
  const disk = new SimulatedDisk(), tree = open(disk);
  for (let i = 0; i < 30; i++) tree.put(keyOf(i), new Uint8Array(i === 9 ? 250 : 9).fill(1));
  tree.sync();
  for (let i = 0; i < 45; i += 3) tree.put(keyOf(i), new Uint8Array(i === 12 ? 200 : 12).fill(2));
  tree.delete(keyOf(9));
  tree.sync();
  return disk;
}

function contentOf(tree: BTree): string {
  return Array.from(tree.scan(), ({ key, value }) => `${key.toHex()}=${value.toHex()}`).join();
}

function copyOf(disk: SimulatedDisk): SimulatedDisk {
  return disk.holding(new Map(disk.names().map((name) => [name, disk.read(name)])));
}

/** All of a tree, or `undefined` if it is refused as corrupt; anything else that is thrown goes on. */
function readAll(open: (disk: SimulatedDisk) => BTree, disk: SimulatedDisk): string | undefined {
  try {
    return contentOf(open(disk));
  } catch (error) {
    if (error instanceof CorruptStorage) return undefined;
    throw error;
  }
}

for (const [name, open] of Object.entries(trees)) {
  Deno.test(`${name}: redb 888, 1333: any byte that is wrong leaves the right answer or is refused`, () => {
    const disk = made(open), right = contentOf(open(copyOf(disk)));
    let refused = 0, unharmed = 0;
    for (const file of disk.names()) {
      for (let offset = 0; offset < disk.size(file); offset++) {
        for (const xor of [1, 128]) {
          const damaged = copyOf(disk);
          damaged.damage(file, offset, xor);
          const content = readAll(open, damaged);
          if (content === undefined) refused++;
          else unharmed++;
          assert(
            content === undefined || content === right,
            `byte ${offset} of ${file}: ${content}`,
          );
        }
      }
    }
    assert(refused > 1000 && unharmed > 500, `${refused} refused, ${unharmed} unharmed`);
  });

  Deno.test(`${name}: a file that is cut short leaves the right answer or is refused`, () => {
    const disk = made(open), right = contentOf(open(copyOf(disk)));
    for (const file of disk.names()) {
      for (let length = 0; length < disk.size(file); length += 7) {
        const damaged = copyOf(disk);
        damaged.truncate(file, length);
        const content = readAll(open, damaged);
        assert(
          content === undefined || content === right,
          `${length} bytes of ${file}: ${content}`,
        );
      }
      const without = copyOf(disk);
      without.remove(file);
      const content = readAll(open, without);
      // Without a file of pages there is nothing that could be known to be lost, unless a log is there.
      assert(content === undefined || (name === "copy" && content === ""), `no ${file}`);
    }
  });

  Deno.test(`${name}: a file of another kind, or with other pages, is refused and left as it is`, () => {
    const disk = made(open), right = contentOf(open(copyOf(disk)));
    const other = name === "copy" ? trees.log! : trees.copy!;
    assertThrows(() => other(disk), RangeError, "Cannot open pages because it must be kept by");
    assertThrows(() => openCopyTree(disk, { pageBytes: 256 }), RangeError, "Cannot open pages");
    assertThrows(() => openLogTree(disk, { pageBytes: 256 }), RangeError, "Cannot open pages");
    assertThrows(() => openCopyTree(disk, { pageBytes: 100 }), RangeError, "a power of two");
    assertEquals(contentOf(open(disk)), right);
  });
}

Deno.test("copy: while a root may be torn, the one before leads to pages that are whole", () => {
  const disk = new SimulatedDisk(), open = trees.copy!;
  const tearNewest = (torn: SimulatedDisk) => {
    const epochs = [0, 1].map((slot) => torn.readAt("pages", slot * pageBytes + 12, 8));
    const [first, second] = epochs.map((bytes) => new DataView(bytes.buffer).getFloat64(0, true));
    const at = (first! > second! ? 0 : 1) * pageBytes;
    torn.damage("pages", at + 12, 1);
    torn.damage("pages", at + 12 + pageBytes / 2, 1);
    return torn;
  };
  let tree = open(disk), before = "";
  for (let round = 0; round < 40; round++) {
    const now = contentOf(tree);
    for (let i = 0; i < 12; i++) tree.put(keyOf((i * round) % 50), new Uint8Array(9).fill(round));
    // Its pages are written, and its root is not: now that of the last commit cannot be read.
    const unfinished = copyOf(disk), again = open(unfinished);
    again.put(keyOf(60), new Uint8Array(100));
    for (let i = 0; i < 50; i++) again.delete(keyOf(i));
    unfinished.before = (operation) => {
      if (operation.startsWith("sync")) throw new Error("a crash");
    };
    assertThrows(() => again.sync(), Error, "a crash");
    unfinished.before = () => {};
    if (round > 1) assertEquals(contentOf(open(tearNewest(unfinished))), before);
    tree.sync();
    const torn = open(tearNewest(copyOf(disk)));
    assertEquals([contentOf(torn), torn.violations()], [now, []]);
    torn.put(keyOf(99), new Uint8Array(50), { sync: true });
    assertEquals(torn.violations(), []);
    before = now;
    if (round % 3 === 0) tree = open(disk);
  }
});

Deno.test("copy: an old page in the place of a newer one is found, since its check is known above it", () => {
  const disk = new SimulatedDisk(), open = trees.copy!;
  const tree = open(disk);
  let stale = 0;
  for (let round = 0; round < 30; round++) {
    const before = disk.read("pages");
    for (let i = 0; i < 8; i++) tree.put(keyOf(i), new Uint8Array(9).fill(round));
    tree.sync();
    const now = disk.read("pages"), right = contentOf(tree);
    for (let at = 2 * pageBytes; at < before.length; at += pageBytes) {
      const old = before.slice(at, at + pageBytes);
      if (old.every((byte, i) => byte === now[at + i])) continue;
      const lost = copyOf(disk);
      lost.writeAt("pages", at, old);
      const content = readAll(open, lost);
      assert(content === undefined || content === right);
      if (content === undefined) stale++;
    }
  }
  assert(stale > 20, `${stale} old pages were found`);
});

Deno.test("a page that was written to another place is found", () => {
  for (const open of Object.values(trees)) {
    const disk = made(open), right = contentOf(open(copyOf(disk)));
    const bytes = disk.read("pages"), pages = bytes.length / pageBytes;
    for (let from = 0; from < pages; from++) {
      for (let to = 0; to < pages; to++) {
        const misdirected = copyOf(disk);
        const page = bytes.slice(from * pageBytes, (from + 1) * pageBytes);
        misdirected.writeAt("pages", to * pageBytes, page);
        const content = readAll(open, misdirected);
        assert(content === undefined || content === right, `page ${from} in the place of ${to}`);
      }
    }
  }
});
