/** Writes a table, whose layout `table.ts` tells. @module */

import { ByteWriter } from "../../../codec/byte_writer.ts";
import { bloom } from "../../bloom/bloom.ts";
import type { FilterKind } from "../../bloom/filter.ts";
import { KeyHashes } from "../../bloom/key_hash.ts";
import { readFilter } from "../../bloom/read_filter.ts";
import type { Disk } from "../../disk/disk.ts";
import { compareKeys } from "../../engine/engine.ts";
import { BlockWriter } from "./block_writer.ts";
import { type Compression, none } from "../../../codec/compression.ts";
import { FOOTER, writeFooter } from "./footer.ts";
import { FactsSoFar } from "./facts.ts";
import { compareRanges, writeProperties, writeRanges } from "./properties.ts";
import { type BlockType, seal, types } from "./sealed.ts";
import { separator } from "./separator.ts";
import {
  compareVersions,
  type RangeTombstone,
  type TableSummary,
  type Version,
} from "./version.ts";

/** How much is written to the disk at once, about, in bytes. */
const atOnce = 65536;

/** Tables must be shorter than this, in bytes, for positions to fit. */
const longest = 2 ** 32;

/** How a table is written. */
export interface WriterOptions {
  /** How long blocks of versions get before they are compressed, about, in bytes; default 4,096. */
  readonly blockBytes?: number;
  /** How blocks are compressed; default: not at all. */
  readonly compression?: Compression;
  /** What says which keys are not there; default: a Bloom filter of ten bits a key. */
  readonly filter?: FilterKind | "none";
}

/**
 * Writes one table from its first version to its last. Once the disk failed, everything throws what it
 * threw. A file that was not finished stays on the disk, and no table can be read from it: whoever began
 * it removes it.
 */
export class TableWriter {
  readonly #disk: Disk;
  readonly #name: string;
  readonly #blockBytes: number;
  readonly #compression: Compression;
  readonly #filter: FilterKind | "none";
  readonly #block = new BlockWriter();
  /** Of its entries, each is a restart: the `i`-th is that of the `i`-th block. */
  readonly #index = new BlockWriter(1);
  readonly #hashes = new KeyHashes();
  readonly #ranges: RangeTombstone[] = [];
  /** What waits to be written behind the first `#written` bytes of the file. */
  readonly #out = new ByteWriter(atOnce + 8192);
  #written = 0;
  /**
   * Where the last full block begins that the index does not know yet, as it depends on the version
   * behind it.
   */
  #unindexed: number | undefined;
  readonly #facts = new FactsSoFar();
  #ended: { readonly cause: unknown } | undefined;

  /** Begins a file, which must not be there. */
  constructor(disk: Disk, name: string, options: WriterOptions = {}) {
    this.#disk = disk;
    this.#name = name;
    this.#blockBytes = options.blockBytes ?? 4096;
    this.#compression = options.compression ?? none;
    this.#filter = options.filter ?? bloom(10);
    if (disk.names().includes(name)) throw this.#error("a name that is free is required", "a file");
  }

  /** How long the table is so far, about: what is in the file, and what waits to be written. */
  get bytes(): number {
    return this.#position + (this.#block.entries > 0 ? this.#block.bytes : 0);
  }

