/**
 * Which tables count, and where they stand: a log of edits. An edit is one record, so after a crash it
 * holds whole or not at all; what it names is durable before it is written, and what it takes away is
 * removed after it is durable.
 *
 * A log that was written with errors is not to be continued: the engine stops, and whoever opens it again
 * reads what is there and writes all of it anew (RocksDB issues 4990 and 6331).
 *
 * @module
 */

import { decodePlain } from "../../codec/decode_plain.ts";
import { encodePlain } from "../../codec/encode_plain.ts";
import { MalformedBytes } from "../../codec/malformed.ts";
import { bytes, integer, list, record, text } from "../../codec/schema.ts";
import { guardOf } from "../../codec/schema/check.ts";
import { CorruptStorage } from "../corrupt.ts";
import type { Disk } from "../disk/disk.ts";
import { within } from "../disk/within.ts";
import { Wal } from "../wal/wal.ts";
import { changed, type Levels, type Place, type PlacedTable, problemsOf } from "./levels.ts";

/** What the names of the manifest's files begin with. */
export const MANIFEST = "manifest-";

/** A change of what counts. */
export interface Edit {
  /** Tables that come. They and their names are durable. */
  readonly added: readonly { readonly place: Place; readonly table: PlacedTable }[];
  /** The names of tables that go. */
  readonly removed: readonly string[];
  /** The number of the next file; greater than that of any file that ever was. */
  readonly nextFile: number;
  /** All changes up to this sequence are in tables; those behind it are in the log. */
  readonly flushed: number;
}

/** What counts. */
export interface State {
  /** The tables. */
  readonly levels: Levels;
  /** See `Edit`. */
  readonly nextFile: number;
  /** See `Edit`. */
  readonly flushed: number;
}

/** Before the first edit. */
export const EMPTY: State = { levels: [], nextFile: 1, flushed: 0 };

/** The state after an edit. Throws, if it takes away what is not there, or leaves levels that cannot be. */
export function edited(state: State, edit: Edit): State {
  const names = new Set(namesOf(state.levels));
  const missing = edit.removed.filter((name) => !names.has(name));
  const levels = changed(state.levels, new Set(edit.removed), edit.added);
  const problems = [
    ...missing.map((name) => `${name} is removed and not there`),
    ...problemsOf(levels),
    ...(edit.nextFile < state.nextFile ? ["the number of the next file falls"] : []),
    ...(edit.flushed < state.flushed ? ["the position in the log falls"] : []),
    ...edit.added.filter(({ table }) => numberOfTable(table.name) >= edit.nextFile)
      .map(({ table }) => `${table.name} has a number that is not given yet`),
  ];
  if (problems.length > 0) {
    throw new RangeError(`Cannot edit the manifest because of its tables: given ${problems[0]}`);
  }
  return { levels, nextFile: edit.nextFile, flushed: edit.flushed };
}

/** The edit that makes a state of nothing. */
export function editFor({ levels, nextFile, flushed }: State): Edit {
  const added = levels.flatMap((level, i) =>
    level.flatMap(({ number, tables }) =>
      tables.map((table) => ({ place: { level: i, run: number }, table }))
    )
  );
  return { added, removed: [], nextFile, flushed };
}

/** The names of all tables. */
export function namesOf(levels: Levels): readonly string[] {
  return levels.flatMap((level) => level.flatMap(({ tables }) => tables.map(({ name }) => name)));
}

/** `00000012.table` */
export function tableName(number: number): string {
  return `${String(number).padStart(8, "0")}.table`;
}

/** The number in the name of a table; NaN for the name of something else. */
export function numberOfTable(name: string): number {
  const digits = /^(\d{8,})\.table$/.exec(name)?.[1];
  return digits === undefined ? NaN : Number(digits);
}

/** The manifest of an open store. */
export class Manifest {
  /** What counts now. */
  state: State = EMPTY;
  /** How many edits there are. */
  #edits = 0;
  readonly #wal: Wal;
  readonly #mostEdits: number;

  /**
   * Reads the manifest, or begins one in an empty folder, which has no edit yet. With more than
   * `mostEdits`, it is written anew as one.
   */
  constructor(disk: Disk, mostEdits: number) {
    this.#mostEdits = mostEdits;
    const mine = within(disk, MANIFEST);
    this.#wal = new Wal({ disk: mine, owner: "lsm manifest", fileBytes: Infinity });
    for (const body of this.#wal.read()) {
      this.state = readEdit(this.state, body);
      this.#edits++;
    }
  }

  /** Whether there never was an edit. */
  get isNew(): boolean {
    return this.#edits === 0;
  }

  /** Makes an edit, durably. After it has thrown, nothing may be done to the store. */
  commit(edit: Edit): void {
    const next = edited(this.state, edit);
    this.#wal.append([encodePlain(edit)]);
    this.#wal.sync();
    this.state = next;
    if (++this.#edits <= this.#mostEdits) return;
    this.#wal.compact([encodePlain(editFor(next))]);
    this.#edits = 1;
  }
}

const isEdit = guardOf(record({
  added: [
    1,
    list(record({
      place: [1, record({ level: [1, integer], run: [2, integer] })],
      table: [
        2,
        record({
          name: [1, text()],
          bytes: [2, integer],
          entries: [3, integer],
          tombstones: [4, integer],
          smallest: [5, bytes()],
          largest: [6, bytes()],
          leastSequence: [7, integer],
          greatestSequence: [8, integer],
          ranges: [9, integer],
        }),
      ],
    })),
  ],
  removed: [2, list(text())],
  nextFile: [3, integer],
  flushed: [4, integer],
}));

function readEdit(state: State, body: Uint8Array): State {
  try {
    const edit = decodePlain(body);
    if (!isEdit(edit)) throw new MalformedBytes(0, "an edit", "something else");
    return edited(state, edit);
  } catch (error) {
    if (!(error instanceof MalformedBytes || error instanceof RangeError)) throw error;
    throw new CorruptStorage("the manifest", "its edits must fit", error.message);
  }
}
