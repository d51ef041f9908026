/**
 * What write-ahead logs promise, on a disk that forgets as disks do: the part of a storage engine that there
 * is. Every state of the disk that a crash may leave is tried.
 */

import { encode } from "hb/model/encode.ts";
import { exploreCrashes } from "hb/storage/disk/crashes.ts";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
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
  open(disk: SimulatedDisk): OpenLog;
}

/** The suite of write-ahead logs. */
export const writeAheadLog: Suite<LogEngine> = {
  family: "write-ahead log",
  guarantees: [
    {
      name: "gives back what was appended, in order",
      breach: (engine) =>
        attempt(() => {
          const disk = new SimulatedDisk();
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
        afterCrashes(
          engine,
          (found, synced) =>
            found.length < synced
              ? `${synced} were synced, and ${found.length} are there`
              : undefined,
        ),
    },
    {
      name: "a torn tail is cut off: the first few that were appended, and nothing else",
      breach: (engine) =>
        afterCrashes(engine, (found) => unlike(found, all.slice(0, found.length))),
    },
    {
      name: "goes on behind a torn tail",
      breach: (engine) =>
        afterCrashes(engine, (found, _, disk) => {
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

/** Small sectors that tear, and more states than a wrong log needs. */
const how = { sectorBytes: 20, tearBytes: 1 }, budget = { perCrash: 200 };

/** Every crash while two batches are appended and the first is synced, and what it may leave. */
function afterCrashes(
  engine: LogEngine,
  judge: (found: number[], synced: number, disk: SimulatedDisk) => string | undefined,
): string | undefined {
  const { breach } = exploreCrashes<number>({
    start: new SimulatedDisk(how),
    work(disk, promise) {
      const log = engine.open(disk);
      log.append(batches[0]!);
      log.sync();
      promise(batches[0]!.length);
      log.append(batches[1]!);
    },
    check: (disk, synced = 0) => judge(numbersOf(engine.open(disk).read()), synced, disk),
    budget,
  });
  return breach?.said;
}

/** Every crash while a log is compacted, and when it is. */
function compactedInOneStep(engine: LogEngine): string | undefined {
  const { breach } = exploreCrashes<"old" | "new">({
    start: new SimulatedDisk(how),
    work(disk, promise) {
      const log = engine.open(disk);
      log.append(batches[0]!);
      log.sync();
      promise("old");
      log.compact([body(7), body(8)]);
      promise("new");
    },
    check(disk, promised) {
      if (promised === undefined) return;
      const found = numbersOf(engine.open(disk).read()), words = unlike(found, [7, 8]);
      return promised === "old" && unlike(found, [1, 2, 3]) === undefined ? undefined : words;
    },
    budget,
  });
  return breach?.said;
}
