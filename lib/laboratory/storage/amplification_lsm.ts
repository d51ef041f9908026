/** What a log-structured store reads, writes and takes up for what it is asked to keep. @module */

import { lazyLevelled } from "../../storage/lsm/compaction/lazy_levelled.ts";
import type { Policy } from "../../storage/lsm/compaction/job.ts";
import { levelled } from "../../storage/lsm/compaction/levelled.ts";
import { tiered } from "../../storage/lsm/compaction/tiered.ts";
import { SimulatedDisk } from "../../storage/disk/simulated_disk.ts";
import { bytesOf, type PlacedTable, tablesOf } from "../../storage/lsm/levels.ts";
import { Lsm } from "../../storage/lsm/lsm.ts";
import type { LsmOptions } from "../../storage/lsm/options.ts";
import {
  type Amplification,
  type Growth,
  isMilestone,
  type Model,
  type PolicyName,
  type Reads,
  readsOf,
} from "./amplification_row.ts";
import { blocksRead, searchPath } from "./search_path.ts";
import { ENTRY_BYTES, type Workload, writesOf } from "./workload.ts";

/** All policies. */
export const policies: Readonly<Record<PolicyName, Policy>> = {
  levelled,
  tiered,
  "lazy levelled": lazyLevelled,
};

/** How large a small store is, in bytes: small enough to have several levels of a few hundred kilobytes. */
export const SMALL = { memtableBytes: 4096, tableBytes: 4096, blockBytes: 1024 } as const;

/**
 * A small store whose levels grow by `ratio` as those of the model do (Dayan and Idreos 2018,
 * *Dostoevsky*): a level that is levelled takes over each flushed table at once, and one that is tiered
 * waits for `ratio` of them. All that is due is done before the next write, and nothing is kept in memory
 * of what was read.
 */
export function smallStore(name: PolicyName, ratio: number): LsmOptions & { disk: SimulatedDisk } {
  const compactAt = name === "levelled" ? 1 : ratio;
  const { memtableBytes } = SMALL;
  return {
    ...SMALL,
    disk: new SimulatedDisk({ sectorBytes: 4096 }),
    policy: policies[name],
    ratio,
    level0: { compactAt, slowAt: compactAt + 2, stopAt: compactAt + 4 },
    // The first level that is one run: with lazy levelling that is one below level 0.
    level1Bytes: memtableBytes * (name === "lazy levelled" ? ratio ** 2 : ratio),
    cacheBytes: 0,
    compactionPace: Infinity,
  };
}

/** Writes a workload into a small store, and reads it. */
export function measureLsm(
  name: PolicyName,
  ratio: number,
  workload: Workload,
  reads: number,
): Amplification {
  const store = new Lsm(smallStore(name, ratio)), live = workload.keys * ENTRY_BYTES;
  const growth: Growth[] = [];
  let written = 0, space = 0, versions = 0;
  for (const { key, value } of writesOf(workload)) {
    store.put(key, value);
    if (isMilestone(++written, workload)) growth.push({ keys: written, write: writesFor(store) });
    if (written > workload.keys && written % sampleEvery === 0) {
      const tables = store.inside().levels.flatMap(tablesOf);
      space = Math.max(space, bytesOf(tables) / live);
      versions = Math.max(versions, entriesOf(tables) / workload.keys);
    }
  }
  store.freeze();
  store.settle();
  const { userBytes, logBytes } = store.statistics();
  const levels = store.inside().levels.filter((level) => level.length > 0).length;
  return {
    engine: `${name}, T = ${ratio}`,
    policy: name,
    ratio,
    keys: workload.keys,
    levels,
    write: writesFor(store),
    log: logBytes / userBytes,
    space,
    versions,
    growth,
    ...readsOf(workload, reads, (key): Reads => {
      const path = searchPath(store, key);
      return { asked: path.asked.length, read: blocksRead(path) };
    }),
    ...modelOf(name, ratio, levels),
  };
}

/** So many writes lie between two looks at how much is stored. */
const sampleEvery = 64;

function writesFor(store: Lsm): number {
  const { userBytes, flushedBytes, compactedBytes } = store.statistics();
  return (flushedBytes + compactedBytes) / userBytes;
}

function entriesOf(tables: readonly PlacedTable[]): number {
  return tables.reduce((sum, { entries }) => sum + entries, 0);
}

/**
 * The model of Dayan and Idreos 2018 for `levels` levels: where a level is levelled, a byte is written from
 * once to `ratio` times, half of that on the average; where it is tiered, once. A tiered last level may
 * have `ratio` runs of the same keys; under a last level of one run, all others together hold
 * 1 / (`ratio` − 1) of what it does.
 */
export function modelOf(name: PolicyName, ratio: number, levels: number): Model {
  if (name === "tiered") return { writeModel: [levels, levels], versionsModel: ratio };
  const versionsModel = 1 + 1 / (ratio - 1);
  if (name === "lazy levelled") {
    return { writeModel: [levels - 1 + ratio / 2, levels - 1 + ratio], versionsModel };
  }
  return { writeModel: [levels * ratio / 2, levels * ratio], versionsModel };
}
