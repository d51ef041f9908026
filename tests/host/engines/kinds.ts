/** Real storage engines as subjects of the suite, each in a folder of its own. */

import { openLevelDb } from "hb/host/engines/leveldb.ts";
import { openLmdb } from "hb/host/engines/lmdb.ts";
import { openRocksDb } from "hb/host/engines/rocksdb.ts";
import { openSqlite } from "hb/host/engines/sqlite.ts";
import type { Engine, Soon } from "hb/storage/engine/engine.ts";
import type { EngineKind } from "../../conformance/engine/subject.ts";

/** A real engine. */
export interface RealKind extends EngineKind {
  /** What opening it takes. */
  readonly permissions: Deno.PermissionOptionsObject;
  /** The package of npm that it is in, if it is in one. */
  readonly package?: string;
  open(path: string): Soon<Engine>;
}

const noDisk = "it writes to files of its own";

/** An engine that is opened at a path. */
function real(
  kind: Pick<RealKind, "keyBytes" | "name" | "open" | "package" | "permissions">,
): RealKind {
  return {
    ...kind,
    lacks: {
      "a crash leaves whole batches, the first so many": noDisk,
      "nor does a crash after a crash break a promise": noDisk,
      "what is read may be lost until it was synced, and not after": noDisk,
      "a process dies, the next one reads, the power fails: nothing is lost": noDisk,
      "after the disk has failed, nothing is promised that is not kept": noDisk,
    },
    // Each begins in a new folder.
    runs: 12,
    place() {
      const folder = Deno.makeTempDirSync({ prefix: "engine-" });
      return {
        open: () => kind.open(`${folder}/data`),
        remove: () => Deno.removeSync(folder, { recursive: true }),
      };
    },
  };
}

const files = { read: true, write: true } as const;

/** All that there are. */
export const kinds: readonly RealKind[] = [
  real({ name: "SQLite", open: openSqlite, permissions: files }),
  real({ name: "RocksDB", open: openRocksDb, permissions: { ...files, ffi: true } }),
  real({
    name: "LevelDB",
    open: openLevelDb,
    package: "npm:classic-level@3.0.0",
    permissions: { ...files, ffi: true, env: true },
  }),
  real({
    name: "LMDB",
    open: openLmdb,
    package: "npm:lmdb@3.5.6",
    keyBytes: 1977,
    permissions: { ...files, ffi: true, env: true },
  }),
];

/** The one of that name. */
export function kindOf(name: string | undefined): RealKind {
  return kinds.find((kind) => kind.name === name)!;
}
