/** What an open store is made of, and the steps that change its shape. @module */

import { CorruptStorage } from "../corrupt.ts";
import { changed } from "../disk/changed.ts";
import type { Disk } from "../disk/disk.ts";
import { decodeBatch } from "./batch.ts";
import { LOG, Log } from "./log.ts";
import type { PlacedTable } from "./levels.ts";
import type { Place } from "./look_up.ts";
import { type Edit, Manifest, namesOf, numberOfTable, tableName } from "./manifest.ts";
import { Memtable } from "./memtable.ts";
import type { Settings } from "./options.ts";
import { type Counts, noCounts } from "./counts.ts";
import { BlockCache } from "./table/cache.ts";
import { TableWriter } from "./table/writer.ts";
import { Tables, type View } from "./tables.ts";

/** A memtable that nothing is added to any more. */
export interface Frozen {
  /** What waits to be flushed. */
  readonly memtable: Memtable;
  /** The sequence of the last change in it. */
  readonly last: number;
}

/** The parts of an open store. */
export class Store {
  /** What it was told. */
  readonly settings: Settings;
  /** Where it is. */
  readonly disk: Disk;
  /** Which tables count. */
  readonly manifest: Manifest;
  /** What no table holds yet. */
  readonly log: Log;
  /** Blocks of tables in memory. */
  readonly cache: BlockCache;
  /** All tables that somebody may read. */
  readonly tables: Tables;
  /** The tables as they are now. */
  view: View;
  /** What was written last. */
  memtable: Memtable = new Memtable();
  /** What was written before, if no table holds it yet. */
  frozen: Frozen | undefined;
  /** The sequence of the last change. */
  last: number;
  /** The sequences of the snapshots that are held; they rise. */
  readonly snapshots: number[] = [];
  /** What it has done. */
  readonly counts: Counts = noCounts();
  /** Tables that are being written. */
  readonly unfinished: Set<string> = new Set();
  #nextFile: number;
  #places: readonly Place[] | undefined;

  /**
   * Opens what is on the disk, or begins a store in an empty folder. Throws `CorruptStorage` or
   * `UnusableLog` and changes nothing that counts, if a part of a store is missing or is not what was
   * written.
   */
  constructor(settings: Settings) {
    const { disk } = settings;
    this.settings = settings;
    this.disk = disk;
    const names = disk.names();
    const files = names.filter((name) => !Number.isNaN(numberOfTable(name)));
    this.manifest = new Manifest(disk, settings.manifestEdits);
    assertParts(this.manifest, names, files.length);
    this.log = new Log(disk);
    this.last = this.manifest.state.flushed;
    this.#replay();
    assertTables(disk, this.manifest);
    this.cache = new BlockCache(settings.cacheBytes);
    const { compression } = settings;
    this.tables = new Tables(this.#counted(), {
      cache: this.cache,
      ...(compression === undefined ? {} : { compressions: [compression] }),
    });
    this.view = this.tables.view(this.manifest.state.levels);
    // Never a number that ever was on the disk, whether an edit that names it counts or not.
    this.#nextFile = Math.max(
      this.manifest.state.nextFile,
      1 + Math.max(0, ...files.map(numberOfTable)),
    );
    if (this.manifest.isNew) this.commit({});
    const named = new Set(namesOf(this.manifest.state.levels));
    this.tables.obsolete.push(...files.filter((name) => !named.has(name)));
    this.removeObsolete();
  }

  /** The number of the next file that will be written. */
  get nextFile(): number {
    return this.#nextFile;
  }

  /** Where to look for a key, from new to old. */
  get places(): readonly Place[] {
    const { memtable, frozen, view } = this;
    return this.#places ??= frozen === undefined
      ? [memtable, ...view.runs]
      : [memtable, frozen.memtable, ...view.runs];
  }

  /** A number that no file or run has. */
  takeNumber(): number {
    return this.#nextFile++;
  }

  /** Begins a table. */
  beginTable(): TableWriter {
    const name = tableName(this.takeNumber());
    this.unfinished.add(name);
    return beginTable(this.settings, name);
  }

  /** Changes which tables count; all that come, and their names, are made durable first. */
  commit({ added = [], removed = [], flushed = this.manifest.state.flushed }: Partial<Edit>): void {
    if (added.length > 0) this.disk.syncFolder();
    this.manifest.commit({ added, removed, flushed, nextFile: this.#nextFile });
    for (const { table } of added) this.unfinished.delete(table.name);
    const before = this.view;
    this.view = this.tables.view(this.manifest.state.levels);
    this.#places = undefined;
    before.release();
  }

  /** The memtable is not written to any more, and another one begins. There must be none that waits. */
  freeze(): void {
    if (this.memtable.isEmpty) return;
    if (this.frozen !== undefined) {
      throw new Error("Cannot freeze the memtable because none may wait to be flushed: given one");
    }
    this.log.rotate();
    this.frozen = { memtable: this.memtable, last: this.last };
    this.memtable = new Memtable();
    this.#places = undefined;
  }

  /** What was frozen is in these tables, which come first in level 0. */
  thaw(tables: readonly PlacedTable[]): void {
    const added = tables.map((table) => {
      return { place: { level: 0, run: numberOfTable(table.name) }, table };
    });
    this.commit({ added, flushed: this.frozen!.last });
    this.log.drop();
    this.frozen = undefined;
    this.#places = undefined;
  }

  /** Removes the files of tables that nobody reads. */
  removeObsolete(): void {
    const { obsolete } = this.tables;
    for (let name = obsolete[0]; name !== undefined; name = obsolete[0]) {
      this.disk.remove(name);
      obsolete.shift();
    }
  }

  /** Applies what the log holds and no table. */
  #replay(): void {
    for (const record of this.log.read(this.last)) {
      const batch = decodeBatch(record);
      this.memtable.apply(batch);
      this.last = this.settings.rules.lastAfter(batch, this.last);
    }
  }

  /** The disk; what is read of it is counted. */
  #counted(): Disk {
    const { disk, counts } = this;
    return changed(disk, {
      readAt(name, offset, length) {
        const bytes = disk.readAt(name, offset, length);
        counts.readBytes += bytes.length;
        return bytes;
      },
    });
  }
}

/** Begins a table as the settings say. */
export function beginTable(settings: Settings, name: string): TableWriter {
  const { disk, blockBytes, filter, compression } = settings;
  return new TableWriter(disk, name, {
    blockBytes,
    filter,
    ...(compression === undefined ? {} : { compression }),
  });
}

/** A store that has a manifest has a log, and a store that has anything else has a manifest. */
function assertParts(manifest: Manifest, names: readonly string[], tables: number): void {
  const logs = names.filter((name) => /^log-\d{8,}\.(log|checkpoint)$/.test(name)).length;
  if (manifest.isNew && tables > 0) {
    throw new CorruptStorage("the store", "its tables need a manifest", `${tables} and no edit`);
  }
  if (!manifest.isNew && logs === 0) {
    throw new CorruptStorage("the store", `its manifest needs a log, ${LOG}…`, "none");
  }
}

function assertTables(disk: Disk, { state }: Manifest): void {
  const there = new Set(disk.names());
  for (const level of state.levels) {
    for (const { tables } of level) {
      for (const { name, bytes } of tables) {
        const size = there.has(name) ? disk.size(name) : undefined;
        if (size === bytes) continue;
        const given = size === undefined ? "no such file" : `${size}`;
        throw new CorruptStorage(`${disk.where}${name}`, `it must have ${bytes} bytes`, given);
      }
    }
  }
}