  /** Appends a version, which must come behind all that were added. Copies what it needs. */
  add({ key, sequence, kind, value }: Version): void {
    const block = this.#block;
    this.#expectOpen();
    this.#expectSequence(sequence);
    if (this.#facts.entries > 0) {
      if (compareVersions(block.lastKey, block.sequence, key, sequence) >= 0) {
        throw this.#error("versions must be added in their order", `${key} at ${sequence}`);
      }
      if (this.#unindexed !== undefined) this.#indexBlock(this.#unindexed, key);
    }
    if (kind === "delete" && value.length > 0) {
      throw this.#error("a delete has no value", `${value.length} bytes`);
    }
    if (this.bytes + key.length + value.length >= longest) {
      throw this.#error(`it must be shorter than ${longest} bytes`, `${value.length} more`);
    }
    block.add(key, sequence, kind === "delete" ? undefined : value);
    if (this.#filter !== "none") this.#hashes.add(key);
    this.#facts.add({ key, sequence, kind });
    if (block.bytes >= this.#blockBytes) this.#endBlock();
  }

  /** Adds a range tombstone, at any time and in any order. */
  addRange({ from, to, sequence }: RangeTombstone): void {
    this.#expectOpen();
    this.#expectSequence(sequence);
    if (compareKeys(from, to) >= 0) throw this.#error("a range must begin before it ends", `${to}`);
    this.#ranges.push({ from: from.slice(), to: to.slice(), sequence });
    this.#facts.addRange({ from, to, sequence });
  }

  /**
   * Writes the rest and syncs the file, but not the folder: whoever names the table in a manifest syncs that
   * first. There must be something in it.
   */
  finish(): TableSummary {
    this.#expectOpen();
    if (this.#facts.isEmpty) throw this.#error("something must be in it", "nothing");
    if (this.#block.entries > 0) this.#endBlock();
    if (this.#unindexed !== undefined) this.#indexBlock(this.#unindexed, undefined);
    this.#ranges.sort(compareRanges);
    if (this.#facts.entries > 0) this.#facts.reach(this.#block.lastKey);
    const facts = this.#facts.take(), compression = this.#compression.name;
    const filter = this.#builtFilter();
    const places = {
      filter: this.#seal(types.filter, filter),
      ranges: this.#sealOf(types.ranges, (writer) => writeRanges(writer, this.#ranges)),
      properties: this.#sealOf(
        types.properties,
        (writer) => writeProperties(writer, { compression, ...facts }),
      ),
      index: this.#seal(types.index, facts.entries > 0 ? this.#index.finish() : new Uint8Array()),
    };
    const bytes = this.#position + FOOTER;
    writeFooter(this.#out, { ...places, bytes });
    this.#write();
    this.#try(() => this.#disk.sync(this.#name));
    this.#ended = { cause: this.#error("a table that is not finished is required", "one that is") };
    return { name: this.#name, bytes, ...facts };
  }

  /** What cannot be read is not written: the table would be lost with it, and the log that it stands for. */
  #builtFilter(): Uint8Array {
    if (this.#filter === "none") return new Uint8Array();
    const filter = this.#filter.build(this.#hashes);
    try {
      if (filter.length > 0) readFilter(filter);
    } catch (cause) {
      throw this.#error(
        `a filter that can be read is required from ${this.#filter.name}`,
        `one of which is said: ${cause instanceof Error ? cause.message : cause}`,
      );
    }
    return filter;
  }

  get #position(): number {
    return this.#written + this.#out.length;
  }

  #endBlock(): void {
    this.#unindexed = this.#seal(types.versions, this.#block.finish(), this.#compression);
    if (this.#out.length >= atOnce) this.#write();
  }

  #indexBlock(position: number, next: Uint8Array | undefined): void {
    const bound = separator(this.#block.lastKey, this.#block.sequence, next);
    const value = new ByteWriter(4);
    value.uint32(position);
    this.#index.add(bound.key, bound.sequence, value.view());
    this.#unindexed = undefined;
  }

  #sealOf(type: BlockType, write: (writer: ByteWriter) => void): number {
    const writer = new ByteWriter();
    write(writer);
    return this.#seal(type, writer.view());
  }

  /** Returns where the block begins. */
  #seal(type: BlockType, contents: Uint8Array, compression?: Compression): number {
    const position = this.#position;
    seal(this.#out, position, type, contents, compression);
    return position;
  }

  #write(): void {
    this.#try(() => this.#disk.append(this.#name, this.#out.view()));
    this.#written += this.#out.length;
    this.#out.length = 0;
  }

  #try(run: () => void): void {
    try {
      run();
    } catch (cause) {
      this.#ended = { cause };
      throw cause;
    }
  }

  #expectOpen(): void {
    if (this.#ended !== undefined) throw this.#ended.cause;
  }

  #expectSequence(sequence: number): void {
    if (Number.isSafeInteger(sequence) && sequence >= 0) return;
    throw this.#error("a sequence is a whole number from 0 to 2^53 - 1", `${sequence}`);
  }

  #error(reason: string, given: string): Error {
    const path = this.#disk.where + this.#name;
    return new Error(`Cannot write the table ${path} because ${reason}: given ${given}`);
  }
}
