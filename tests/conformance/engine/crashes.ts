/**
 * Guarantees to those whose disk forgets: crashes at every operation, with the disks that each may leave
 * (Pillai and others 2014), and crashes in the life after a crash.
 */

import type { DiskFault } from "hb/storage/disk/faults.ts";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Change, Engine } from "hb/storage/engine/engine.ts";
import {
  Model,
  put,
  remove,
  removeRange,
  showAll,
  signature,
} from "hb/laboratory/conformance/sorted_map.ts";
import { collect, differs } from "./reading.ts";
import type { EngineKind } from "./subject.ts";

export type Breach = Promise<string | undefined>;

/**
 * Every batch puts its number, so that no two prefixes are the same; some are longer than a block of the
 * disk.
 */
export const work: readonly { readonly changes: readonly Change[]; readonly sync: boolean }[] = [
  [put("a", "1"), put("b", "1")],
  [put("a", "2"), put("c", "x".repeat(30))],
  [remove("b")],
  [put("b", "3"), put("d", "y".repeat(60)), put("e", "3")],
  [removeRange("b", "d"), put("f", "4")],
  [put("c", "5"), remove("a")],
  [removeRange("", "c"), put("a", "6")],
  [put("g", "z".repeat(40))],
].map((changes, i) => ({
  changes: [...changes, put("n", String(i))],
  sync: [0, 2, 3, 6].includes(i),
}));

class Crash extends Error {}

/** What some lives have written. */
export interface Written {
  /** What there was after each batch, before the first as well. */
  readonly states: Model[];
  /** As many batches at least are there after a crash. */
  synced: number;
}

/** One life: opens, writes, syncs, and closes at the end. */
async function live(kind: EngineKind, disk: SimulatedDisk, written: Written): Promise<void> {
  const engine = await kind.on!(disk);
  await writeWork(engine, written);
  await engine.sync();
  written.synced = written.states.length - 1;
  await engine.close();
}

/** Writes all batches, and syncs some. */
export async function writeWork(engine: Engine, written: Written): Promise<void> {
  for (const { changes, sync } of work) {
    const model = written.states.at(-1)!.copy();
    model.apply(changes);
    // From here on it may be there.
    written.states.push(model);
    await engine.batch(changes, { sync });
    if (sync) written.synced = written.states.length - 1;
  }
}

/** Works until just before operation `at` of the disk; what came of it, or nothing when it was cut off. */
async function until<T>(
  disk: SimulatedDisk,
  at: number,
  work: () => Promise<T>,
): Promise<T | undefined> {
  disk.before = () => {
    if (disk.operations >= at) throw new Crash();
  };
  try {
    return await work();
  } catch (error) {
    // Whoever wraps what a disk throws says why.
    if (!(error instanceof Crash) && !((error as Error).cause instanceof Crash)) throw error;
    return undefined;
  } finally {
    disk.before = () => {};
  }
}

/** Lives until just before operation `at` of the disk; false when it got to the end. */
async function liveUntil(
  kind: EngineKind,
  disk: SimulatedDisk,
  written: Written,
  at: number,
): Promise<boolean> {
  const end = await until(disk, at, async () => {
    await live(kind, disk, written);
    return "the end";
  });
  return end === undefined;
}

/** Opens what is left; returns how many batches are there, or what is wrong. */
export async function recovered(
  kind: EngineKind,
  disk: SimulatedDisk,
  written: Written,
): Promise<number | string> {
  const engine = await kind.on!(disk), count = await countOf(engine, written);
  if (typeof count === "number") await engine.close();
  return count;
}

/** How many batches an engine holds, or what is wrong. */
async function countOf(engine: Engine, { states, synced }: Written): Promise<number | string> {
  const found = await collect(engine.scan());
  const is = signature(found);
  const count = states.findLastIndex((model) => signature(model.scan()) === is);
  const there = `${states.length - 1} batches were written, ${synced} of them synced`;
  if (count < 0) {
    return `${there}; then there is ${showAll(found)}, which no first so many of them make`;
  }
  if (count < synced) return `${there}; only ${count} are there`;
  const words = await differs(`after a crash with ${count} batches`, engine, states[count]!);
  return words ?? count;
}

/** How many disks are tried of those that one crash may leave. */
const MOST_LEFT = 60;

/** Small sectors, which are written whole or not at all; what grows may hold anything. */
export const newDisk = (faults: readonly DiskFault[] = []) =>
  new SimulatedDisk({ sectorBytes: 32, garbage: true, faults });

