/** The rows at one moment. */

import type { KeyValue, Range } from "../../exercises/17-storage/given.ts";
import type { Memory } from "./engine_memory.ts";
import { newest, type Row } from "./engine_rows.ts";
import type { Table } from "./engine_table.ts";

/** A memtable, and tables, the newest first. */
export class View {
  constructor(readonly memory: Memory, readonly tables: readonly Table[]) {}

  get(key: Uint8Array): Uint8Array | undefined {
    const hex = key.toHex();
    let row = this.memory.get(hex);
    for (let at = 0; row === undefined && at < this.tables.length; at++) {
      row = this.tables[at]!.get(hex);
    }
    return row?.value?.slice() ?? undefined;
  }

  *scan({ from, to }: Range = {}): Generator<KeyValue> {
    const start = from?.toHex(), end = to?.toHex();
    const sources: Iterable<Row>[] = [this.memory, ...this.tables].map((each) => each.rows(start));
    for (const { key, value } of newest(sources)) {
      if (end !== undefined && key >= end) return;
      if (value !== null) yield { key: Uint8Array.fromHex(key), value: value.slice() };
    }
  }

  /** The same, to be kept while the engine goes on. */
  held(): View {
    for (const table of this.tables) table.users++;
    return new View(this.memory.copy(), this.tables);
  }

  letGo(): void {
    for (const table of this.tables) table.letGo();
  }
}
