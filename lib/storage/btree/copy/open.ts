/** The copy-on-write tree as an engine. @module */

import type { Disk } from "../../disk/disk.ts";
import { BTree } from "../engine.ts";
import { CopyStore } from "./copy_store.ts";
import type { CopyOptions } from "./options.ts";

/**
 * Opens the tree on a disk, or begins one. Throws `CorruptStorage` if its newest root, or what lists its
 * free pages, is not what was written; what lies deeper shows when it is read.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
 * import { openCopyTree } from "hb/storage/btree/copy/open.ts";
 *
 * const disk = new SimulatedDisk(), tree = openCopyTree(disk);
 * tree.put(Uint8Array.of(1), Uint8Array.of(10), { sync: true });
 * assertEquals(openCopyTree(disk).get(Uint8Array.of(1)), Uint8Array.of(10));
 * ```
 */
export function openCopyTree(disk: Disk, options?: CopyOptions): BTree<CopyStore> {
  return new BTree(new CopyStore(disk, options));
}
