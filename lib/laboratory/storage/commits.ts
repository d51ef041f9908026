/**
 * What a commit costs that has few puts. A tree of pages writes whole pages, so one put a commit is the most
 * expensive. A tree that copies writes a page on each floor of it, a list of free pages and a meta page. A
 * tree with a log appends a page on each floor; later, when the log is copied, each page is written once to
 * its place, however often it stands in the log. An LSM tree appends the entry, and merges it later.
 *
 * @module
 */

import { openCopyTree } from "../../storage/btree/copy/open.ts";
import { openLogTree } from "../../storage/btree/log/open.ts";
import type { Disk } from "../../storage/disk/disk.ts";
import { SimulatedDisk } from "../../storage/disk/simulated_disk.ts";
import { Lsm } from "../../storage/lsm/lsm.ts";
import { smallStore } from "./amplification_lsm.ts";
import type { ExploredEngine } from "./engine_life.ts";
import { ENTRY_BYTES, type Workload, writesOf } from "./workload.ts";

/** What is measured. */
export interface CommitPlan {
  /** How many keys there are, written before anything is measured. */
  readonly keys: number;
  /** How many of them are written again, and measured. */
  readonly puts: number;
  /** How many puts a commit has. */
  readonly perCommit: readonly number[];
  /** How long the pages of trees are, in bytes. */
  readonly pageBytes: number;
}

/** What was measured of an engine and a size of commits. */
export interface CommitCost {
  /** Which engine. */
  readonly engine: string;
  /** How many puts a commit had. */
  readonly perCommit: number;
  /** Bytes written for each of the user's, of whatever file. */
  readonly write: number;
  /** Pages written for each put, of whatever file; of trees only. */
  readonly pages?: number;
  /** How often something was synced, for each commit. */
  readonly syncs: number;
}

/** As many keys as in `amplification`, and as long pages. */
export const usualCommits: CommitPlan = {
  keys: 1800,
  puts: 320,
  perCommit: [1, 4, 16, 64],
  pageBytes: 1024,
};

const COPY = "tree, copy on write", PAGE_LOG = "tree, log of pages";

/** Measures both trees, and an LSM tree with levels, with each size of commits. */
export function commitCosts(plan: Partial<CommitPlan> = {}): readonly CommitCost[] {
  const whole = { ...usualCommits, ...plan }, { pageBytes } = whole;
  const engines: Readonly<Record<string, (disk: Disk) => ExploredEngine>> = {
    [COPY]: (disk) => openCopyTree(disk, { pageBytes }),
    [PAGE_LOG]: (disk) => openLogTree(disk, { pageBytes, checkpointFrames: 256 }),
    "LSM, levelled": (disk) => new Lsm({ ...smallStore("levelled", 4), disk }),
  };
  return Object.entries(engines).flatMap(([engine, open]) =>
    whole.perCommit.map((perCommit) => measure(engine, open, perCommit, whole))
  );
}

function measure(
  engine: string,
  open: (disk: Disk) => ExploredEngine,
  perCommit: number,
  { keys, puts, pageBytes }: CommitPlan,
): CommitCost {
  const workload: Workload = { keys, overwrites: puts / keys, seed: 1 };
  const disk = new SimulatedDisk({ sectorBytes: 4096 }), store = open(disk);
  let count = 0, before = { bytesWritten: 0, syncs: 0 };
  for (const { key, value } of writesOf(workload)) {
    store.batch([{ type: "put", key, value }]);
    const measured = ++count - keys;
    if (measured >= 0 && measured % perCommit === 0) store.sync();
    if (measured === 0) before = { ...disk.meter };
  }
  const written = disk.meter.bytesWritten - before.bytesWritten;
  const syncs = disk.meter.syncs - before.syncs;
  return {
    engine,
    perCommit,
    write: written / (puts * ENTRY_BYTES),
    ...([COPY, PAGE_LOG].includes(engine) ? { pages: written / (puts * pageBytes) } : {}),
    syncs: syncs / (puts / perCommit),
  };
}
