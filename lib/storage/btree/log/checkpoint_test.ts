/** Checkpoints, step by step, with everything that may happen between the steps. CPU: 3 s. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { CorruptStorage } from "../../corrupt.ts";
import { SimulatedDisk } from "../../disk/simulated_disk.ts";
import type { BTree, TreeSnapshot } from "../engine.ts";
import { frameAt, frameBytes, LOG } from "./frames.ts";
import type { LogStore } from "./log_store.ts";
import { openLogTree } from "./open.ts";

const pageBytes = 128;
const open = (disk: SimulatedDisk, groupPages = 1) =>
  openLogTree(disk, { pageBytes, groupPages, cachedPages: 4 });

const counter = Uint8Array.of(0);

/** Batch `i` says its number in two leaves far apart, so that half of it shows. */
function write(tree: BTree<LogStore>, i: number, sync: boolean): void {
  const value = new Uint8Array(8).fill(i);
  tree.batch([
    { type: "put", key: counter, value },
    { type: "put", key: Uint8Array.of(1, i % 23), value },
    { type: "put", key: Uint8Array.of(255), value },
  ], { sync });
}

/** Which batch was the last; throws if not all is as it was after that. */
function lastOf(tree: Pick<BTree, "get" | "scan">): number {
  const last = tree.get(counter)?.[0] ?? 0;
  assertEquals(tree.get(Uint8Array.of(255))?.[0] ?? 0, last, "half of a batch");
  const found = Array.from(
    tree.scan({ from: Uint8Array.of(1), to: Uint8Array.of(2) }),
    ({ value }) => value[0]!,
  );
  const expected = Array.from({ length: last }, (_, i) => i + 1).slice(-23);
  assertEquals(found.toSorted((a, b) => a - b), expected);
  return last;
}

const actions = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom("write", "write and sync") },
    { weight: 9, arbitrary: fc.constantFrom("step", "step of another") },
    { weight: 2, arbitrary: fc.constant("finish") },
    { weight: 2, arbitrary: fc.constantFrom("read", "release") },
    { weight: 1, arbitrary: fc.constantFrom("crash", "reopen") },
  ),
  { minLength: 30, maxLength: 120, size: "max" },
);

Deno.test("SQLite's WAL reset, WiredTiger 7984: no page is lost between a checkpoint's steps", () => {
  const hits = { checkpoints: 0, crashes: 0, held: 0, behind: 0 };
  fc.assert(
    fc.property(actions, fc.nat(), fc.constantFrom(1, 9), (actions, seed, group) => {
      let disk = new SimulatedDisk({ sectorBytes: 64 }), tree = open(disk, group);
      let last = 0, promised = 0;
      let readers: { readonly snapshot: TreeSnapshot; readonly last: number }[] = [];
      const running: Record<string, Iterator<void> | undefined> = {};
      const begin = () => {
        hits.checkpoints += tree.statistics.checkpoints;
        tree = open(disk, group);
        last = lastOf(tree);
        assert(last >= promised, `${promised} was promised, ${last} is there`);
        promised = last;
        readers = [];
        delete running.step;
        delete running["step of another"];
      };
      for (const action of actions) {
        if (action === "write" || action === "write and sync") {
          write(tree, ++last, action !== "write");
          if (action !== "write") promised = last;
        } else if (action === "step" || action === "step of another") {
          running[action] ??= tree.store.checkpoint();
          if (running[action].next().done) delete running[action];
        } else if (action === "finish") {
          while (running.step !== undefined && !running.step.next().done);
          delete running.step;
        } else if (action === "read") readers.push({ snapshot: tree.snapshot(), last });
        else if (action === "release") readers.shift()?.snapshot.release();
        else if (action === "crash") {
          hits.crashes++;
          const states = [...disk.afterCrash({ most: 3, seed })];
          disk = states.at(-1)!.disk;
          begin();
        } else {
          tree.close();
          begin();
        }
        assertEquals(tree.violations(), []);
        assertEquals(lastOf(tree), last);
        for (const reader of readers) {
          hits.held++;
          if (reader.last < last) hits.behind++;
          assertEquals(lastOf(reader.snapshot), reader.last);
        }
      }
      hits.checkpoints += tree.statistics.checkpoints;
      for (const { disk: left } of disk.afterCrash({ most: 5, seed })) {
        assert(lastOf(open(left)) >= promised);
      }
    }),
    { numRuns: 60 },
  );
  for (const [hit, times] of Object.entries(hits)) assert(times > 30, `${hit}: ${times}`);
});

