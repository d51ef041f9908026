/**
 * The configurations that a search has been in: frontier, state and the bits of the open operations. A
 * hash table in two typed arrays; what has the same hash is compared in full, so nothing is taken for
 * something else.
 *
 * @module
 */

/** How many bytes all searches of a check may still remember; they share it. */
export interface Memory {
  /** In bytes; what is in use has been taken off. */
  left: number;
}

/** A growing set of configurations. */
export class Configurations {
  /** Entries lie one after the other: hash, frontier, state, bits. */
  #entries: Int32Array<ArrayBuffer>;
  /** Open addressing: 1 + the number of an entry, or 0. */
  #table: Int32Array<ArrayBuffer> = new Int32Array(16);
  #size = 0;
  readonly #width: number;

  /** An empty set. */
  constructor(
    /** How many words the bits of a configuration take. */
    readonly words: number,
    /** What it may still take, together with others. */
    readonly memory: Memory,
  ) {
    this.#width = 3 + words;
    // V8 keeps arrays of at most 64 bytes in its own heap, where they cost next to nothing.
    this.#entries = new Int32Array(4 * this.#width);
  }

  /** How many configurations it holds. */
  get size(): number {
    return this.#size;
  }

  /** Gives its memory back; it must not be used again. */
  release(): void {
    this.memory.left += this.#size * this.#bytes;
    this.#size = 0;
    this.#entries = this.#table = new Int32Array(0);
  }

  /** What one configuration takes: itself, and two to four places of the table. */
  get #bytes(): number {
    return 4 * (this.#width + 4);
  }

  /** Whether it holds this configuration. */
  has(frontier: number, state: number, bits: Int32Array): boolean {
    return this.#table[this.#find(hash(frontier, state, bits), frontier, state, bits)] !== 0;
  }

  /**
   * Takes a configuration; false when it was there. When memory runs out, it stores nothing and answers
   * true: the search then repeats some work, and is still correct.
   */
  add(frontier: number, state: number, bits: Int32Array): boolean {
    const mixed = hash(frontier, state, bits);
    const place = this.#find(mixed, frontier, state, bits);
    if (this.#table[place] !== 0) return false;
    const bytes = this.#bytes;
    if (this.memory.left < bytes) return true;
    this.memory.left -= bytes;
    const start = this.#size * this.#width;
    if (start + this.#width > this.#entries.length) this.#entries = twice(this.#entries);
    const entries = this.#entries;
    entries[start] = mixed;
    entries[start + 1] = frontier;
    entries[start + 2] = state;
    for (let i = 0; i < this.words; i++) entries[start + 3 + i] = bits[i]!;
    this.#table[place] = ++this.#size;
    if (2 * this.#size > this.#table.length) this.#spread();
    return true;
  }

  /** Where the configuration is, or else the empty place where it belongs. */
  #find(mixed: number, frontier: number, state: number, bits: Int32Array): number {
    const table = this.#table;
    const last = table.length - 1;
    let place = mixed & last;
    for (let entry = table[place]!; entry !== 0; entry = table[place]!) {
      if (this.#same((entry - 1) * this.#width, mixed, frontier, state, bits)) break;
      place = (place + 1) & last;
    }
    return place;
  }

  #same(start: number, mixed: number, frontier: number, state: number, bits: Int32Array): boolean {
    const entries = this.#entries;
    if (entries[start] !== mixed || entries[start + 1] !== frontier) return false;
    if (entries[start + 2] !== state) return false;
    for (let i = 0; i < this.words; i++) {
      if (entries[start + 3 + i] !== bits[i]) return false;
    }
    return true;
  }

  #spread(): void {
    const table = new Int32Array(2 * this.#table.length);
    const last = table.length - 1;
    for (let entry = 1; entry <= this.#size; entry++) {
      let place = this.#entries[(entry - 1) * this.#width]! & last;
      while (table[place] !== 0) place = (place + 1) & last;
      table[place] = entry;
    }
    this.#table = table;
  }
}

function hash(frontier: number, state: number, bits: Int32Array): number {
  let mixed = Math.imul(frontier, 0x9e3779b1) ^ Math.imul(state + 1, 0x85ebca6b);
  for (let i = 0; i < bits.length; i++) {
    mixed = Math.imul((mixed ^ bits[i]!) + 0x27d4eb2f | 0, 0xc2b2ae35);
    mixed ^= mixed >>> 15;
  }
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  return mixed ^ (mixed >>> 15);
}

function twice(entries: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(2 * entries.length);
  more.set(entries);
  return more;
}
