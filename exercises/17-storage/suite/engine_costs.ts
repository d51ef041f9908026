/** What an engine may cost: bytes that are written and read, syncs, and room. @module */

import type { Grading } from "hb/grade/part.ts";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import { Random } from "hb/sim/random.ts";
import type { Opening } from "../given.ts";
import { keyOf, MEMORY, type Open, ROOM, VALUE, valueOf, within } from "./engine_bounds.ts";
import { readers } from "./engine_readers.ts";
import { asking, bytesOf, unlike } from "./saying.ts";

/** Requires that it costs no more than is said. */
export function costs({ open }: Opening, seed: number, grading: Grading): void {
  const opened = (disk: SimulatedDisk) => open(disk, { memoryBytes: MEMORY });
  const asked = "a long life of the engine", must = "it goes well";
  for (const part of [syncs, oneKey, overwrites, queue, snapshots, readers, load]) {
    asking(
      grading,
      () => ({ asked, must, why: "nothing is wrong with the disk" }),
      () => part(opened, seed),
    );
  }
}

const flushesOf = (bytes: number) => 12 * (1 + bytes / MEMORY);

function syncs(open: Open): void {
  for (const sync of [true, false]) {
    const disk = new SimulatedDisk(), engine = open(disk), before = disk.meter.syncs, puts = 200;
    for (let at = 0; at < puts; at++) engine.put(keyOf(at), bytesOf("small"), { sync });
    const took = disk.meter.syncs - before, most = (sync ? 2 * puts : 0) + flushesOf(puts * 13);
    const asked = `${puts} puts of 13 bytes ${sync ? "with" : "without"} sync`;
    within(
      asked,
      took,
      most,
      "syncs",
      "two at most for a write that asks for it, none for others, and some when the memory is " +
        "full (section 17.5)",
    );
    engine.sync();
    const idle = disk.meter.syncs;
    for (let nth = 0; nth < 5; nth++) engine.sync();
    within(
      `${asked}, and 6 syncs after them`,
      disk.meter.syncs - idle,
      0,
      "syncs in the last 5",
      "there is nothing to sync",
    );
    engine.close();
  }
}

function oneKey(open: Open): void {
  const disk = new SimulatedDisk(), engine = open(disk);
  for (let at = 0; at < 800; at++) engine.put(keyOf(1), valueOf(at));
  within(
    "one key is put 800 times",
    disk.usedBytes,
    10 * (VALUE + 8) + 32 * MEMORY,
    "bytes of files",
    ROOM,
  );
  engine.close();
}

const OPEN = "to open it takes no more than the log of what was in memory, and an index";

function overwrites(open: Open): void {
  const disk = new SimulatedDisk(), engine = open(disk), keys = 20;
  let most = 0;
  for (let at = 0; at < 900; at++) {
    engine.put(keyOf(at * 7 % keys), valueOf(at));
    if (at > 200) most = Math.max(most, disk.usedBytes);
  }
  const live = keys * (VALUE + 8);
  within(`${keys} keys are put 900 times`, most, 10 * live + 32 * MEMORY, "bytes of files", ROOM);
  engine.close();
}

function queue(open: Open): void {
  const disk = new SimulatedDisk(), engine = open(disk), puts = 1200;
  const key = (at: number) => bytesOf(`a key of the queue ${`${at}`.padStart(8, "0")}`);
  for (let at = 0; at < puts; at++) {
    engine.put(key(at), valueOf(at));
    if (at >= 5) engine.delete(key(at - 5));
  }
  const live = 5 * (VALUE + key(0).length);
  const asked = `${puts} keys are put, each of which is deleted soon after`;
  within(asked, disk.usedBytes, 10 * live + 32 * MEMORY, "bytes of files", ROOM);
  engine.close();
}

function snapshots(open: Open): void {
  const disk = new SimulatedDisk(), engine = open(disk), keys = 20;
  for (let at = 0; at < keys; at++) engine.put(keyOf(at), valueOf(at));
  const held = Array.from({ length: 5 }, (_, nth) => {
    for (let at = 0; at < 60; at++) engine.put(keyOf(at % keys), valueOf(1000 * nth + at));
    return engine.snapshot();
  });
  for (let at = 0; at < 400; at++) engine.put(keyOf(at % keys), valueOf(7000 + at));
  for (const [nth, snapshot] of held.entries()) {
    const came = snapshot.get(keyOf(3))?.toHex(), must = valueOf(1000 * nth + 43).toHex();
    snapshot.release();
    if (came === must) continue;
    unlike({
      asked: `${keys} keys are put 700 times, and 5 snapshots taken meanwhile`,
      came: `snapshot ${nth + 1} has another value of a key than there was`,
      must: "the value of then",
      why: "a snapshot shows what was there when it was taken",
    });
  }
  for (let at = 0; at < 300; at++) engine.put(keyOf(at % keys), valueOf(9000 + at));
  const asked = `${keys} keys are put 1,000 times; 5 snapshots are held for long, and released`;
  within(asked, disk.usedBytes, 10 * keys * (VALUE + 8) + 32 * MEMORY, "bytes of files", ROOM);
  engine.close();
}

/** 64 times the memory, in random order. */
function load(open: Open, seed: number): void {
  const disk = new SimulatedDisk(), random = new Random(seed, "load"), keys = 640;
  const order = Array.from({ length: keys }, (_, at) => at);
  for (let at = keys - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  const first = open(disk), bytes = keys * (VALUE + 8);
  for (const at of order) first.put(keyOf(at), valueOf(at));
  first.close();
  const asked = `${keys} keys with ${bytes} bytes are put in random order`;
  const written = disk.meter.bytesWritten / bytes;
  within(
    asked,
    written,
    20,
    "bytes written for each byte",
    "what is written again, is written into something larger (section 17.8)",
  );
  within(
    asked,
    disk.meter.syncs,
    2 * flushesOf(bytes),
    "syncs",
    "some whenever the memory is full (section 17.5)",
  );
  let { bytesRead } = disk.meter;
  const since = () => {
    const read = disk.meter.bytesRead - bytesRead;
    ({ bytesRead } = disk.meter);
    return read;
  };
  const engine = open(disk);
  within(`${asked}; it is opened`, since(), bytes / 3 + 16 * MEMORY, "bytes read", OPEN);
  for (let nth = 0; nth < 200; nth++) {
    const at = random.below(keys + 60), came = engine.get(keyOf(at))?.toHex();
    if (came === (at < keys ? valueOf(at).toHex() : undefined)) continue;
    unlike({
      asked: `${asked}; get of key ${at}`,
      came: came ?? "nothing",
      must: "what was put",
      why: "it was put",
    });
  }
  within(`${asked}; 200 gets`, since() / 200, 2 * MEMORY, "bytes read for each", SPARSE);
  for (let nth = 0; nth < 20; nth++) {
    let left = 10;
    for (const _ of engine.scan({ from: keyOf(random.below(keys - 20)) })) if (--left === 0) break;
  }
  within(
    `${asked}; 20 scans of 10 entries`,
    since() / 20,
    12 * MEMORY,
    "bytes read for each",
    SPARSE,
  );
  engine.close();
}

const SPARSE = "with an index in memory, a block of each table is enough";
