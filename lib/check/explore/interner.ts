/** Gives equal values equal numbers. @module */

import { encode } from "../../model/encode.ts";

/**
 * Numbers values from 0 in the order in which they are first seen. Two values have the same number
 * exactly when they are equal as data: it is the whole canonical text that is compared, not a hash.
 */
export class Interner<V> {
  readonly #numbers = new Map<string, number>();
  readonly #values: V[] = [];

  /** The number of `value`. The value belongs to the interner from now on, and is frozen. */
  number(value: V): number {
    const text = encode(value);
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#values.length);
    return this.#values.push(freeze(value)) - 1;
  }

  /** The value that has this number. */
  value(number: number): V {
    return this.#values[number]!;
  }

  /** How many values it knows. */
  get size(): number {
    return this.#values.length;
  }
}

/** Whoever changes a shared value by mistake finds out at once, at least in arrays and records. */
export function freeze<V>(value: V): V {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  if (value instanceof Uint8Array) return value;
  if (value instanceof Map) {
    for (const [key, item] of value) freeze(key), freeze(item);
    return value;
  }
  if (value instanceof Set) {
    for (const item of value) freeze(item);
    return value;
  }
  for (const item of Object.values(value)) freeze(item);
  return Object.freeze(value);
}
