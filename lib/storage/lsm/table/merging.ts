/** Several sorted rows of versions as one. @module */

import { compareVersions, type Cursor, type Version } from "./version.ts";

/**
 * A cursor over all versions of several, which it moves: nobody else may. Where two have the same key and
 * the same sequence, the one that was given first comes first.
 *
 * If a cursor throws on a move, `next` and `previous` throw the same from then on: until all cursors are
 * placed anew, by `seek`, `first` or `last`, nobody knows what they would leave out.
 */
export function merging(cursors: readonly Cursor[]): Cursor {
  return new MergingCursor(cursors);
}

/** The cursors stand in a heap, the one whose version is next on top. */
class MergingCursor implements Cursor {
  readonly #cursors: readonly Cursor[];
  /** What each is on. */
  readonly #heads: (Version | undefined)[];
  /**
   * The numbers of those that are on a version: the one at `i` comes before those at `2i + 1` and `2i +
   * 2`.
   */
  readonly #heap: number[] = [];
  /**
   * 1 if each cursor but the top one is on its first version behind the current, −1 if on its last before
   * it. With an empty heap, this is behind the last or before the first.
   */
  #direction: 1 | -1 = -1;
  #failure: { readonly cause: unknown } | undefined;

  constructor(cursors: readonly Cursor[]) {
    this.#cursors = cursors;
    this.#heads = cursors.map(() => undefined);
  }

  get current(): Version | undefined {
    return this.#heap.length === 0 ? undefined : this.#heads[this.#heap[0]!];
  }

  seek(key: Uint8Array, sequence: number): void {
    this.#place(1, (cursor) => cursor.seek(key, sequence));
  }

  first(): void {
    this.#place(1, (cursor) => cursor.first());
  }

  last(): void {
    this.#place(-1, (cursor) => cursor.last());
  }

  next(): void {
    this.#move(1);
  }

  previous(): void {
    this.#move(-1);
  }

  #move(direction: 1 | -1): void {
    if (this.#failure !== undefined) throw this.#failure.cause;
    if (this.#heap.length === 0) {
      if (direction === this.#direction) return;
      return direction === 1 ? this.first() : this.last();
    }
    if (direction !== this.#direction) this.#turn(direction);
    const top = this.#heap[0]!, cursor = this.#cursors[top]!;
    try {
      if (direction === 1) cursor.next();
      else cursor.previous();
    } catch (cause) {
      this.#failure = { cause };
      throw cause;
    }
    const head = this.#heads[top] = cursor.current, last = head === undefined && this.#heap.pop();
    if (typeof last === "number" && this.#heap.length > 0) this.#heap[0] = last;
    this.#sink(0);
  }

  /** Moves all cursors but the current one to the other side of the current version. */
  #turn(direction: 1 | -1): void {
    const top = this.#heap[0]!, { key, sequence } = this.#heads[top]!;
    const isSame = (other: Version | undefined) =>
      other !== undefined && compareVersions(other.key, other.sequence, key, sequence) === 0;
    this.#place(direction, (cursor, i) => {
      if (i === top) return;
      cursor.seek(key, sequence);
      // The same version of a cursor that was given before this one comes before it, of a later one
      // behind it.
      while (i < top && isSame(cursor.current)) cursor.next();
      if (direction === -1) cursor.previous();
    });
  }

  /** Makes the heap anew after each cursor was moved to where its next version is in this direction. */
  #place(direction: 1 | -1, move: (cursor: Cursor, i: number) => void): void {
    try {
      this.#cursors.forEach((cursor, i) => {
        move(cursor, i);
        this.#heads[i] = cursor.current;
      });
    } catch (cause) {
      this.#failure = { cause };
      this.#heap.length = 0;
      throw cause;
    }
    this.#failure = undefined;
    this.#direction = direction;
    this.#heap.length = 0;
    this.#heads.forEach((head, i) => head !== undefined && this.#heap.push(i));
    for (let i = (this.#heap.length >> 1) - 1; i >= 0; i--) this.#sink(i);
  }

  /** Lets what is at `i` sink below those that come before it. */
  #sink(i: number): void {
    const heap = this.#heap, { length } = heap;
    for (;;) {
      let least = 2 * i + 1;
      if (least >= length) return;
      if (least + 1 < length && this.#before(heap[least + 1]!, heap[least]!)) least++;
      if (this.#before(heap[i]!, heap[least]!)) return;
      const lower = heap[least]!;
      heap[least] = heap[i]!;
      heap[i] = lower;
      i = least;
    }
  }

  /** Whether the version of one cursor comes before that of another, in the direction of the heap. */
  #before(one: number, other: number): boolean {
    const a = this.#heads[one]!, b = this.#heads[other]!;
    const order = compareVersions(a.key, a.sequence, b.key, b.sequence) || one - other;
    return this.#direction === 1 ? order < 0 : order > 0;
  }
}
