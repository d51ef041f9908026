/** What each node's log is kept in. @module */

import { aheadDisk } from "hb/host/ahead_disk.ts";
import { openEngineLog } from "hb/host/engine_log.ts";
import { openLevelDb } from "hb/host/engines/leveldb.ts";
import { openRocksDb } from "hb/host/engines/rocksdb.ts";
import { openSqlite } from "hb/host/engines/sqlite.ts";
import { FileDisk } from "hb/host/file_disk.ts";
import type { JournalLog } from "hb/host/journal_log.ts";
import { openLogTree } from "hb/storage/btree/log/open.ts";
import type { Engine, Soon } from "hb/storage/engine/engine.ts";
import { LOG } from "hb/storage/lsm/log.ts";
import { Lsm } from "hb/storage/lsm/lsm.ts";
import { withPackages } from "../../bench/storage/packages.ts";

/** Their names: the library's write-ahead log, its engines, and those of others. */
export const engines = ["wal", "lsm", "btree", "rocksdb", "leveldb", "sqlite"] as const;

/** The name of one. */
export type EngineName = typeof engines[number];

/** What is used where nobody says. */
export const usualEngine: EngineName = "wal";

/** An open engine, and what else there is to do with it. */
interface Opened {
  readonly engine: Engine;
  readonly ahead?: () => Promise<void>;
  readonly release?: () => void;
}

/** How the engines are opened at their place; the write-ahead log is none. */
const openers: Readonly<Record<Exclude<EngineName, "wal">, (place: string) => Soon<Opened>>> = {
  lsm(folder) {
    const disk = new FileDisk(folder);
    return released(disk, () => {
      // Only its log is written before it is asked to sync; tables are synced when they are whole.
      const files = aheadDisk(disk, (name) => name.startsWith(LOG));
      return { engine: new Lsm({ disk: files }), ahead: files.ahead };
    });
  },
  btree(folder) {
    const disk = new FileDisk(folder);
    return released(disk, () => ({ engine: openLogTree(disk) }));
  },
  rocksdb: (folder) => ({ engine: openRocksDb(folder) }),
  leveldb: async (folder) => ({ engine: await openLevelDb(folder) }),
  sqlite: (file) => ({ engine: openSqlite(file) }),
};

/** Where an engine keeps what it has: in a folder of its own, or a file. */
function placeOf(name: EngineName, folder: string): string {
  return `${folder}/${name}${name === "sqlite" ? ".db" : ""}`;
}

/** What a process that opens an engine is started with; it may read its own folders at least. */
export function optionsFor(name: EngineName, folders: readonly string[]): readonly string[] {
  const reads = `--allow-read=${folders.join(",")}`;
  if (name === "rocksdb") return [reads, "--allow-ffi"];
  // The package looks for its binary, and at the machine, to know which one that is.
  if (name === "leveldb") return [...withPackages, "--allow-read", "--allow-ffi", "--allow-env"];
  return [reads];
}

/** Whether an engine can be opened only by a process that was started for it. */
export function needsOwnProcess(name: EngineName): boolean {
  return optionsFor(name, []).some((option) => withPackages.includes(option));
}

/** What opens a node's log, or begins it. */
export interface LogOptions {
  /** The node's folder, which is taken until the log is closed. */
  readonly folder: string;
  /** Whose log it is. */
  readonly owner: string;
  /** It must be there. */
  readonly begun: boolean;
}

/** Opens a node's log in an engine. Throws `OperationalError`, `UnusableLog`, and `CorruptStorage`. */
export async function openLogIn(
  name: Exclude<EngineName, "wal">,
  { folder, owner, begun }: LogOptions,
): Promise<JournalLog> {
  const marks = new FileDisk(folder), where = placeOf(name, folder);
  let opened: Opened | undefined;
  const release = () => {
    opened?.release?.();
    marks.close();
  };
  try {
    opened = await openers[name](where);
    const { engine, ahead } = opened;
    const log = await openEngineLog({ engine, where, owner, begun, marks, ahead, release });
    // The name of the engine's own folder is as durable as what is in it.
    if (!begun) marks.syncFolder();
    return log;
  } catch (error) {
    await opened?.engine.close();
    release();
    throw error;
  }
}

/** Lets the disk go when what was to be opened on it cannot be. */
function released(disk: FileDisk, open: () => Opened): Opened {
  try {
    return { ...open(), release: () => disk.close() };
  } catch (error) {
    disk.close();
    throw error;
  }
}
