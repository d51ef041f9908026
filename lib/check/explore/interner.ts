/** Gives equal values equal numbers. @module */

import { encode } from "../../model/encode.ts";
import { Rows } from "./rows.ts";
import { WordEncoder } from "./word_encoder.ts";

/**
 * Numbers values from 0 in the order in which they are first seen. Two values have the same number
 * exactly when they are equal as data: it is the whole value that is compared, not a hash.
 */
export class Interner<V> {
  readonly #rows = new Rows();
  readonly #values: V[] = [];

  /** Knows no value yet; interners of one system may share what writes their values down. */
  constructor(readonly words: WordEncoder = new WordEncoder()) {}

  /**
   * The number of `value`. The value belongs to the interner from now on, and is frozen. Throws where it
   * is not plain data; `name` says in the error what it is.
   */
  number(value: V, name?: string): number {
    const { words } = this;
    words.write(value, name);
    const number = this.#rows.add(words.row, words.length);
    if (number === this.#values.length) {
      if (hides(value)) assertNothingHidden(value, name ?? "a value of the state");
      this.#values.push(freeze(value));
    }
    return number;
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

/** Whether a value has what a row does not show; quick, as every new value is asked. */
function hides(value: unknown): boolean {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return false;
  for (const key of Reflect.ownKeys(value)) {
    if (typeof key === "symbol") return true;
    const { get, set, value: item } = Object.getOwnPropertyDescriptor(value, key)!;
    if ((get ?? set) !== undefined || typeof item === "object" && hides(item)) return true;
  }
  if (value instanceof Map) {
    for (const [key, item] of value) if (hides(key) || hides(item)) return true;
  } else if (value instanceof Set) {
    for (const item of value) if (hides(item)) return true;
  }
  return false;
}

/** What a row does not show is refused: getters, whose value may change, and properties named by symbols. */
function assertNothingHidden(value: unknown, path: string): void {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return;
  const hidden = Object.getOwnPropertySymbols(value).length > 0
    ? "a property named by a symbol"
    : Object.values(Object.getOwnPropertyDescriptors(value)).some(({ get, set }) => get ?? set)
    ? "a getter or setter"
    : undefined;
  if (hidden !== undefined) {
    throw new TypeError(`Cannot use ${path} because it must be plain data: given ${hidden} in it`);
  }
  if (value instanceof Map) {
    for (const [key, item] of value) {
      assertNothingHidden(key, `a key of ${path}`);
      assertNothingHidden(item, `${path}.get(${encode(key)})`);
    }
  } else if (value instanceof Set) {
    for (const item of value) assertNothingHidden(item, `a member of ${path}`);
  } else if (Array.isArray(value)) {
    value.forEach((item, i) => assertNothingHidden(item, `${path}[${i}]`));
  } else {
    for (const [key, item] of Object.entries(value)) assertNothingHidden(item, `${path}.${key}`);
  }
}

/** Changing a shared value by mistake throws at once, at least in arrays and records. */
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
  for (const item of Object.values(value)) if (typeof item === "object") freeze(item);
  return Object.freeze(value);
}
