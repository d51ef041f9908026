/** Tables with a filter and an index behind their blocks; the index has the last key of each block. */

import { joined } from "hb/codec/joined.ts";
import {
  type Any,
  compareKeys,
  type Disk,
  type Range,
} from "../../../exercises/17-storage/given.ts";
import { bloom } from "../../../solutions/17-storage/bloom.ts";
import { merge } from "../../../solutions/17-storage/merge.ts";
import { framed, type Item, itemsOf, lowerBound, partsOf, u32, unframed, viewOf } from "./bytes.ts";

interface Block {
  /** Its last key. */
  readonly key: Uint8Array;
  readonly at: number;
  readonly length: number;
}

/** What the manifest says of a table. */
export interface Named {
  readonly number: number;
  readonly level: number;
  readonly items: number;
  readonly indexAt: number;
  readonly size: number;
}

export class Table {
  readonly name: string;
  readonly blocks: Block[] = [];
  readonly filter: Any;
  readers = 0;
  isGone = false;

  constructor(readonly disk: Disk, readonly named: Named) {
    const { number, indexAt, size } = named;
    this.name = tableName(number);
    const index = unframed(
      disk.readAt(this.name, indexAt, size - indexAt),
      `The index of ${this.name}`,
    );
    const view = viewOf(index), filterLength = view.getUint32(0, true);
    this.filter = bloom.read(index.slice(4, 4 + filterLength));
    for (let at = 4 + filterLength; at < index.length;) {
      const end = at + 12 + view.getUint32(at, true);
      this.blocks.push({
        at: view.getUint32(at + 4, true),
        length: view.getUint32(at + 8, true),
        key: index.slice(at + 12, end),
      });
      at = end;
    }
  }

  get(key: Uint8Array): Item | undefined {
    if (!bloom.has(this.filter, key)) return undefined;
    const block = this.blocks[lowerBound(this.blocks, key)];
    if (block === undefined) return undefined;
    const items = this.#read(block), item = items[lowerBound(items, key)];
    return item !== undefined && compareKeys(item.key, key) === 0 ? item : undefined;
  }

  *scan({ from, to }: Range = {}): Generator<Item> {
    const first = from === undefined ? 0 : lowerBound(this.blocks, from);
    for (const block of this.blocks.slice(first)) {
      for (const item of this.#read(block)) {
        if (from !== undefined && compareKeys(item.key, from) < 0) continue;
        if (to !== undefined && compareKeys(item.key, to) >= 0) return;
        yield item;
      }
    }
  }

  #read({ at, length }: Block): readonly Item[] {
    const bytes = this.disk.readAt(this.name, at, length);
    return [...itemsOf(unframed(bytes, `A block of ${this.name}`), 0)];
  }
}

export const tableName = (number: number): string => `table-${number}`;

/** The newest of each key, where newer rows come first. */
export function* newestOf(rows: readonly Iterable<Item>[]): Generator<Item> {
  let last: Uint8Array | undefined;
  for (const item of merge(rows, (a, b) => compareKeys(a.key, b.key))) {
    if (last !== undefined && compareKeys(last, item.key) === 0) continue;
    last = item.key;
    yield item;
  }
}

/** What is not deleted. */
export function* alive(items: Iterable<Item>): Generator<Item> {
  for (const item of items) if (item.value !== undefined) yield item;
}

/** How a table is written. */
export interface Writing {
  readonly number: number;
  readonly level: number;
  /** So many items at most. */
  readonly atMost: number;
  readonly blockBytes: number;
}

/** Writes a table, and syncs it; nothing if there is nothing to write. */
export function writeTable(
  disk: Disk,
  items: Iterable<Item>,
  { number, level, atMost, blockBytes }: Writing,
): Table | undefined {
  const name = tableName(number), index: Uint8Array[] = [];
  const filter = bloom.make(bloom.size(Math.max(1, atMost), 0.01));
  let block: Uint8Array[] = [], bytes = 0, size = 0, count = 0;
  let last: Uint8Array | undefined;
  const end = () => {
    const written = framed(joined(block));
    disk.append(name, written);
    index.push(u32(last!.length), u32(size), u32(written.length), last!);
    size += written.length;
    block = [];
    bytes = 0;
  };
  for (const item of items) {
    for (const part of partsOf(item)) {
      block.push(part);
      bytes += part.length;
    }
    bloom.add(filter, item.key);
    last = item.key;
    count++;
    if (bytes >= blockBytes) end();
  }
  if (count === 0) return undefined;
  if (block.length > 0) end();
  const written = bloom.write(filter);
  const footer = framed(joined([u32(written.length), written, ...index]));
  disk.append(name, footer);
  disk.sync(name);
  return new Table(disk, {
    number,
    level,
    items: count,
    indexAt: size,
    size: size + footer.length,
  });
}
