/** An exact set of tuples of numbers, numbered in the order of their arrival. @module */

import { Packing, roomFor } from "./packing.ts";

/** While there are fewer tuples than this, each number has a byte: packing them anew takes longer. */
const few = 1024;
const roomy = 8;

/** Tuples of one width, each kept once, compared whole: no state is ever lost to a hash. */
export class TupleSet {
  /** How many tuples there are. */
  size = 0;
  #packing: Packing;
  #store = new Int32Array(256);
  // Open addressing: the number of a tuple + 1, or 0 for an empty slot.
  #table = new Int32Array(256);
  #packed: Int32Array;

  /** An empty set of tuples of `width` numbers. */
  constructor(readonly width: number) {
    this.#packing = new Packing(new Array(width).fill(roomy));
    this.#packed = new Int32Array(this.#packing.words);
  }

  /** Adds the tuple at `from` in `words`: its number if it is new, else −1 − its number. */
  add(words: Int32Array, from = 0): number {
    for (let place; (place = this.#packing.pack(words, from, this.#packed)) >= 0;) {
      this.#repack(this.#packing.widened(place, words[from + place]!));
    }
    const slot = this.#find();
    const known = this.#table[slot]!;
    if (known !== 0) return -known;
    const number = this.#append(slot);
    if (this.size === few) this.#repack(this.#tight());
    return number;
  }

  /** Copies tuple `number` to the start of `into`. */
  read(number: number, into: Int32Array): void {
    this.#packing.unpack(this.#store, number * this.#packing.words, into);
  }

  /** How much memory it holds. */
  get bytes(): number {
    return this.#store.byteLength + this.#table.byteLength;
  }

  /** The slot of the tuple in #packed, or the empty slot where it belongs. */
  #find(): number {
    const packed = this.#packed, count = packed.length, store = this.#store, table = this.#table;
    const mask = table.length - 1;
    let slot = hash(packed, count) & mask;
    for (let known; (known = table[slot]!) !== 0; slot = (slot + 1) & mask) {
      const at = (known - 1) * count;
      let word = 0;
      while (word < count && store[at + word] === packed[word]) word++;
      if (word === count) return slot;
    }
    return slot;
  }

  #append(slot: number): number {
    const packed = this.#packed, count = packed.length;
    const at = this.size * count;
    if (at + count > this.#store.length) this.#store = longer(this.#store);
    for (let word = 0; word < count; word++) this.#store[at + word] = packed[word]!;
    this.#table[slot] = ++this.size;
    if (8 * this.size > 5 * this.#table.length) this.#index(2 * this.#table.length);
    return this.size - 1;
  }

  /** Fills a table of `slots` slots from the store. */
  #index(slots: number): void {
    const table = slots === this.#table.length ? this.#table.fill(0) : new Int32Array(slots);
    const mask = slots - 1;
    const count = this.#packing.words, store = this.#store;
    for (let number = 0; number < this.size; number++) {
      let slot = hash(store, count, number * count) & mask;
      while (table[slot] !== 0) slot = (slot + 1) & mask;
      table[slot] = number + 1;
    }
    this.#table = table;
  }

  /** The packing with room for what is there, and no more. */
  #tight(): Packing {
    const tuple = new Int32Array(this.width), most = new Int32Array(this.width).fill(3);
    for (let number = 0; number < this.size; number++) {
      this.read(number, tuple);
      for (let place = 0; place < this.width; place++) most[place]! |= tuple[place]!;
    }
    return new Packing(Array.from(most, roomFor));
  }

  #repack(to: Packing): void {
    const old = this.#packing, store = this.#store;
    const tuple = new Int32Array(this.width), packed = new Int32Array(to.words);
    const same = old.words === to.words;
    const fresh = same ? store : new Int32Array(Math.ceil(store.length / old.words) * to.words);
    for (let number = 0; number < this.size; number++) {
      old.unpack(store, number * old.words, tuple);
      to.pack(tuple, 0, packed);
      fresh.set(packed, number * to.words);
    }
    this.#packing = to;
    this.#packed = packed;
    this.#store = fresh;
    this.#index(this.#table.length);
  }
}

function hash(words: Int32Array, count: number, from = 0): number {
  let h = 0x2f0b4c47;
  for (let word = from; word < from + count; word++) {
    h = Math.imul(h ^ words[word]!, 0x9e3779b1);
    h ^= h >>> 15;
  }
  h = Math.imul(h, 0x85ebca6b);
  return h ^ (h >>> 13);
}

/** The same numbers with room for as many again. */
export function longer(words: Int32Array): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(2 * words.length);
  copy.set(words);
  return copy;
}
