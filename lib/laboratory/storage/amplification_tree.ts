/** What B-trees read, write and take up for what they are asked to keep. @module */

import { openCopyTree } from "../../storage/btree/copy/open.ts";
import type { BTree } from "../../storage/btree/engine.ts";
import { openLogTree } from "../../storage/btree/log/open.ts";
import { depthOf } from "../../storage/btree/path.ts";
import { SimulatedDisk } from "../../storage/disk/simulated_disk.ts";
import { type Amplification, type Growth, isMilestone, readsOf } from "./amplification_row.ts";
import { SMALL } from "./amplification_lsm.ts";
import { ENTRY_BYTES, type Workload, writesOf } from "./workload.ts";

/** Which tree. */
export type TreeName = "copy on write" | "log of pages";

const trees = { "copy on write": openCopyTree, "log of pages": openLogTree } as const;

/**
 * Writes a workload into a tree, and reads it. It commits as often as a small store flushes, so that both
 * gather as much in memory before they write.
 */
export function measureTree(
  name: TreeName,
  pageBytes: number,
  workload: Workload,
  reads: number,
): Amplification {
  const disk = new SimulatedDisk({ sectorBytes: 4096 }), live = workload.keys * ENTRY_BYTES;
  const tree: BTree = trees[name](disk, { pageBytes, cachedPages: 2, checkpointFrames: 256 });
  const perCommit = Math.floor(SMALL.memtableBytes / ENTRY_BYTES);
  const growth: Growth[] = [];
  let written = 0, space = 0;
  for (const { key, value } of writesOf(workload)) {
    tree.put(key, value);
    const isMoment = isMilestone(++written, workload);
    if (written % perCommit > 0 && !isMoment) continue;
    tree.sync();
    if (isMoment) growth.push({ keys: written, write: writesFor(tree) });
    if (written > workload.keys) space = Math.max(space, disk.usedBytes / live);
  }
  tree.sync();
  const depth = depthOf(tree.store.pager, tree.store.root);
  return {
    engine: `B-tree, ${name}`,
    keys: workload.keys,
    levels: depth,
    write: writesFor(tree),
    log: 0,
    space,
    versions: 1,
    growth,
    // Without a cache: a page of each level, whether the key is there or not.
    ...readsOf(workload, reads, () => ({ asked: depth, read: depth })),
  };
}

function writesFor({ statistics: { bytesWritten, userBytes } }: BTree): number {
  return bytesWritten / userBytes;
}
