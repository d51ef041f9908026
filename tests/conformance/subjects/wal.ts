/** The write-ahead log of the library, and logs that are simpler, and wrong. */

import { ByteWriter } from "hb/codec/byte_writer.ts";
import { crc32c } from "hb/codec/crc32c.ts";
import type { Disk } from "hb/storage/disk/disk.ts";
import { Wal } from "hb/storage/wal/wal.ts";
import type { LogEngine, OpenLog } from "../write_ahead_log.ts";

/** The log of the library. */
export const wal: LogEngine = {
  name: "lib/storage/wal",
  open: (disk) => new Wal({ disk, owner: "n", fileBytes: 60 }),
};

/** It says that everything is durable and does nothing for it. */
export const neverSyncs: LogEngine = {
  name: "the log of the library, never synced",
  open(disk) {
    const log = new Wal({ disk, owner: "n" });
    return {
      append: (bodies) => log.append(bodies),
      sync: () => log.confirm(),
      read: () => log.read(),
      compact: (bodies) => log.compact(bodies),
    };
  },
};

const FILE = "log";

/** What a simple log does otherwise. */
interface Simple {
  /** Whether bodies have a sum behind them, and end where one is wrong. */
  readonly sums: boolean;
  /** Whether what is behind the last good body is cut off when the log is opened. */
  readonly cuts: boolean;
  /** Whether the oldest comes first. */
  readonly inOrder: boolean;
}

/** One file of bodies, each behind its length; it is compacted where it stands. */
export function simpleLog(name: string, changes: Partial<Simple> = {}): LogEngine {
  const how = { sums: true, cuts: true, inOrder: true, ...changes };
  return { name, open: (disk) => openSimple(disk, how) };
}

function openSimple(disk: Disk, how: Simple): OpenLog {
  if (!disk.names().includes(FILE)) {
    disk.append(FILE, new Uint8Array());
    disk.syncFolder();
  }
  const { end } = parse(disk, how);
  if (how.cuts && end < disk.read(FILE).length) {
    disk.truncate(FILE, end);
    disk.sync(FILE);
  }
  const append = (bodies: readonly Uint8Array[]) => {
    for (const body of bodies) {
      disk.append(FILE, Uint8Array.of(body.length, ...body, ...(how.sums ? sumOf(body) : [])));
    }
  };
  return {
    append,
    sync: () => disk.sync(FILE),
    read() {
      const { bodies } = parse(disk, how);
      return how.inOrder ? bodies : bodies.reverse();
    },
    compact(bodies) {
      disk.truncate(FILE, 0);
      append(bodies);
      disk.sync(FILE);
    },
  };
}

/** The bodies up to the first that is not whole, and where it begins. */
function parse(disk: Disk, { sums }: Simple): { bodies: Uint8Array[]; end: number } {
  const bytes = disk.read(FILE), bodies: Uint8Array[] = [];
  let end = 0;
  while (end < bytes.length) {
    const length = bytes[end]!, behind = end + 1 + length, next = behind + (sums ? 4 : 0);
    const body = bytes.slice(end + 1, behind);
    // A hole is no body: the sum of nothing is 0.
    if (sums && (length === 0 || next > bytes.length)) break;
    if (sums && sumOf(body).some((byte, i) => bytes[behind + i] !== byte)) break;
    bodies.push(body);
    end = next;
  }
  return { bodies, end };
}

function sumOf(body: Uint8Array): Uint8Array {
  const writer = new ByteWriter();
  writer.uint32(crc32c(body));
  return writer.view();
}
