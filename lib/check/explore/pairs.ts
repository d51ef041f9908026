/** A map from pairs of small whole numbers to numbers, in typed arrays. @module */

/** The largest number that may stand in a pair or be kept for one. */
export const largest = 0x7fffffff;

/** Remembers one number for each pair of numbers; all of them are 0 to 2³¹ − 1. */
export class PairMap {
  /** How many pairs it knows. */
  size = 0;
  #mask: number;
  // Three words a slot: the pair and its value + 1; 0 marks an empty slot.
  #slots: Int32Array;

  /** An empty map; `capacity` is a power of two. */
  constructor(capacity = 256) {
    this.#mask = capacity - 1;
    this.#slots = new Int32Array(3 * capacity);
  }

  /** What is kept for (`a`, `b`), or −1. */
  get(a: number, b: number): number {
    const slots = this.#slots, mask = this.#mask;
    for (let i = mix(a, b) & mask;; i = (i + 1) & mask) {
      const value = slots[3 * i + 2]!;
      if (value === 0) return -1;
      if (slots[3 * i] === a && slots[3 * i + 1] === b) return value - 1;
    }
  }

  /** Keeps `value` for (`a`, `b`), which must be new. */
  add(a: number, b: number, value: number): void {
    if (2 * ++this.size > this.#mask) this.#grow();
    place(this.#slots, this.#mask, a, b, value + 1);
  }

  /** How much memory it holds. */
  get bytes(): number {
    return this.#slots.byteLength;
  }

  #grow(): void {
    const old = this.#slots;
    this.#mask = 2 * this.#mask + 1;
    this.#slots = new Int32Array(2 * old.length);
    for (let i = 0; i < old.length; i += 3) {
      if (old[i + 2] !== 0) place(this.#slots, this.#mask, old[i]!, old[i + 1]!, old[i + 2]!);
    }
  }
}

function place(slots: Int32Array, mask: number, a: number, b: number, stored: number): void {
  let i = mix(a, b) & mask;
  while (slots[3 * i + 2] !== 0) i = (i + 1) & mask;
  slots[3 * i] = a;
  slots[3 * i + 1] = b;
  slots[3 * i + 2] = stored;
}

function mix(a: number, b: number): number {
  const x = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  return Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) >>> 8;
}
