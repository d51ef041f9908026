/**
 * Global states are short tuples of numbers (SPIN's collapse compression, Holzmann 1997), and most of
 * the numbers are small. A packing gives each place of a tuple as many bits as its largest number so
 * far needs, and puts the places side by side into 32-bit words.
 *
 * @module
 */

/** Where each place of a tuple lies. */
export class Packing {
  /** Words of a packed tuple; at least one. */
  readonly words: number;
  readonly #word: Uint8Array;
  readonly #shift: Uint8Array;
  /** The largest number that fits in each place. */
  readonly #most: Int32Array;

  /** `bits[p]` is the room of place `p`, 1 to 31. */
  constructor(readonly bits: readonly number[]) {
    this.#word = new Uint8Array(bits.length);
    this.#shift = new Uint8Array(bits.length);
    this.#most = Int32Array.from(bits, (room) => 2 ** room - 1);
    // First fit: a place never straddles two words.
    const used: number[] = [0];
    bits.forEach((room, place) => {
      let word = used.findIndex((taken) => taken + room <= 32);
      if (word < 0) word = used.push(0) - 1;
      this.#word[place] = word;
      this.#shift[place] = used[word]!;
      used[word]! += room;
    });
    this.words = used.length;
  }

  /** Packs the tuple at `from` in `tuple` into `packed`; a place that has no room, or −1. */
  pack(tuple: Int32Array, from: number, packed: Int32Array): number {
    const word = this.#word, shift = this.#shift, most = this.#most;
    for (let w = 0; w < this.words; w++) packed[w] = 0;
    for (let place = 0; place < most.length; place++) {
      const number = tuple[from + place]!;
      if (number > most[place]!) return place;
      packed[word[place]!]! |= number << shift[place]!;
    }
    return -1;
  }

  /** Unpacks the tuple at `from` in `packed` into `tuple`. */
  unpack(packed: Int32Array, from: number, tuple: Int32Array): void {
    const word = this.#word, shift = this.#shift, most = this.#most;
    for (let place = 0; place < most.length; place++) {
      tuple[place] = (packed[from + word[place]!]! >>> shift[place]!) & most[place]!;
    }
  }

  /** The same with enough room for `number` at `place`. */
  widened(place: number, number: number): Packing {
    const room = roomFor(number);
    return new Packing(this.bits.map((bits, other) => other === place ? room : bits));
  }
}

/** How many bits a number needs. */
export function roomFor(number: number): number {
  return 32 - Math.clz32(number);
}
