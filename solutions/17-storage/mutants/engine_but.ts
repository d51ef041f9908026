/** How bugs of an engine are made: of its disk, or of what it hands on. @module */

import type {
  Any,
  Change,
  Disk,
  Engine,
  EngineOptions,
  Opening,
} from "../../../exercises/17-storage/given.ts";
import { engine } from "../engine.ts";
import { disguised } from "./disguised.ts";

/** It does something else with its disk. */
export const on = (change: (own: Disk) => Partial<Disk>): Partial<Opening> => ({
  open: (disk, options) => engine.open(disguised(disk, change), options),
});

/** It is the right one, but for some of what it does. */
export const but = (
  change: (own: Engine, disk: Disk, options: EngineOptions) => Partial<Engine>,
): Partial<Opening> => ({
  open(disk, options) {
    const own = engine.open(disk, options),
      all = {
        get: own.get.bind(own),
        scan: own.scan.bind(own),
        put: own.put.bind(own),
        delete: own.delete.bind(own),
        batch: own.batch.bind(own),
        snapshot: own.snapshot.bind(own),
        sync: own.sync.bind(own),
        close: own.close.bind(own),
      };
    return { ...all, ...change(all, disk, options) };
  },
});

/** All writes go through `batch`. */
export const writes = (batch: (own: Engine, changes: readonly Change[], options: Any) => void) =>
  but((own) => {
    const write = (changes: readonly Change[], options: Any = {}) => batch(own, changes, options);
    return {
      batch: write,
      put: (key, value, options) => write([{ type: "put", key, value }], options),
      delete: (key, options) => write([{ type: "delete", key }], options),
    };
  });

export const isLog = (name: string) => name.startsWith("log");
export const isTable = (name: string) => name.startsWith("table");

/** Without syncs of some files. */
export const unsynced = (isSo: (name: string) => boolean) =>
  on((own) => ({ sync: (name) => isSo(name) ? undefined : own.sync(name) }));
