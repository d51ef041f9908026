/** The blocks of versions of a table that is open. @module */

import { MalformedBytes } from "../../../codec/malformed.ts";
import { CorruptStorage } from "../../corrupt.ts";
import type { Disk } from "../../disk/disk.ts";
import { Block } from "./block.ts";
import type { Shelf } from "./cache.ts";
import type { Compression } from "../../../codec/compression.ts";
import { EntryHead } from "./entry_head.ts";
import { types, unseal } from "./sealed.ts";
import type { Version } from "./version.ts";

/** Where blocks come from. */
export interface Source {
  /** The disk. */
  readonly disk: Disk;
  /** The file. */
  readonly name: string;
  /** How its blocks are compressed. */
  readonly compression: Compression;
  /** Where they are kept, if anywhere. */
  readonly shelf: Shelf | undefined;
}

/** Blocks, by number from 0 on, in the order of their versions. */
export class Blocks {
  /** How many there are. */
  readonly count: number;
  readonly #source: Source;
  readonly #index: Block | undefined;
  /** Where each begins, and the last ends. */
  readonly #starts: Uint32Array;
  readonly #head = new EntryHead();

  /** `index` is the contents of that block, `end` is where the last one ends. */
  constructor(source: Source, index: Uint8Array, end: number) {
    this.#source = source;
    const what = `the index of ${fileOf(source)}`;
    if (index.length === 0) {
      if (end > 0) throw new CorruptStorage(what, `it must tell of ${end} bytes`, "no blocks");
      this.#starts = new Uint32Array(1);
      this.count = 0;
      return;
    }
    const block = this.#index = well(what, () => new Block(index));
    const starts = startsIn(block, end);
    if (starts === undefined) {
      throw new CorruptStorage(what, `blocks must fill ${end} bytes`, "others");
    }
    this.#starts = starts;
    this.count = block.restarts;
  }

  /** The number of the first block that ends at or behind `(key, sequence)`; `count` if none does. */
  rank(key: Uint8Array, sequence: number): number {
    return this.#index === undefined ? 0 : this.#index.rank(this.#head, key, sequence);
  }

  /** A block, from the cache or else from the disk; then the cache keeps it if `keep` says so. */
  read(number: number, keep: boolean): Block {
    const { shelf } = this.#source;
    const known = shelf?.get(this.#starts[number]!);
    if (known !== undefined) return known;
    const block = this.load(number);
    if (keep) shelf?.put(this.#starts[number]!, block);
    return block;
  }

  /** A block from the disk. */
  load(number: number): Block {
    const { disk, name, compression } = this.#source, file = fileOf(this.#source);
    const position = this.#starts[number]!, length = this.#starts[number + 1]! - position;
    const bytes = disk.readAt(name, position, length);
    const contents = unseal(bytes, { file, position, type: types.versions }, compression);
    return well(`the block at byte ${position} of ${file}`, () => new Block(contents));
  }

  /** What `Table.get` says; the key of what it returns is the one that was given. */
  get(key: Uint8Array, sequence: number): Version | undefined {
    // What the block does not have no other has: the one behind it has the key only if this ends with it.
    const number = this.rank(key, sequence);
    if (number === this.count) return undefined;
    const block = this.read(number, true), head = this.#head;
    if (block.find(head, key, sequence) === block.end || !head.same) return undefined;
    const kind = head.size === 0 ? "delete" : "put";
    return { key, sequence: head.sequence, kind, value: head.value(block.bytes) };
  }
}

/** A file as errors name it. */
export function fileOf({ disk, name }: Pick<Source, "disk" | "name">): string {
  return disk.where + name;
}

/** What reading gives; if the bytes are malformed, then `what` is corrupt. */
export function well<T>(what: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (!(cause instanceof MalformedBytes)) throw cause;
    throw new CorruptStorage(what, "it must be well formed", cause.message, { cause });
  }
}

/** Where blocks begin, and end: what an index says, if they lie one behind the other up to `end`. */
function startsIn(index: Block, end: number): Uint32Array | undefined {
  const starts = new Uint32Array(index.restarts + 1), head = new EntryHead();
  let count = 0;
  for (let at = 0; at < index.end; at = head.next, count++) {
    head.read(index.bytes, at);
    const value = head.value(index.bytes);
    if (value.length !== 4 || count === index.restarts) return undefined;
    starts[count] = new DataView(value.buffer, value.byteOffset).getUint32(0, true);
    if (count === 0 ? starts[0] !== 0 : starts[count]! <= starts[count - 1]!) return undefined;
  }
  starts[count] = end;
  return count === index.restarts && starts[count - 1]! < end ? starts : undefined;
}
