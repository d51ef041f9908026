/**
 * What was written last, in memory: a skip list (Pugh 1990). Every version stands in a sorted row; one in
 * four of them also in a row above it, one in sixteen in the row above that, and so on. A search goes along
 * the highest row as far as it may, then down, and so passes by all but about log₄ n of the versions.
 *
 * Nodes, keys and values lie in three arrays of numbers, since a search that goes from object to object waits
 * for the memory at each, and whoever collects garbage would go through all of them. A node is some numbers
 * behind each other:
 *
 * ```text
 * key         where it begins among the keys
 * length      of the key
 * value       where it begins among the values
 * size        0 for a delete, else one more than the value is long
 * sequence    its lowest 32 bits, and behind them the others
 * previous    the node before it in the lowest row
 * next        the node behind it, in each of its rows, the lowest first; 0 for none
 * ```
 *
 * How high a version stands is drawn by a generator inside, so that the same writes give the same list.
 *
 * @module
 */

import type { Batch } from "./batch.ts";
import { GrowingBytes } from "./growing_bytes.ts";
import { HEAD, MemtableCursor } from "./memtable_cursor.ts";
import { RangeTombstones } from "./range_tombstones.ts";
import type { Cursor, Version } from "./table/version.ts";

/** The highest that one stands: enough for 4¹² versions. */
const MAX_HEIGHT = 12;

/** About what a version takes in a table besides its key and its value, in bytes. */
const VERSION_BYTES = 8;

/** Where in a node its parts are. */
const KEY = 0, LENGTH = 1, VALUE = 2, SIZE = 3, SEQUENCE = 4, PREVIOUS = 6, NEXT = 7;

/** Versions and range tombstones in memory. It copies what it is given, and hands out views. */
export class Memtable {
  /** How long it would be as a table, about. */
  bytes = 0;
  /** The ranges that were deleted. */
  readonly ranges: RangeTombstones = new RangeTombstones();
  readonly #keys = new GrowingBytes();
  readonly #values = new GrowingBytes();
  #nodes = new Uint32Array(1024);
  #nodesEnd = NEXT + MAX_HEIGHT;
  /** The last node of each row, or `HEAD`. */
  readonly #tails = new Uint32Array(MAX_HEIGHT);
  #height = 1;
  #random = 1;

  /** Whether nothing is in it. */
  get isEmpty(): boolean {
    return this.#tails[0] === HEAD && this.ranges.size === 0;
  }

  /**
   * Adds the changes of a batch: the first has the batch's sequence, each other one more than the one
   * before it.
   */
  apply({ first, changes }: Batch): void {
    for (let i = 0; i < changes.length; i++) {
      const change = changes[i]!, sequence = first + i;
      if (change.type === "delete range") this.addRange(change.from, change.to, sequence);
      else if (change.type === "put") this.add(change.key, sequence, "put", change.value);
      else this.add(change.key, sequence, "delete", nothing);
    }
  }

