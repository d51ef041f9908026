/** The logs that a journal may be in, as subjects of its tests. */

import { openCopyTree } from "../storage/btree/copy/open.ts";
import { openLogTree } from "../storage/btree/log/open.ts";
import type { Disk } from "../storage/disk/disk.ts";
import type { Engine } from "../storage/engine/engine.ts";
import { Naive } from "../storage/engine/naive.ts";
import { Lsm } from "../storage/lsm/lsm.ts";
import { aheadDisk } from "./ahead_disk.ts";
import type { AsyncDisk } from "./async_disk.ts";
import { openEngineLog } from "./engine_log.ts";
import type { JournalLog } from "./journal_log.ts";
import { WalLog } from "./wal_log.ts";

/** A kind of log. */
export interface LogKind {
  readonly name: string;
  /** Opens it on a disk, or begins it there; `refuse` is called before a piece of a checkpoint is written. */
  open(disk: AsyncDisk, refuse?: () => void): Promise<JournalLog>;
}

const wal: LogKind = {
  name: "a write-ahead log",
  open(disk, refuse = () => {}) {
    const append = disk.append.bind(disk);
    disk.append = (name, bytes) => {
      if (name.includes("checkpoint")) refuse();
      append(name, bytes);
    };
    return Promise.resolve(new WalLog({ disk, owner: "n", log: () => {} }));
  },
};

/** An engine, made so small that whatever it does when it grows is done soon. */
function engineKind(
  name: string,
  isAhead: (file: string) => boolean,
  on: (disk: Disk) => Engine,
): LogKind {
  return {
    name,
    open(disk, refuse = () => {}) {
      const files = aheadDisk(disk, isAhead), engine = on(files);
      const batch = engine.batch.bind(engine);
      engine.batch = (changes, options) => {
        if (changes.some((change) => change.type === "put" && change.key[0] === 99)) refuse();
        return batch(changes, options);
      };
      return openEngineLog({ engine, where: "here", owner: "n", ahead: files.ahead });
    },
  };
}

const lsm = { memtableBytes: 500, tableBytes: 300, blockBytes: 128, level1Bytes: 2000, ratio: 2 };

/** All that there are. */
export const logs: readonly LogKind[] = [
  wal,
  engineKind("the naive engine", () => true, (disk) => new Naive({ disk, compactBytes: 1000 })),
  engineKind(
    "the log-structured store",
    (file) => file.startsWith("log-"),
    (disk) => new Lsm({ ...lsm, disk }),
  ),
  engineKind("the tree that copies", () => true, (disk) => openCopyTree(disk, { pageBytes: 512 })),
  engineKind(
    "the tree with a log",
    () => true,
    (disk) => openLogTree(disk, { pageBytes: 512, checkpointFrames: 16 }),
  ),
];
