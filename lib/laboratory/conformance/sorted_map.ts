/**
 * What storage engines are compared with: a map by the keys' hexadecimal texts, sorted when it is scanned.
 *
 * @module
 */

import type { Change, Entry, Scan } from "../../storage/engine/engine.ts";

const utf8 = new TextEncoder();

/** A map that is right, and nothing else. */
export class Model {
  readonly #values: Map<string, Uint8Array>;

  /** A map of these values, by their keys' hexadecimal texts. */
  constructor(values: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.#values = new Map(values);
  }

  /** The same entries, to be changed by themselves. */
  copy(): Model {
    return new Model(this.#values);
  }

  /** What stands under a key. */
  get(key: Uint8Array): Uint8Array | undefined {
    return this.#values.get(key.toHex());
  }

  /** Makes these changes, in their order. */
  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      if (change.type === "put") this.#values.set(change.key.toHex(), change.value.slice());
      else if (change.type === "delete") this.#values.delete(change.key.toHex());
      else for (const { key } of this.scan(change)) this.#values.delete(key.toHex());
    }
  }

  /** The entries of a range in the order of their keys. */
  scan({ from, to, reverse = false }: Scan = {}): Entry[] {
    // Hexadecimal texts compare as the bytes do.
    const keys = [...this.#values.keys()].filter((hex) =>
      (from === undefined || hex >= from.toHex()) && (to === undefined || hex < to.toHex())
    ).sort();
    if (reverse) keys.reverse();
    return keys.map((hex) => ({ key: Uint8Array.fromHex(hex), value: this.#values.get(hex)! }));
  }
}

/** Bytes that can be read in what a test says: letters are letters, other bytes hexadecimal. */
export function show(bytes: Uint8Array | undefined): string {
  if (bytes === undefined) return "nothing";
  const letters = bytes.length > 0 && bytes.every((byte) => byte > 32 && byte < 127);
  const text = letters ? new TextDecoder().decode(bytes) : `<${bytes.toHex()}>`;
  return text.length > 40 ? `${text.slice(0, 40)}… (${bytes.length} bytes)` : text;
}

/** `key=value` of each entry; their bytes are told apart whole. */
export function showAll(entries: readonly Entry[]): string {
  return `[${entries.map(({ key, value }) => `${show(key)}=${show(value)}`).join(" ")}]`;
}

/** Bytes from a text. */
export function bytes(text: string): Uint8Array {
  return utf8.encode(text);
}

/** A put of texts. */
export function put(key: string, value: string): Change {
  return { type: "put", key: bytes(key), value: bytes(value) };
}

/** A delete of a text. */
export function remove(key: string): Change {
  return { type: "delete", key: bytes(key) };
}

/** A delete of a range of texts. */
export function removeRange(from: string, to: string): Change {
  return { type: "delete range", from: bytes(from), to: bytes(to) };
}

/** What is wrong with a value. */
export function unlike(
  what: string,
  found: Uint8Array | undefined,
  expected: Uint8Array | undefined,
): string | undefined {
  if (found?.toHex() === expected?.toHex()) return undefined;
  return `${what} is ${show(found)}, and not ${show(expected)}`;
}

/** What is wrong with entries. */
export function unlikeAll(
  what: string,
  found: readonly Entry[],
  expected: readonly Entry[],
): string | undefined {
  if (signature(found) === signature(expected)) return undefined;
  return `${what} gives ${showAll(found)}, and not ${showAll(expected)}`;
}

/** The same for the same entries in the same order, and only for them. */
export function signature(entries: readonly Entry[]): string {
  return entries.map(({ key, value }) => `${key.toHex()}=${value.toHex()}`).join();
}
