/**
 * The versions that the keys of a history went through: each write makes one, and each key has one that
 * was there before any. All are numbered, so that what is known of them fits into typed arrays.
 *
 * @module
 */

import { Ints } from "./ints.ts";
import { type Key, stepsOf, type Transactions, type Value } from "./transaction.ts";

/** In place of a writer: what a key holds at the start. */
export const atStart: number = -1;

/** In place of a writer: a value that was read, and that nobody wrote. */
export const nobody: number = -2;

/** All versions of all keys. */
export class Versions {
  /** The keys by their numbers. */
  readonly keys: Key[] = [];
  /** The value of each version; of a list the element that was appended last. */
  readonly value: (Value | null)[] = [];
  /** The number of its key. */
  readonly key: Ints = new Ints();
  /** The index of the transaction that wrote it, or `atStart`, or `nobody`. */
  readonly writer: Ints = new Ints();
  /** 1 unless its writer wrote to the key once more. */
  readonly final: Ints = new Ints();
  /** The version of each key at the start. */
  readonly start: Ints = new Ints();
  readonly #numbers = new Map<Key, number>();
  readonly #byValue: Map<Value, number>[] = [];

  /** The number of a key. */
  number(key: Key): number {
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.keys.push(key) - 1;
      this.#numbers.set(key, number);
      this.#byValue.push(new Map());
      this.start.push(this.#push(number, null, atStart));
    }
    return number;
  }

  /** The version that wrote `value` to a key. */
  find(key: number, value: Value): number | undefined {
    return this.#byValue[key]!.get(value);
  }

  /** A new key that `number` does not find, and what it holds at the start. */
  row(name: Key, start: Value | null): number {
    const number = this.keys.push(name) - 1;
    const version = this.#push(number, start, atStart);
    this.#byValue.push(new Map(start === null ? [] : [[start, version]]));
    this.start.push(version);
    return number;
  }

  /** A new version in which a row is deleted. */
  dead(key: number, writer: number): number {
    return this.#push(key, null, writer);
  }

  /** A new version; there must be none with that value. */
  add(key: number, value: Value, writer: number): number {
    const version = this.#push(key, value, writer);
    this.#byValue[key]!.set(value, version);
    return version;
  }

  #push(key: number, value: Value | null, writer: number): number {
    this.value.push(value);
    this.key.push(key);
    this.final.push(1);
    return this.writer.push(writer);
  }
}

/** Two writes of one value to one key: then a read does not tell who wrote what it saw. */
export interface Ambiguity {
  /** The key. */
  readonly key: Key;
  /** What was written twice. */
  readonly value?: Value;
  /** Of a row, what was done to it that can be done but once. */
  readonly deed?: string;
  /** The indices of the transactions that wrote it. */
  readonly writers: readonly [number, number];
}

/** The versions that a history wrote, or the first ambiguity. */
export function versionsOf(history: Transactions): Versions | Ambiguity {
  const versions = new Versions();
  // The latest writer of each key, and its latest version: written again, that one was not final.
  const latest = new Ints(), latestWriter = new Ints();
  for (let t = 0; t < history.length; t++) {
    for (const step of stepsOf(history[t]!)) {
      const key = versions.number(step.key);
      if (key === latest.length) latest.push(latestWriter.push(-1));
      if (step.type === "read") continue;
      const twin = versions.find(key, step.value);
      if (twin !== undefined) {
        const { key, value } = step;
        return { key, value, writers: [versions.writer.at(twin), t] };
      }
      const version = versions.add(key, step.value, t);
      if (latestWriter.at(key) === t) versions.final.set(latest.at(key), 0);
      latestWriter.set(key, t);
      latest.set(key, version);
    }
  }
  return versions;
}
