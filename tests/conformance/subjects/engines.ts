/** The storage engines of the library. Real ones are in tests/host/engines. */

import { longestKey } from "hb/storage/btree/cells.ts";
import { openCopyTree } from "hb/storage/btree/copy/open.ts";
import { openLogTree } from "hb/storage/btree/log/open.ts";
import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
import { lazyLevelled } from "hb/storage/lsm/compaction/lazy_levelled.ts";
import { levelled } from "hb/storage/lsm/compaction/levelled.ts";
import { tiered } from "hb/storage/lsm/compaction/tiered.ts";
import { Lsm } from "hb/storage/lsm/lsm.ts";
import { tiny } from "hb/storage/lsm/walk.ts";
import { Naive } from "hb/storage/engine/naive.ts";
import { type EngineKind, onDisks } from "../engine/subject.ts";

const pageBytes = 128, limits = { keyBytes: longestKey(pageBytes) };

const newDisk = () => new SimulatedDisk();

/**
 * Those that write to a disk which they are given, made small, so that whatever they do when they grow is
 * done soon.
 */
export const engines: readonly EngineKind[] = [
  onDisks("lib/storage/engine/naive", (disk) => new Naive({ disk, compactBytes: 300 }), newDisk),
  ...[levelled, tiered, lazyLevelled].map((policy) =>
    onDisks(
      `lib/storage/lsm, ${policy.name}`,
      (disk) => new Lsm({ ...tiny, policy, disk }),
      newDisk,
    )
  ),
  onDisks(
    "lib/storage/btree/copy",
    (disk) => openCopyTree(disk, { pageBytes, groupPages: 12, cachedPages: 6 }),
    newDisk,
    limits,
  ),
  onDisks(
    "lib/storage/btree/log",
    (disk) => openLogTree(disk, { pageBytes, groupPages: 3, checkpointFrames: 9, cachedPages: 6 }),
    newDisk,
    limits,
  ),
];