/** Whatever is thrown is a breach; an engine that brings its own files cannot be tried. */
export async function tried(kind: EngineKind, judge: () => Breach): Breach {
  if (kind.on === undefined) return "it writes to files of its own";
  try {
    return await judge();
  } catch (error) {
    return `it throws: ${error instanceof Error ? error.message : error}`;
  }
}

/** Crashes before each operation in turn. */
function everywhere(
  kind: EngineKind,
  most: number,
  then: (disk: SimulatedDisk, written: Written, at: number) => Breach,
): Breach {
  return tried(kind, async () => {
    for (let at = 0;; at++) {
      const disk = newDisk(), written: Written = { states: [new Model()], synced: 0 };
      const isOver = !await liveUntil(kind, disk, written, at);
      for (const { disk: left, lost } of disk.afterCrash({ most, seed: at })) {
        const words = await then(left, written, at);
        if (words !== undefined) {
          return `crash before operation ${at}, ${lost.join("; ")}: ${words}`;
        }
      }
      if (isOver) return at > work.length ? undefined : `it is over after ${at} operations`;
    }
  });
}

export function afterCrash(kind: EngineKind): Breach {
  return everywhere(kind, MOST_LEFT, async (disk, written) => {
    const first = await recovered(kind, disk, written);
    if (typeof first === "string") return first;
    // What was there once is there again.
    const again = await recovered(kind, disk, { ...written, synced: first });
    if (typeof again === "string") return `opened again: ${again}`;
    return again === first ? undefined : `${first} batches were there, then ${again}`;
  });
}

/** Crashes in the recovery, or later in a second life, which writes on where the first was cut off. */
export function afterTwoCrashes(kind: EngineKind): Breach {
  return everywhere(kind, 2, async (disk, before, at) => {
    const files = filesOf(disk), start = () => disk.holding(files);
    const count = await recovered(kind, start(), before);
    if (typeof count === "string") return count;
    // All of the first few operations, in which it recovers, and some later ones.
    for (let next = 0;; next += next < 6 ? 1 : 3 + (at + next) % 7) {
      const second = start();
      const written = { states: before.states.slice(0, count + 1), synced: before.synced };
      const isOver = !await liveUntil(kind, second, written, next);
      for (const { disk: left, lost } of second.afterCrash({ most: 2, seed: next })) {
        const found = await recovered(kind, left, written);
        if (typeof found !== "string") continue;
        return `again before operation ${next}, ${lost.join("; ")}: ${found}`;
      }
      if (isOver) return undefined;
    }
  });
}

/**
 * The process dies before each operation in turn, and the machine goes on: the next process reads what was
 * written, durable or not. Then the power fails before each operation in which that one recovers, and when
 * it has: what it had read then is there.
 */
export function afterDeath(kind: EngineKind): Breach {
  return tried(kind, async () => {
    for (let at = 0;; at++) {
      const disk = newDisk(), written: Written = { states: [new Model()], synced: 0 };
      const isOver = !await liveUntil(kind, disk, written, at);
      for (let next = 0;; next++) {
        const second = disk.afterProcessDeath(), then = { ...written };
        const hasRecovered = await readUntil(kind, second, then, next);
        if (typeof hasRecovered === "string") return `a process dies at ${at}: ${hasRecovered}`;
        for (const { disk: left, lost } of second.afterCrash({ most: 2, seed: next })) {
          const found = await recovered(kind, left, then);
          if (typeof found !== "string") continue;
          return `a process dies at ${at}, the power fails at ${next}, ${
            lost.join("; ")
          }: ${found}`;
        }
        if (hasRecovered) break;
      }
      if (isOver) return undefined;
    }
  });
}

/** Opens and reads, until just before operation `at`; whether it got to the end: then what it read counts. */
async function readUntil(
  kind: EngineKind,
  disk: SimulatedDisk,
  written: Written,
  at: number,
): Promise<boolean | string> {
  const found = await until(disk, at, async () => await countOf(await kind.on!(disk), written));
  if (typeof found === "string") return found;
  if (found !== undefined) written.synced = found;
  return found !== undefined;
}

/** All that is there. */
export function filesOf(disk: SimulatedDisk): Map<string, Uint8Array> {
  return new Map(disk.names().map((name) => [name, disk.read(name)]));
}