  /** Adds a version. */
  add(key: Uint8Array, sequence: number, kind: Version["kind"], value: Uint8Array): void {
    const height = this.#drawHeight(), node = this.#newNode(key, height), nodes = this.#nodes;
    nodes[node + VALUE] = this.#values.add(value);
    nodes[node + SIZE] = kind === "delete" ? 0 : value.length + 1;
    nodes[node + SEQUENCE] = sequence;
    nodes[node + SEQUENCE + 1] = sequence / 2 ** 32;
    this.bytes += key.length + value.length + VERSION_BYTES;
    if (height > this.#height) this.#height = height;
    const tails = this.#tails;
    // What comes in order need not be searched for.
    const isLast = tails[0] !== HEAD && this.#isBefore(tails[0]!, key, sequence);
    let before = HEAD, behind = isLast ? HEAD : -1;
    for (let row = isLast ? height - 1 : this.#height - 1; row >= 0; row--) {
      before = isLast ? tails[row]! : this.#goAlong(before, row, key, sequence, behind);
      if (!isLast) behind = nodes[before + NEXT + row]!;
      if (row >= height) continue;
      nodes[node + NEXT + row] = behind;
      nodes[before + NEXT + row] = node;
      if (behind === HEAD) tails[row] = node;
    }
    nodes[node + PREVIOUS] = before;
    if (behind !== HEAD) nodes[behind + PREVIOUS] = node;
  }

  /** Deletes the range `[from, to)` as it was before `sequence`. */
  addRange(from: Uint8Array, to: Uint8Array, sequence: number): void {
    this.ranges.add({ from: from.slice(), to: to.slice(), sequence });
    this.bytes += from.length + to.length + VERSION_BYTES;
  }

  /** The newest version of a key whose sequence is at most `sequence`; range tombstones are left aside. */
  get(key: Uint8Array, sequence: number): Version | undefined {
    const node = this.#find(key, sequence);
    return node !== HEAD && this.#isAt(node, key) ? this.#versionOf(node) : undefined;
  }

  /** The sequence of the newest range tombstone over a key, up to `sequence`; 0 if there is none. */
  covering(key: Uint8Array, sequence: number): number {
    return this.ranges.covering(key, sequence);
  }

  /** A place in the row; it goes on when versions are added. */
  cursor(): Cursor {
    return new MemtableCursor({
      find: (key, sequence) => this.#find(key, sequence),
      last: () => this.#tails[0]!,
      next: (node) => this.#nodes[node + NEXT]!,
      previous: (node) => this.#nodes[node + PREVIOUS]!,
      version: (node) => this.#versionOf(node),
    });
  }

  #versionOf(node: number): Version {
    const nodes = this.#nodes, size = nodes[node + SIZE]!;
    return {
      key: this.#keys.view(nodes[node + KEY]!, nodes[node + LENGTH]!),
      sequence: this.#sequenceOf(node),
      kind: size === 0 ? "delete" : "put",
      value: size <= 1 ? nothing : this.#values.view(nodes[node + VALUE]!, size - 1),
    };
  }

  #sequenceOf(node: number): number {
    return this.#nodes[node + SEQUENCE]! + this.#nodes[node + SEQUENCE + 1]! * 2 ** 32;
  }

  #newNode(key: Uint8Array, height: number): number {
    const node = this.#nodesEnd;
    this.#nodesEnd += NEXT + height;
    if (this.#nodesEnd > this.#nodes.length) {
      const nodes = new Uint32Array(2 * this.#nodes.length);
      nodes.set(this.#nodes);
      this.#nodes = nodes;
    }
    this.#nodes[node + KEY] = this.#keys.add(key);
    this.#nodes[node + LENGTH] = key.length;
    return node;
  }

  /** The first node at or behind `(key, sequence)`, or `HEAD`. */
  #find(key: Uint8Array, sequence: number): number {
    let before = HEAD, behind = -1;
    for (let row = this.#height - 1; row >= 0; row--) {
      before = this.#goAlong(before, row, key, sequence, behind);
      behind = this.#nodes[before + NEXT + row]!;
    }
    return behind;
  }

  /**
   * The last node of a row, from `node` on, that stands before `(key, sequence)`. `behind` is known not to:
   * where it was met in the row above, it is not compared again.
   */
  #goAlong(node: number, row: number, key: Uint8Array, sequence: number, behind: number): number {
    const nodes = this.#nodes;
    for (let next = nodes[node + NEXT + row]!; next !== behind && next !== HEAD;) {
      if (!this.#isBefore(next, key, sequence)) break;
      node = next;
      next = nodes[node + NEXT + row]!;
    }
    return node;
  }

  #isBefore(node: number, key: Uint8Array, sequence: number): boolean {
    const nodes = this.#nodes, keys = this.#keys.bytes;
    const at = nodes[node + KEY]!, length = nodes[node + LENGTH]!;
    const shorter = length < key.length ? length : key.length;
    let i = 0;
    while (i < shorter && keys[at + i] === key[i]) i++;
    const order = i < shorter ? keys[at + i]! - key[i]! : length - key.length;
    return order < 0 || (order === 0 && this.#sequenceOf(node) > sequence);
  }

  #isAt(node: number, key: Uint8Array): boolean {
    const at = this.#nodes[node + KEY]!, keys = this.#keys.bytes;
    if (this.#nodes[node + LENGTH] !== key.length) return false;
    for (let i = key.length - 1; i >= 0; i--) if (keys[at + i] !== key[i]) return false;
    return true;
  }

  /** One row more with a chance of a quarter (Marsaglia 2003, xorshift32). */
  #drawHeight(): number {
    let x = this.#random;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.#random = x;
    let height = 1;
    for (; height < MAX_HEIGHT && (x & 3) === 0; x >>>= 2) height++;
    return height;
  }
}

const nothing = new Uint8Array();
