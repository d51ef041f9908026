/**
 * A short fingerprint of a long text, so that two runs can be compared by sixteen characters. It is
 * cyrb53's pair of multiply-and-mix lanes (public domain), kept whole at 64 bits: good against chance,
 * not against an adversary.
 *
 * @module
 */

/** Takes a text piece by piece and gives its fingerprint at any time. */
export class Digest {
  #high = 0xdeadbeef | 0;
  #low = 0x41c6ce57 | 0;

  /** Appends `text` to what is fingerprinted. */
  add(text: string): void {
    let high = this.#high, low = this.#low;
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      high = Math.imul(high ^ unit, 2654435761);
      low = Math.imul(low ^ unit, 1597334677);
    }
    // A separator, so that "ab" + "c" and "a" + "bc" differ.
    this.#high = Math.imul(high ^ (high >>> 15) ^ low, 2246822507);
    this.#low = Math.imul(low ^ (low >>> 13) ^ high, 3266489909);
  }

  /** The first 52 bits of the fingerprint so far, as a whole number: the sum of two is still exact. */
  bits(): number {
    return (this.#high >>> 0) * 2 ** 20 + (this.#low >>> 12);
  }

  /** The fingerprint so far: sixteen hexadecimal digits. */
  hex(): string {
    return [this.#high, this.#low].map((lane) => (lane >>> 0).toString(16).padStart(8, "0")).join(
      "",
    );
  }
}
