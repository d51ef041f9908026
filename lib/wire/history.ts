/**
 * The last changes of a replicated store, with their places in the log, so that whoever watches can
 * go on from where it was, at this node or at another: all nodes apply the same commands at the
 * same places.
 *
 * @module
 */

/** A change of one key. */
export interface Change {
  /** Its place in the log. */
  readonly revision: number;
  /** The key. */
  readonly key: string;
  /** What the key holds now; null: it was taken out. */
  readonly value: string | null;
}

/**
 * The last changes. Those of one revision are remembered together, told together, and forgotten
 * together.
 */
export class History {
  readonly #most: number;
  readonly #mostUnits: number;
  #changes: Change[] = [];
  #units = 0;
  /** All changes after this revision are here. */
  #since = 0;
  #last = 0;
  /** Which state they were made to. */
  #state: object | undefined;
  readonly #watchers = new Set<() => void>();

  /** No changes yet; keeps at most so many, of so many UTF-16 units in all. */
  constructor({ changes, units }: { readonly changes: number; readonly units: number }) {
    this.#most = changes;
    this.#mostUnits = units;
  }

  /** The last revision that was noted. */
  get last(): number {
    return this.#last;
  }

  /** All changes after this revision are known. */
  get since(): number {
    return this.#since;
  }

  /**
   * Something was applied to a state at a revision, later than all before; `changes` are what it
   * changed. A state that is another object than before came from a snapshot: what led to it is not
   * known.
   */
  note(state: object, revision: number, changes: readonly Omit<Change, "revision">[]): void {
    if (state !== this.#state || revision <= this.#last) this.#begin(state, revision - 1);
    this.#last = revision;
    for (const change of changes) {
      this.#changes.push({ revision, ...change });
      this.#units += unitsOf(change);
    }
    // In batches, as each cut copies what stays.
    if (this.#changes.length > 2 * this.#most || this.#units > 2 * this.#mostUnits) this.#cut();
    for (const wake of this.#watchers) wake();
  }

  /**
   * The changes from a revision on, no more than this many, of so many UTF-16 units in all, but
   * always those of one whole revision; undefined where some of them are not known any more.
   */
  from(
    revision: number,
    { changes: most, units: mostUnits }: { readonly changes: number; readonly units: number },
  ): readonly Change[] | undefined {
    if (revision <= this.#since) return undefined;
    const begin = this.#firstOf(revision);
    let end = begin, units = 0;
    for (let next = begin; next < this.#changes.length; end = next) {
      const at = this.#changes[next]!.revision;
      for (; this.#changes[next]?.revision === at; next++) units += unitsOf(this.#changes[next]!);
      if (end > begin && (next - begin > most || units > mostUnits)) break;
    }
    return this.#changes.slice(begin, end);
  }

  /** Calls `wake` whenever something was noted, until the function that it returns is called. */
  onNote(wake: () => void): () => void {
    this.#watchers.add(wake);
    return () => this.#watchers.delete(wake);
  }

  /** The place of the first change at a revision or after it. */
  #firstOf(revision: number): number {
    let low = 0, high = this.#changes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#changes[middle]!.revision < revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #begin(state: object, since: number): void {
    this.#state = state;
    this.#changes = [];
    this.#units = 0;
    this.#since = since;
  }

  #cut(): void {
    let drop = Math.max(0, this.#changes.length - this.#most);
    let units = this.#units;
    for (let i = 0; i < this.#changes.length; i++) {
      if (i >= drop && units <= this.#mostUnits) break;
      units -= unitsOf(this.#changes[i]!);
      drop = Math.max(drop, i + 1);
    }
    if (drop === 0) return;
    // What is left of this revision is told to nobody any more.
    this.#since = this.#changes[drop - 1]!.revision;
    this.#changes = this.#changes.slice(drop);
    this.#units = units;
  }
}

function unitsOf({ key, value }: Omit<Change, "revision">): number {
  return key.length + (value?.length ?? 0);
}
