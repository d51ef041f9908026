/** The engines that are measured: the library's own on a real disk, and those of others. @module */

import { openLevelDb } from "hb/host/engines/leveldb.ts";
import { openLmdb } from "hb/host/engines/lmdb.ts";
import { openRocksDb } from "hb/host/engines/rocksdb.ts";
import { openSqlite } from "hb/host/engines/sqlite.ts";
import { FileDisk } from "hb/host/file_disk.ts";
import { OperationalError } from "hb/host/operational_error.ts";
import { openCopyTree } from "hb/storage/btree/copy/open.ts";
import { openLogTree } from "hb/storage/btree/log/open.ts";
import type { Disk } from "hb/storage/disk/disk.ts";
import type { Engine, Soon } from "hb/storage/engine/engine.ts";
import { Naive } from "hb/storage/engine/naive.ts";
import { Lsm } from "hb/storage/lsm/lsm.ts";
import type { Case } from "./cases.ts";

/** An engine, and how it is opened. */
export interface Contestant {
  readonly name: string;
  /** Opens it at a path. */
  open(path: string): Soon<Opened>;
  /** Whether nothing is compared with it, so that once is enough; default false. */
  readonly once?: boolean;
  /** Whether it shares syncs among writes by itself; default: that is done before it. */
  readonly groups?: boolean;
}

/** An open engine. */
export interface Opened {
  readonly engine: Engine;
  /** Closes it, and whatever it stands on. */
  close(): Promise<void>;
}

/** What measures all others. */
export const PEER = "LevelDB";

/** An engine of the library, as it writes to a disk. */
export interface Own {
  readonly name: string;
  on(disk: Disk): Engine;
  /** How long it may take for one operation, to the peer's: what it should reach. */
  readonly goals?: Readonly<Partial<Record<Case, number>>>;
}

const reads = { "get at random, warm": 2, "scan forward": 2 } as const;

/** The memory that LevelDB takes for blocks that it has read, in bytes, unless it is told otherwise. */
const CACHE = 8 * 2 ** 20;

/**
 * All that the library has. Those that read from the disk have LevelDB's cache, and the log-structured one
 * its memtable, tables, blocks and filter, which are its own defaults; nothing compresses.
 */
export const own: readonly Own[] = [
  { name: "naive", on: (disk) => new Naive({ disk }) },
  {
    name: "LSM",
    on: (disk) => new Lsm({ disk, cacheBytes: CACHE }),
    goals: {
      ...reads,
      "fill in order, batches of 1,000": 2,
      "fill at random, batches of 1,000": 2,
      "put by 32 clients, syncs shared": 1,
    },
  },
  {
    name: "B-tree, copied",
    on: (disk) => openCopyTree(disk, { cachedPages: CACHE / 4096 }),
    goals: reads,
  },
  {
    name: "B-tree, logged",
    on: (disk) => openLogTree(disk, { cachedPages: CACHE / 4096 }),
    goals: reads,
  },
];

/** Those of others. */
const others: readonly Contestant[] = [
  {
    name: PEER,
    open: async (path) => opened(await openLevelDb(path, { compression: false })),
    groups: true,
  },
  { name: "RocksDB", open: (path) => opened(openRocksDb(path)), once: true },
  { name: "SQLite", open: (path) => opened(openSqlite(path)), once: true },
  { name: "LMDB", open: async (path) => opened(await openLmdb(path)), groups: true, once: true },
];

/** Those that can be opened here; says of the others why they are left out. */
export async function contestants(folder: string): Promise<Contestant[]> {
  const here: Contestant[] = own.map(({ name, on }) => ({
    name,
    open: (path) => onDisk(path, on),
  }));
  for (const each of others) {
    try {
      await (await each.open(`${folder}/${each.name}-here`)).close();
      here.push(each);
    } catch (error) {
      if (!(error instanceof OperationalError)) throw error;
      console.log(`${each.name} is left out: ${error.message}`);
    }
  }
  return here;
}

function opened(engine: Engine): Opened {
  return { engine, close: async () => await engine.close() };
}

function onDisk(path: string, on: (disk: Disk) => Engine): Opened {
  const disk = new FileDisk(path), engine = on(disk);
  return {
    engine,
    async close() {
      await engine.close();
      disk.close();
    },
  };
}
