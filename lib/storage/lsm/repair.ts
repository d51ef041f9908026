/**
 * Makes a store usable whose manifest is lost, from its tables and its log. To be asked for: what it finds
 * may be more than there was, since a table that was replaced and not yet removed counts again.
 *
 * The manifest said which of two tables is newer; without it only the sequences do, and a table may be
 * newer than another for one key and older for the next. So tables are not placed but merged, key by key.
 *
 * @module
 */

import type { Disk } from "../disk/disk.ts";
import { within } from "../disk/within.ts";
import { decodeBatch } from "./batch.ts";
import { merge } from "./compaction/run_job.ts";
import { Survival } from "./compaction/survival.ts";
import { LOG, Log } from "./log.ts";
import { MANIFEST, Manifest, numberOfTable, tableName } from "./manifest.ts";
import { Memtable } from "./memtable.ts";
import { type LsmOptions, type Settings, settingsOf } from "./options.ts";
import { RangeTombstones } from "./range_tombstones.ts";
import { merging } from "./table/merging.ts";
import { Table } from "./table/table.ts";
import { beginTable } from "./store.ts";

/** What a repair did. */
export interface Repaired {
  /** The tables that were read, all of each. */
  readonly read: readonly string[];
  /** Files that cannot be used, and why; they have `.refused` behind their names now. */
  readonly refused: readonly { readonly name: string; readonly because: string }[];
  /** How many changes were found in the log. */
  readonly changes: number;
  /** The tables that were written: all that was found, each key once. */
  readonly written: readonly string[];
  /** The greatest sequence that was found; writes go on behind it. */
  readonly last: number;
}

/** What is behind the name of a file that was refused. */
const REFUSED = ".refused";

/**
 * Repairs a store that is not open. If it is cut short by a crash, it can be asked for again. The manifest
 * that was there, if any, is refused like other files that cannot be used.
 */
export function repair(options: LsmOptions): Repaired {
  const settings = settingsOf(options), { disk } = settings;
  const found = readTables(settings), log = readLog(disk);
  const ranges = new RangeTombstones(
    [...found.tables, log.memtable].flatMap((one) => [...one.ranges]),
  );
  const last = Math.max(
    log.last,
    0,
    ...found.tables.map(({ summary }) => summary.greatestSequence),
  );
  let nextFile = 1 + Math.max(0, ...found.numbers);
  const run = nextFile;
  const work = merge({
    cursor: merging([...found.tables, log.memtable].map((one) => one.cursor())),
    survival: new Survival([], ranges, []),
    tableBytes: settings.tableBytes,
    mayCut: settings.rules.mayCut,
    begin: () => beginTable(settings, tableName(nextFile++)),
  });
  let step = work.next();
  while (!step.done) step = work.next();
  const tables = step.value;
  const manifests = within(disk, MANIFEST).names().filter((name) => !name.endsWith(REFUSED)).sort()
    .map((name) => ({ name: MANIFEST + name, because: "there is a new manifest" }));
  const refused = [...found.refused, ...log.refused, ...manifests];
  // From the last to the first, so that a manifest that is only half refused lacks its end, and is not read.
  for (const { name } of refused.toReversed()) disk.rename(name, name + REFUSED);
  disk.syncFolder();
  // A store that has a manifest has a log.
  if (log.refused.length > 0) new Log(disk);
  const added = tables.map((table) => ({ place: { level: 1, run }, table }));
  new Manifest(disk, settings.manifestEdits).commit({
    added,
    removed: [],
    nextFile,
    flushed: last,
  });
  return {
    read: found.tables.map(({ summary }) => summary.name),
    refused,
    changes: log.changes,
    written: tables.map(({ name }) => name),
    last,
  };
}

function readTables({ disk, compression }: Settings) {
  const names = disk.names().filter((name) => !Number.isNaN(numberOfTable(name))).sort();
  const tables: Table[] = [], refused: { name: string; because: string }[] = [];
  for (const name of names) {
    try {
      const table = Table.open(disk, name, {
        ...(compression === undefined ? {} : { compressions: [compression] }),
      });
      table.verify();
      tables.push(table);
    } catch (error) {
      refused.push({ name, because: messageOf(error) });
    }
  }
  return { tables, refused, numbers: names.map(numberOfTable) };
}

/** All changes of the log; if it cannot be used, none of them. */
function readLog(disk: Disk) {
  const files = within(disk, LOG).names().filter((name) => !name.endsWith(REFUSED)).sort();
  const memtable = new Memtable();
  let changes = 0, last = 0;
  try {
    for (const record of new Log(disk).read()) {
      const batch = decodeBatch(record);
      memtable.apply(batch);
      changes += batch.changes.length;
      last = batch.first + batch.changes.length - 1;
    }
    return { memtable, changes, last, refused: [] };
  } catch (error) {
    const refused = files.map((name) => ({ name: LOG + name, because: messageOf(error) }));
    return { memtable: new Memtable(), changes: 0, last: 0, refused };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
