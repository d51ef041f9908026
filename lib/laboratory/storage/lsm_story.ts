/** Short stories of a log-structured store: a small run, once with a mistake and once without it. @module */

import { changed } from "../../storage/disk/changed.ts";
import type { Disk } from "../../storage/disk/disk.ts";
import { SimulatedDisk } from "../../storage/disk/simulated_disk.ts";
import type { Levels } from "../../storage/lsm/levels.ts";
import { Lsm } from "../../storage/lsm/lsm.ts";
import type { LsmOptions } from "../../storage/lsm/options.ts";

/** How a run of a story ended. */
export interface Ending {
  /** What was read, in words. */
  readonly read: string;
  /** The levels before and after the step that counts, where there is something to see. */
  readonly levels?: { readonly before: Levels; readonly after: Levels };
}

/** A story. */
export interface LsmStory {
  /** What is done wrong, in a few words. */
  readonly mistake: string;
  /** Who made it, or where it is told. */
  readonly source: string;
  /** What happens, up to what is read at the end. */
  readonly plot: string;
  /** Runs it twice. */
  tell(): { readonly wrong: Ending; readonly right: Ending };
}

/** A store in which nothing is compacted unless the story says so; its disk is a new one by default. */
export function openStore(options: Partial<LsmOptions> = {}): Lsm {
  return new Lsm({ disk: new SimulatedDisk(), policy: () => undefined, ...options });
}

/** Makes a table of what is in memory. */
export function flush(store: Lsm): void {
  store.freeze();
  store.settle();
}

/** Compacts a level, and tells of the levels before and after. */
export function compacted(store: Lsm, level: number): NonNullable<Ending["levels"]> {
  const before = store.inside().levels;
  store.compact(level);
  return { before, after: store.inside().levels };
}

/** A text as bytes. */
export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Puts a text under a text. */
export function put(store: Lsm, key: string, value: string, sync = false): void {
  store.put(bytes(key), bytes(value), { sync });
}

/** What stands under a text: in words, nothing too. */
export function readText(store: Pick<Lsm, "get">, key: string): string {
  const value = store.get(bytes(key));
  return value === undefined ? "nothing" : new TextDecoder().decode(value);
}

/** A disk that does another thing when a file is to be synced whose name begins so. */
export function syncingOtherwise(disk: Disk, prefix: string, sync: (name: string) => void): Disk {
  return changed(disk, {
    sync: (name) => name.startsWith(prefix) ? sync(name) : disk.sync(name),
  });
}
