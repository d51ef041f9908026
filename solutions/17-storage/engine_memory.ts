/** What was written last: rows in memory. */

import type { Row } from "./engine_rows.ts";

export class Memory {
  bytes = 0;
  readonly #rows: Map<string, Uint8Array | null>;

  constructor(rows: ReadonlyMap<string, Uint8Array | null> = new Map()) {
    this.#rows = new Map(rows);
  }

  /** The same rows as they are now. */
  copy(): Memory {
    return new Memory(this.#rows);
  }

  /** The row's bytes are not changed by anybody from now on. */
  set({ key, value }: Row): void {
    const before = this.#rows.get(key);
    if (before === undefined) this.bytes += key.length / 2;
    this.bytes += (value?.length ?? 0) - (before?.length ?? 0);
    this.#rows.set(key, value);
  }

  get(key: string): Row | undefined {
    const value = this.#rows.get(key);
    return value === undefined ? undefined : { key, value };
  }

  /** Rows in the order of their keys, from one on. */
  rows(from = ""): Row[] {
    const keys = [...this.#rows.keys()].filter((key) => key >= from).sort();
    return keys.map((key) => ({ key, value: this.#rows.get(key)! }));
  }
}