Deno.test("a checkpoint that ends while batches are in memory says where the tree in the file begins", () => {
  const disk = new SimulatedDisk(), tree = open(disk, 1000);
  write(tree, 1, true);
  const checkpoint = tree.store.checkpoint();
  checkpoint.next();
  // The tree gets another root, which is not in the log yet.
  for (let i = 2; i <= 20; i++) write(tree, i, false);
  for (const _ of checkpoint) continue;
  assertEquals(tree.statistics.checkpoints, 1);
  assertEquals(lastOf(open(disk.holding(filesOf(disk)))), 1);
  assertEquals(lastOf(tree), 20);
  tree.sync();
  assertEquals(lastOf(open(disk.holding(filesOf(disk)))), 20);
});

Deno.test("frames of an earlier generation never count, wherever the newer ones end", () => {
  const disk = new SimulatedDisk(), tree = open(disk);
  for (let i = 1; i <= 20; i++) write(tree, i, true);
  for (const _ of tree.store.checkpoint()) continue;
  assertEquals(tree.store.frames, 0);
  const length = disk.size(LOG);
  for (let i = 21; i <= 24; i++) {
    write(tree, i, true);
    assertEquals(disk.size(LOG), length, "the frames before are still there");
    assertEquals(lastOf(open(disk.holding(filesOf(disk)))), i);
  }
});

Deno.test("frames that a crash tore off do not come back when the same batch is written again", () => {
  const disk = new SimulatedDisk(), tree = open(disk);
  for (let i = 1; i <= 3; i++) write(tree, i, true);
  const before = tree.store.frames;
  write(tree, 4, false);
  const middle = tree.store.frames;
  write(tree, 5, false);
  // The crash leaves the frames of batch 5, and not those of batch 4.
  const torn = disk.holding(filesOf(disk));
  const at = frameAt(before, pageBytes);
  torn.writeAt(LOG, at, new Uint8Array(frameAt(middle, pageBytes) - at));
  const again = open(torn);
  assertEquals(lastOf(again), 3);
  write(again, 4, true);
  assertEquals(lastOf(open(torn.holding(filesOf(torn)))), 4);
});

Deno.test("a damaged frame that was durable is refused, and one that was not is not there", () => {
  const disk = new SimulatedDisk(), tree = open(disk);
  for (let i = 1; i <= 3; i++) write(tree, i, true);
  const durable = tree.store.frames;
  write(tree, 4, false);
  for (let frame = 0; frame < tree.store.frames; frame++) {
    const damaged = disk.holding(filesOf(disk));
    damaged.damage(LOG, frameAt(frame, pageBytes) + frameBytes(pageBytes) - 1, 1);
    if (frame >= durable) assertEquals(lastOf(open(damaged)), 3);
    else assertThrows(() => open(damaged), CorruptStorage, "frames were durable");
  }
});

Deno.test("a log whose file has gone back in time is refused", () => {
  const disk = new SimulatedDisk(), tree = open(disk);
  for (let i = 1; i <= 3; i++) write(tree, i, true);
  const old = disk.read("pages");
  for (const _ of tree.store.checkpoint()) continue;
  write(tree, 4, true);
  const files = new Map(filesOf(disk)).set("pages", old);
  assertThrows(() => open(disk.holding(files)), CorruptStorage, "its generation must be 1");
});

function filesOf(disk: SimulatedDisk): Map<string, Uint8Array> {
  return new Map(disk.names().map((name) => [name, disk.read(name)]));
}
