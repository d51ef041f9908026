/** The tree with a log of pages as an engine. @module */

import type { Disk } from "../../disk/disk.ts";
import { BTree } from "../engine.ts";
import { LogStore } from "./log_store.ts";
import type { LogOptions } from "./options.ts";

/**
 * Opens the tree on a disk, or begins one. Throws `CorruptStorage` if its root is not what was written,
 * or if the log lacks what was durable; what lies deeper shows when it is read.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
 * import { openLogTree } from "hb/storage/btree/log/open.ts";
 *
 * const disk = new SimulatedDisk(), tree = openLogTree(disk);
 * tree.put(Uint8Array.of(1), Uint8Array.of(10), { sync: true });
 * assertEquals(openLogTree(disk).get(Uint8Array.of(1)), Uint8Array.of(10));
 * ```
 */
export function openLogTree(disk: Disk, options?: LogOptions): BTree<LogStore> {
  return new BTree(new LogStore(disk, options));
}
