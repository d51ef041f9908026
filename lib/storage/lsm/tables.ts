/**
 * The tables that readers may look into. Every edit makes a new view of all of them; a view that somebody
 * reads keeps its tables, and a table that no view has is obsolete: only then may its file go.
 *
 * @module
 */

import type { Disk } from "../disk/disk.ts";
import { CorruptStorage } from "../corrupt.ts";
import { LazyTable } from "./lazy_table.ts";
import type { Levels, PlacedTable, Run } from "./levels.ts";
import { RunReader } from "./run_reader.ts";
import { Table, type TableOptions } from "./table/table.ts";

/** All tables as they were at one time. */
export class View {
  /** The runs, the newest first. */
  readonly runs: readonly RunReader[];
  readonly #release: () => void;
  #references = 1;

  /** `release` is called when nobody has the view any more. */
  constructor(runs: readonly RunReader[], release: () => void) {
    this.runs = runs;
    this.#release = release;
  }

  /** One more has it. */
  retain(): this {
    this.#references++;
    return this;
  }

  /** One who had it has it no more. */
  release(): void {
    if (--this.#references === 0) this.#release();
  }
}

/** The tables of a store by their names. */
export class Tables {
  /** Files that may go, in the order in which they became obsolete. */
  readonly obsolete: string[] = [];
  readonly #disk: Disk;
  readonly #options: TableOptions;
  readonly #byName = new Map<string, LazyTable>();

  /** Nothing is read yet. */
  constructor(disk: Disk, options: TableOptions) {
    this.#disk = disk;
    this.#options = options;
  }

  /** The names of all tables that somebody may read. */
  get names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  /** A view of these levels. */
  view(levels: Levels): View {
    const runs = levels.flatMap((level) => level.map((run) => this.reader(run)));
    const mine = runs.flatMap(({ tables }) => tables);
    for (const table of mine) table.references++;
    return new View(runs, () => mine.forEach((table) => this.#letGo(table)));
  }

  /** A reader of some tables of a view that is retained. */
  reader(run: Run): RunReader {
    return new RunReader(run.tables.map((summary) => this.#tableFor(summary)));
  }

  #tableFor(summary: PlacedTable): LazyTable {
    const known = this.#byName.get(summary.name);
    if (known !== undefined) return known;
    const table = new LazyTable(summary, () => this.#open(summary));
    this.#byName.set(summary.name, table);
    return table;
  }

  #open({ name, bytes }: PlacedTable): Table {
    const size = this.#disk.size(name);
    if (size === bytes) return Table.open(this.#disk, name, this.#options);
    const what = `${this.#disk.where}${name}`;
    throw new CorruptStorage(what, `the manifest says that it has ${bytes} bytes`, `${size}`);
  }

  #letGo(table: LazyTable): void {
    if (--table.references > 0) return;
    this.#byName.delete(table.summary.name);
    table.close();
    this.obsolete.push(table.summary.name);
  }
}
