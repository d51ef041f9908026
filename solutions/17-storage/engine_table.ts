/**
 * A table: rows in the order of their keys, in blocks, and behind them an index, which is in memory while the
 * table is open.
 *
 *     blocks | index: a row for each block | 4 bytes: length of the index | 4 bytes: its check
 */

import { crc32c, type Disk } from "../../exercises/17-storage/given.ts";
import { decodeRows, encodeRows, type Row, sizeOf } from "./engine_rows.ts";

const BLOCK = 256, FOOTER = 8;

interface Block {
  readonly first: string;
  readonly offset: number;
  readonly length: number;
  readonly check: number;
}

/** An open table. */
export class Table {
  /** How many need it: its engine, and snapshots. */
  users = 1;
  readonly bytes: number;
  readonly #disk: Disk;
  readonly #blocks: readonly Block[];

  constructor(disk: Disk, readonly name: string) {
    this.#disk = disk;
    this.bytes = disk.size(name);
    const footer = viewOf(disk.readAt(name, this.bytes - FOOTER, FOOTER));
    const length = footer.getUint32(0);
    const index = disk.readAt(name, this.bytes - FOOTER - length, length);
    assertGood(name, index, footer.getUint32(4));
    this.#blocks = [...decodeRows(index)].map(({ key, value }) => {
      const view = viewOf(value!),
        [offset, length, check] = [0, 4, 8].map((at) => view.getUint32(at));
      return { first: key, offset: offset!, length: length!, check: check! };
    });
  }

  get(key: string): Row | undefined {
    const block = this.#blocks[this.#blockOf(key)];
    if (block === undefined) return undefined;
    for (const row of this.#read(block)) if (row.key === key) return row;
    return undefined;
  }

  /** Rows from a key on. */
  *rows(from = ""): Generator<Row> {
    for (let at = Math.max(0, this.#blockOf(from)); at < this.#blocks.length; at++) {
      for (const row of this.#read(this.#blocks[at]!)) if (row.key >= from) yield row;
    }
  }

  /** Somebody needs it no more; who is the last removes it. */
  letGo(): void {
    if (--this.users === 0) this.#disk.remove(this.name);
  }

  /** The last block that begins at the key or before it; -1 if none does. */
  #blockOf(key: string): number {
    let [low, high] = [-1, this.#blocks.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#blocks[middle]!.first <= key) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #read({ offset, length, check }: Block): Iterable<Row> {
    const bytes = this.#disk.readAt(this.name, offset, length);
    assertGood(this.name, bytes, check);
    return decodeRows(bytes);
  }
}

/** Writes a table, synced; false if there are no rows, and then no file. Its name is not durable yet. */
export function writeTable(disk: Disk, name: string, rows: Iterable<Row>): boolean {
  const index: Row[] = [];
  let block: Row[] = [], size = 0, offset = 0;
  const end = () => {
    if (block.length === 0) return;
    const bytes = encodeRows(block), value = new Uint8Array(12), view = viewOf(value);
    [offset, bytes.length, crc32c(bytes)].forEach((number, i) => view.setUint32(4 * i, number));
    disk.append(name, bytes);
    index.push({ key: block[0]!.key, value });
    offset += bytes.length;
    block = [];
    size = 0;
  };
  for (const row of rows) {
    block.push(row);
    size += sizeOf(row);
    if (size >= BLOCK) end();
  }
  end();
  if (index.length === 0) return false;
  const bytes = encodeRows(index), footer = viewOf(new Uint8Array(FOOTER));
  footer.setUint32(0, bytes.length);
  footer.setUint32(4, crc32c(bytes));
  disk.append(name, bytes);
  disk.append(name, new Uint8Array(footer.buffer));
  disk.sync(name);
  return true;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

function assertGood(name: string, bytes: Uint8Array, check: number): void {
  if (crc32c(bytes) === check) return;
  throw new Error(
    `Cannot read ${name} because its check must fit: given other bytes than were written`,
  );
}
