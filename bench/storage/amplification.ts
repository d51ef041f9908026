/**
 * How much more is written, read and kept than was asked for (O'Neil and others 1996, *The log-structured
 * merge-tree*; Athanassoulis and others 2016, *Designing access methods: the RUM conjecture*): of the
 * library's own engines, on a disk that counts, beside what can be worked out (Dayan and Idreos 2018,
 * *Dostoevsky*, section 3).
 *
 * It is counted and not timed, on a simulated disk: so the numbers are the same each time.
 *
 * @module
 */

import { Random } from "hb/sim/random.ts";
import { openCopyTree } from "hb/storage/btree/copy/open.ts";
import { openLogTree } from "hb/storage/btree/log/open.ts";
import type { Disk } from "hb/storage/disk/disk.ts";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Change, Engine } from "hb/storage/engine/engine.ts";
import { Naive } from "hb/storage/engine/naive.ts";
import type { Policy } from "hb/storage/lsm/compaction/job.ts";
import { lazyLevelled } from "hb/storage/lsm/compaction/lazy_levelled.ts";
import { levelled } from "hb/storage/lsm/compaction/levelled.ts";
import { tiered } from "hb/storage/lsm/compaction/tiered.ts";
import { Lsm } from "hb/storage/lsm/lsm.ts";
import { CountingDisk } from "./counting_disk.ts";

const ENTRIES = 20_000;
/** How many entries are written altogether: all, and then others in their place. */
const WRITES = 5 * ENTRIES;
const BATCH = 100;
/** Engines that write when they are synced would else write once. */
const SYNC_EVERY = 10 * BATCH;
const GETS = 2000;
const KEY_BYTES = 16, VALUE_BYTES = 100;
/** A tenth of the entries, about, for blocks or pages. */
const CACHE = 2 ** 18;
/** How many times as much a level has as the one above, T; small, so that few entries have many levels. */
const RATIO = 4;
const MEMTABLE = 2 ** 16;

/** What is worked out for some levels below level 0. */
interface Expected {
  /** How many times they are written, from and to. */
  written(levels: number): readonly [number, number];
  /** How many times what there is is kept, at most. */
  readonly kept: number;
}

/** A way to keep the same entries: an engine, or one with another way to compact. */
interface Way {
  readonly name: string;
  on(disk: Disk): Engine;
  readonly expected?: Expected;
}

const ways: readonly Way[] = [
  { name: "naive", on: (disk) => new Naive({ disk, compactBytes: 2 ** 21 }) },
  logStructured("LSM, levelled", levelled, {
    written: (levels) => [RATIO * levels / 2, RATIO * levels],
    kept: 1 + 1 / RATIO,
  }),
  logStructured("LSM, lazily levelled", lazyLevelled, {
    written: (levels) => [levels - 1 + RATIO / 2, levels - 1 + RATIO],
    kept: 1 + 1 / RATIO,
  }),
  logStructured("LSM, tiered", tiered, { written: (levels) => [levels, levels], kept: RATIO }),
  { name: "B-tree, copied", on: (disk) => openCopyTree(disk, { cachedPages: CACHE / 4096 }) },
  { name: "B-tree, logged", on: (disk) => openLogTree(disk, { cachedPages: CACHE / 4096 }) },
];

function logStructured(name: string, policy: Policy, expected: Expected): Way {
  const sizes = { memtableBytes: MEMTABLE, tableBytes: MEMTABLE, cacheBytes: CACHE };
  const levels = {
    level0: { compactAt: RATIO, slowAt: 2 * RATIO, stopAt: 3 * RATIO },
    level1Bytes: RATIO * MEMTABLE,
    ratio: RATIO,
  };
  return { name, on: (disk) => new Lsm({ disk, policy, ...sizes, ...levels }), expected };
}

/** A table of all ways. */
export async function measureAmplification(): Promise<string> {
  const lines = [
    ["", "written", "expected", "kept", "expected", "read by a get", "reads", "read by a scan"],
  ];
  for (const way of ways) lines.push([way.name, ...await measure(way)]);
  const count = (number: number) => number.toLocaleString("en-GB");
  return [
    `${count(WRITES)} puts of ${
      count(ENTRIES)
    } keys, synced at each thousandth: bytes to those that`,
    "were put, are there, or were asked for; opened anew to read, with",
    `${
      count(CACHE)
    } bytes for blocks or pages. Expected to be written: twice, for the log and level 0,`,
    `and for L levels of the ratio T = ${RATIO} below it T·L/2 to T·L times if levelled, L times if tiered,`,
    "and L − 1 + T/2 to L − 1 + T if only the last is levelled; fewer, where it is overwritten on the",
    "way. To be kept: 1 + 1/T if the last is levelled and full, up to T if it is tiered.\n",
    ...lines.map((line) =>
      line.map((cell, i) => i === 0 ? cell.padEnd(20) : cell.padStart(14)).join("  ")
    ),
  ].join("\n");
}

async function measure({ on, expected }: Way): Promise<string[]> {
  const memory = new SimulatedDisk(), random = new Random(1, "amplification");
  const disk = new CountingDisk(memory), engine = on(disk);
  // Bytes that cannot be compressed, of which each value is a part.
  const values = new Uint8Array(2 ** 16 + VALUE_BYTES).map(() => random.below(256));
  for (let i = 0; i < WRITES; i += BATCH) {
    const changes = Array.from({ length: BATCH }, (_, j): Change => {
      const key = keyOf(i + j < ENTRIES ? (i + j) * 7919 % ENTRIES : random.below(ENTRIES));
      const at = random.below(2 ** 16);
      return { type: "put", key, value: values.subarray(at, at + VALUE_BYTES) };
    });
    await engine.batch(changes, { sync: i % SYNC_EVERY === 0 });
  }
  await engine.close();
  const one = KEY_BYTES + VALUE_BYTES;
  const written = disk.writtenBytes / (WRITES * one), kept = disk.bytes / (ENTRIES * one);
  const reading = new CountingDisk(memory), again = on(reading);
  const levels = again instanceof Lsm ? again.statistics().levels.length - 1 : 0;
  const [least, most] = expected?.written(levels) ?? [];
  const before = { reads: reading.reads, bytes: reading.readBytes };
  for (let i = 0; i < GETS; i++) await again.get(keyOf(random.below(ENTRIES)));
  const reads = (reading.reads - before.reads) / GETS;
  const got = (reading.readBytes - before.bytes) / (GETS * one);
  const atScan = reading.readBytes;
  for await (const _ of again.scan());
  const scanned = (reading.readBytes - atScan) / (ENTRIES * one);
  await again.close();
  return [
    written.toFixed(2),
    least === undefined ? "" : [...new Set([2 + least, 2 + most!])].join(" to "),
    kept.toFixed(2),
    expected === undefined ? "" : expected.kept.toFixed(2),
    ...[got, reads, scanned].map((number) => number.toFixed(2)),
  ];
}

function keyOf(number: number): Uint8Array {
  return new TextEncoder().encode(String(number).padStart(KEY_BYTES, "0"));
}
