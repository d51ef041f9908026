/**
 * The names of a simulated disk: which file each stands for, and what of their changes a crash may undo.
 *
 * @module
 */

import type { SimulatedFile } from "./simulated_file.ts";

/** The files of a folder by their names. */
export type Names = ReadonlyMap<string, SimulatedFile>;

/** A change of names; it happens in one step, or not. */
export interface NameChange {
  /** When. */
  readonly time: number;
  /** In words: `rename a to b`. */
  readonly words: string;
  /** The name that goes. */
  readonly removed?: string;
  /** The name that comes, and what it stands for. */
  readonly added?: readonly [name: string, file: SimulatedFile];
}

/** The names of a folder. */
export class SimulatedNames {
  /** The changes since the folder was last synced, the oldest first. */
  changes: NameChange[] = [];
  #durable: Names;
  #now: Map<string, SimulatedFile>;
  #failedAt = -Infinity;

  /** These names, all durable. */
  constructor(names: Names) {
    this.#durable = names;
    this.#now = new Map(names);
  }

  /** The same names once more, of copies of the files. */
  copy(): SimulatedNames {
    const copies = new Map<SimulatedFile, SimulatedFile>();
    const copyOf = (file: SimulatedFile) => {
      const copy = copies.get(file) ?? file.copy();
      copies.set(file, copy);
      return copy;
    };
    const copied = (names: Names) => new Map([...names].map(([name, of]) => [name, copyOf(of)]));
    const copy = new SimulatedNames(copied(this.#durable));
    copy.#now = copied(this.#now);
    copy.#failedAt = this.#failedAt;
    copy.changes = this.changes.map((change) =>
      change.added === undefined
        ? change
        : { ...change, added: [change.added[0], copyOf(change.added[1])] }
    );
    return copy;
  }

  /** As they are. */
  get now(): Names {
    return this.#now;
  }

  /** Makes a change. */
  change(change: NameChange): void {
    this.changes.push(change);
    apply(this.#now, change);
  }

  /** Whether a name stands for a file that it stands for after every crash. */
  isDurable(name: string): boolean {
    return this.#durable.get(name) === this.#now.get(name) &&
      this.changes.every(({ removed, added }) => removed !== name && added?.[0] !== name);
  }

  /** The names are durable, unless a sync failed and nothing was changed since. */
  settle(): void {
    if ((this.changes.at(-1)?.time ?? 0) <= this.#failedAt) return;
    this.#durable = new Map(this.#now);
    this.changes = [];
  }

  /** A sync failed. */
  fail(time: number): void {
    this.#failedAt = time;
  }

  /** As a crash leaves them that undoes all changes but these. */
  after(isKept: (change: NameChange, index: number) => boolean): Names {
    const names = new Map(this.#durable);
    for (const change of this.changes.filter(isKept)) apply(names, change);
    return names;
  }
}

function apply(names: Map<string, SimulatedFile>, { removed, added }: NameChange): void {
  if (removed !== undefined) names.delete(removed);
  if (added !== undefined) names.set(...added);
}
