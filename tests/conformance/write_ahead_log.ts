/**
 * What write-ahead logs promise, on a disk that forgets as disks do: the part of a storage engine that there
 * is. Every state of the disk that a crash may leave is tried.
 */

import { encode } from "hb/model/encode.ts";
import { MemoryDisk } from "hb/storage/wal/memory_disk.ts";
import type { Suite } from "./suite.ts";

/** An open log; whatever it writes, it writes to the disk that it was opened on. */
export interface OpenLog {
  append(bodies: readonly Uint8Array[]): void;
  sync(): void;
  /** All that counts, from the first; everything must be synced. */
  read(): readonly Uint8Array[];
  /** Puts other bodies in the place of all. */
  compact(bodies: readonly Uint8Array[]): void;
}

/** A kind of log. */
export interface LogEngine {
  readonly name: string;
  /** Opens the log of a disk, or begins one; throws when it cannot be read. */
  open(disk: MemoryDisk): OpenLog;
}

/** The suite of write-ahead logs. */
export const writeAheadLog: Suite<LogEngine> = {
  family: "write-ahead log",
  guarantees: [
    {
      name: "gives back what was appended, in order",
      breach: (engine) =>
        attempt(() => {
          const disk = new MemoryDisk();
          const log = engine.open(disk);
          for (const batch of batches) log.append(batch);
          log.sync();
          return unlike(numbersOf(log.read()), all) ??
            unlike(numbersOf(engine.open(disk).read()), all);
        }),
    },
    {
      name: "what was synced survives a crash",
      breach: (engine) =>
        afterCrashes(engine, (log, written) => {
          log.append(batches[0]!);
          log.sync();
          written.synced = batches[0]!.length;
          log.append(batches[1]!);
        }, (found, { synced }) =>
          found.length < synced
            ? `${synced} were synced, and ${found.length} are there`
            : undefined),
    },
    {
      name: "a torn tail is cut off: the first few that were appended, and nothing else",
      breach: (engine) =>
        afterCrashes(engine, (log) => {
          log.append(batches[0]!);
          log.sync();
          log.append(batches[1]!);
        }, (found) => unlike(found, all.slice(0, found.length))),
    },
    {
      name: "goes on behind a torn tail",
      breach: (engine) =>
        afterCrashes(engine, (log) => {
          log.append(batches[0]!);
          log.sync();
          log.append(batches[1]!);
        }, (found, _, disk) => {
          const log = engine.open(disk);
          log.append([body(99)]);
          log.sync();
          return unlike(numbersOf(engine.open(disk).read()), [...found, 99]);
        }),
    },
    {
      name: "is compacted in one step: all of the old, or all of the new",
      breach: (engine) => compactedInOneStep(engine),
    },
  ],
};

/** Bodies tell their number in each byte, and are longer than a block of the disk. */
const body = (number: number) => new Uint8Array(24).fill(number);
const batches = [[1, 2, 3], [4, 5]].map((numbers) => numbers.map(body));
const all = [1, 2, 3, 4, 5];

/** The numbers of bodies; 0 for what nobody appended. */
function numbersOf(bodies: readonly Uint8Array[]): number[] {
  return bodies.map((bytes) => {
    const [number = 0] = bytes;
    return encode([...bytes]) === encode([...body(number)]) ? number : 0;
  });
}

function unlike(found: readonly number[], expected: readonly number[]): string | undefined {
  if (encode(found) === encode(expected)) return undefined;
  return `[${found}] are there, and not [${expected}]`;
}

/** Whatever is thrown is a breach as well. */
function attempt(judge: () => string | undefined): string | undefined {
  try {
    return judge();
  } catch (error) {
    return `it throws: ${error instanceof Error ? error.message : error}`;
  }
}

/** Every disk that a crash may leave after some work. */
function afterCrashes(
  engine: LogEngine,
  work: (log: OpenLog, written: { synced: number }) => void,
  judge: (found: number[], written: { synced: number }, disk: MemoryDisk) => string | undefined,
): string | undefined {
  return attempt(() => {
    const disk = new MemoryDisk(), written = { synced: 0 };
    work(engine.open(disk), written);
    for (const left of disk.afterCrash()) {
      const words = judge(numbersOf(engine.open(left).read()), written, left);
      if (words !== undefined) return words;
    }
    return undefined;
  });
}

class Crash extends Error {}

/** Crashes before each operation of a compaction, and when it is over. */
function compactedInOneStep(engine: LogEngine): string | undefined {
  return attempt(() => {
    for (let at = 0;; at++) {
      const disk = new MemoryDisk();
      const log = engine.open(disk);
      log.append(batches[0]!);
      log.sync();
      const before = disk.operations;
      disk.before = () => {
        if (disk.operations - before >= at) throw new Crash();
      };
      let isOver = true;
      try {
        log.compact([body(7), body(8)]);
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
        isOver = false;
      }
      for (const left of disk.afterCrash()) {
        const found = numbersOf(engine.open(left).read());
        const words = unlike(found, [7, 8]);
        if (words !== undefined && (isOver || unlike(found, [1, 2, 3]) !== undefined)) return words;
      }
      if (isOver) return undefined;
    }
  });
}
