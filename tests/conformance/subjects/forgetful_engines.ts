/** Storage engines that are wrong about the disk: what they keep is not what they said. */

import { changed } from "hb/storage/disk/changed.ts";
import type { Disk } from "hb/storage/disk/disk.ts";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import type { Change, WriteOptions } from "hb/storage/engine/engine.ts";
import { Naive } from "hb/storage/engine/naive.ts";
import { onDisks } from "../engine/subject.ts";
import { wrong } from "./wrong_engines.ts";

export const forgets = wrong(
  "an engine that opens without its last entry",
  class extends Naive {
    constructor(options: { disk: SimulatedDisk; compactBytes: number }) {
      super(options);
      for (const { key } of [...this.scan({ reverse: true })].slice(0, 1)) this.delete(key);
    }
  },
);

export const bitByBit = wrong(
  "a batch that is written change by change",
  class extends Naive {
    override batch(changes: readonly Change[], options?: WriteOptions) {
      for (const change of changes) super.batch([change], options);
    }
  },
);

export const neverSyncs = wrong(
  "a write that is not synced",
  class extends Naive {
    override batch(changes: readonly Change[]) {
      super.batch(changes);
    }
  },
);

export const swallows = wrong(
  "an engine that says nothing of a disk that failed",
  class extends Naive {
    override batch(changes: readonly Change[], options?: WriteOptions) {
      this.get(new Uint8Array());
      try {
        super.batch(changes, options);
      } catch {
        // That is what is wrong.
      }
    }
  },
);

/** A disk of which a sync that fails is asked for again, as PostgreSQL did until 2018. */
function asksAgain(disk: Disk): Disk {
  return new Proxy(disk, {
    get(disk, name) {
      if (name === "sync") return (file: string) => syncTwice(disk, file);
      const value: unknown = Reflect.get(disk, name, disk);
      return typeof value === "function" ? value.bind(disk) : value;
    },
  });
}

function syncTwice(disk: Disk, file: string): void {
  try {
    disk.sync(file);
  } catch {
    disk.sync(file);
  }
}

export const syncsAgain = onDisks(
  "an engine that tries a sync again",
  (disk) => new Naive({ disk: asksAgain(disk), compactBytes: 300 }),
  () => new SimulatedDisk(),
);

/** A disk of which nothing is synced while an engine is opened, but all of it at the first sync after that. */
function syncsLater(disk: Disk): { disk: Disk; opened: () => void } {
  let isOpening = disk.names().length > 0, isBehind = isOpening;
  const sync = (work: () => void) => {
    if (isOpening) return;
    if (isBehind) {
      for (const name of disk.names()) disk.sync(name);
      disk.syncFolder();
    }
    isBehind = false;
    work();
  };
  return {
    disk: changed(disk, {
      sync: (name) => sync(() => disk.sync(name)),
      syncFolder: () => sync(() => disk.syncFolder()),
    }),
    opened: () => isOpening = false,
  };
}

export const readsAtOnce = onDisks(
  "an engine that counts on what it finds when it is opened",
  (below) => {
    const { disk, opened } = syncsLater(below), engine = new Naive({ disk, compactBytes: 300 });
    opened();
    return engine;
  },
  () => new SimulatedDisk(),
);
