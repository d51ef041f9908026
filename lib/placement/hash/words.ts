/**
 * Words of 64 bits without BigInt, which allocates at each step: a word is two places of an
 * Int32Array, its high half at `at` and its low half at `at + 1`.
 *
 * @module
 */

/** Sets a word. */
export function put(words: Int32Array, at: number, high: number, low: number): void {
  words[at] = high;
  words[at + 1] = low;
}

/** Adds another to a word, modulo 2^64. */
export function add(words: Int32Array, at: number, high: number, low: number): void {
  const sum = (words[at + 1]! >>> 0) + (low >>> 0);
  words[at] = words[at]! + high + (sum > 0xffffffff ? 1 : 0);
  words[at + 1] = sum;
}

/** Multiplies a word by another, modulo 2^64, in pieces of 16 bits, whose products are exact. */
export function multiply(words: Int32Array, at: number, high: number, low: number): void {
  const ownHigh = words[at]!, ownLow = words[at + 1]!;
  const a0 = ownLow & 0xffff, a1 = ownLow >>> 16, b0 = low & 0xffff, b1 = low >>> 16;
  const middle = a1 * b0 + (a0 * b0 >>> 16), other = a0 * b1 + (middle & 0xffff);
  // The high half of the product of the low halves.
  const carried = a1 * b1 + (middle >>> 16) + (other >>> 16);
  words[at] = carried + Math.imul(ownHigh, low) + Math.imul(ownLow, high);
  words[at + 1] = Math.imul(ownLow, low);
}

/** Turns a word left by 1 to 31 bits. */
export function rotate(words: Int32Array, at: number, by: number): void {
  const high = words[at]!, low = words[at + 1]!;
  words[at] = high << by | low >>> 32 - by;
  words[at + 1] = low << by | high >>> 32 - by;
}

/** XORs a word with itself moved right by 1 to 63 bits. */
export function foldRight(words: Int32Array, at: number, by: number): void {
  const high = words[at]!, low = words[at + 1]!;
  if (by < 32) {
    words[at] = high ^ high >>> by;
    words[at + 1] = low ^ (low >>> by | high << 32 - by);
  } else {
    words[at + 1] = low ^ high >>> by - 32;
  }
}
