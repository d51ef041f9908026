/** What a log-structured store can be told. @module */

import { bloom } from "../bloom/bloom.ts";
import type { FilterKind } from "../bloom/filter.ts";
import type { Disk } from "../disk/disk.ts";
import type { Limits, Policy } from "./compaction/job.ts";
import { levelled } from "./compaction/levelled.ts";
import type { Compression } from "../../codec/compression.ts";
import { type Rules, rules } from "./rules.ts";

/** How a store is made. The defaults are LevelDB's, where it has such a thing. */
export interface LsmOptions {
  /** The folder, all of which is the store's. */
  readonly disk: Disk;
  /** With how many bytes the memtable is frozen and flushed; default 4 MiB. */
  readonly memtableBytes?: number;
  /** How long a table gets that a compaction writes; default 2 MiB. */
  readonly tableBytes?: number;
  /** How long a block of a table gets; default 4 KiB. */
  readonly blockBytes?: number;
  /**
   * What says which keys a table has not; default a Bloom filter of 10 bits a key: one miss in 120 reads a
   * block.
   */
  readonly filter?: FilterKind | "none";
  /** How many bytes of blocks are kept in memory; default 8 MiB. */
  readonly cacheBytes?: number;
  /** How blocks are compressed; default: not at all. Tables that were compressed in this way can be read. */
  readonly compression?: Compression;
  /** What is compacted when; default levelled. It may be another one each time the store is opened. */
  readonly policy?: Policy;
  /** With how many runs level 0 is compacted, writes are slowed, and stopped; default 4, 8 and 12. */
  readonly level0?: Pick<Limits, "compactAt" | "slowAt" | "stopAt">;
  /** How many bytes level 1 has; default 10 MiB. */
  readonly level1Bytes?: number;
  /** How many times as much each next level has; default 10. */
  readonly ratio?: number;
  /** With how many edits the manifest is written anew; default 100. */
  readonly manifestEdits?: number;
  /**
   * How many bytes are flushed or compacted for each that is written, while there is something to do;
   * default 8.
   */
  readonly compactionPace?: number;
  /** Rules that it keeps in another way, to show what they are for; default: none. */
  readonly rules?: Partial<Rules>;
}

/** All options, with the limits in one place. */
export type Settings =
  & Required<Omit<LsmOptions, "compression" | "level0" | "level1Bytes" | "ratio" | "rules">>
  & {
    readonly compression: Compression | undefined;
    readonly limits: Limits;
    readonly rules: Rules;
  };

/** Fills in what is not given. Throws `RangeError` for limits that do not fit together. */
export function settingsOf(options: LsmOptions): Settings {
  const { level0 = { compactAt: 4, slowAt: 8, stopAt: 12 }, level1Bytes = 10 * 2 ** 20 } = options;
  const { compression, ratio = 10, ...others } = options;
  const settings = {
    memtableBytes: 4 * 2 ** 20,
    tableBytes: 2 * 2 ** 20,
    blockBytes: 4096,
    filter: bloom(10),
    cacheBytes: 8 * 2 ** 20,
    policy: levelled,
    manifestEdits: 100,
    compactionPace: 8,
    ...others,
    compression,
    rules: { ...rules, ...options.rules },
    limits: { ...level0, level1Bytes, ratio },
  };
  const { compactAt, slowAt, stopAt } = level0;
  require("level0.compactAt", compactAt, compactAt >= 1, "at least 1");
  // Else writes would stop, and nothing be due that lets them go on (Pebble issue 320).
  require("level0.slowAt", slowAt, slowAt >= compactAt, `at least compactAt, ${compactAt}`);
  require("level0.stopAt", stopAt, stopAt >= slowAt, `at least slowAt, ${slowAt}`);
  require("ratio", ratio, ratio >= 2, "at least 2");
  const { memtableBytes, tableBytes, blockBytes, cacheBytes, manifestEdits } = settings;
  const positive = { memtableBytes, tableBytes, blockBytes, level1Bytes, manifestEdits };
  for (const [name, value] of Object.entries(positive)) {
    require(name, value, value >= 1, "at least 1");
  }
  require("cacheBytes", cacheBytes, cacheBytes >= 0, "at least 0");
  const { compactionPace } = settings;
  require("compactionPace", compactionPace, compactionPace > 0, "above 0");
  return settings;
}

function require(name: string, value: number, isGood: boolean, wanted: string): void {
  if (isGood) return;
  throw new RangeError(
    `Cannot open the store because ${name} must be ${wanted}: given ${value}`,
  );
}
