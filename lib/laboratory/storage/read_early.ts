/**
 * A batch that can be read before it is durable: every engine shows it at once, and a crash may take it. What
 * was told on the strength of such a read was told too early; a sync in between mends that.
 *
 * @module
 */

import { DiskFailure } from "../../storage/disk/faults.ts";
import { SimulatedDisk } from "../../storage/disk/simulated_disk.ts";
import type { EngineKind, ExploredEngine } from "./engine_life.ts";
import { smallEngines } from "./small_engines.ts";
import { afterBatch, put } from "./small_map.ts";

/** What is read of one key: `old` was synced, and `new` was written over it. */
export interface EarlyRead {
  /** Which engine. */
  readonly engine: string;
  /** What is read when `new` was written and not synced. */
  readonly atOnce: string;
  /** What a crash may leave then, each value once. */
  readonly afterCrash: readonly string[];
  /** What a crash may leave when a sync is over that began after the read. */
  readonly afterSync: readonly string[];
  /** What is read when the sync of `new` has failed, and whoever wrote it was told so. */
  readonly afterFailure: string;
}

/** For each engine of the library. */
export function earlyReads(): readonly EarlyRead[] {
  return Object.entries(smallEngines).map(([engine, kind]) => {
    const disk = new SimulatedDisk(), store = begun(kind, disk), { syncs } = disk.meter;
    store.batch([put("key", "new")]);
    const atOnce = valueIn(store), afterCrash = left(kind, disk);
    store.sync();
    const afterSync = left(kind, disk);
    return { engine, atOnce, afterCrash, afterSync, afterFailure: failing(kind, syncs) };
  });
}

/** An engine that holds `old`, durably. */
function begun(kind: EngineKind, disk: SimulatedDisk): ExploredEngine {
  const store = kind.open(disk);
  store.batch([put("key", "old")], { sync: true });
  return store;
}

function failing(kind: EngineKind, nth: number): string {
  const disk = new SimulatedDisk({ faults: [{ type: "sync fails", nth }] });
  const store = begun(kind, disk);
  try {
    store.batch([put("key", "new")], { sync: true });
  } catch (error) {
    if (error instanceof DiskFailure) return valueIn(store);
    throw error;
  }
  throw new Error(
    `Cannot let sync ${nth} fail because the batch must do it: given one that does not`,
  );
}

function left(kind: EngineKind, disk: SimulatedDisk): readonly string[] {
  const all = [...disk.afterCrash()].map(({ disk }) => valueIn(kind.open(disk)));
  return [...new Set(all)].sort();
}

function valueIn(store: ExploredEngine): string {
  return afterBatch(new Map(), store.scan()).get("key") ?? "nothing";
}
