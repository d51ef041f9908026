/**
 * The contents of a block of versions (after LevelDB's table format, 2011). A key is written without the
 * bytes that it shares with the key before it, but every sixteenth is written whole: it is a restart,
 * where reading can begin.
 *
 * ```text
 * entries    for each version:
 *   shared     varint, how many bytes of the key are those of the key before
 *   own        varint, how many follow
 *   sequence   varint
 *   size       varint, 0 for a delete, else one more than the value is long
 *   key        its own bytes
 *   value
 * restarts   4 bytes each, the lowest first: where the entries begin whose keys are whole
 * count      4 bytes, how many restarts there are
 *
 * put "tea" = "hot" at 7, put "tea" = "" at 5, delete "ten" at 6:
 * 00 03 07 04 't' 'e' 'a' 'h' 'o' 't'   03 00 05 01   02 01 06 00 'n'   00 00 00 00   01 00 00 00
 * ```
 *
 * All of it is checked once, when it comes from the disk; then it is read in place, without further checks.
 *
 * @module
 */

import { ByteReader } from "../../../codec/byte_reader.ts";
import type { EntryHead } from "./entry_head.ts";

/** Versions in their order, in memory. They never change. */
export class Block {
  /** The contents. */
  readonly bytes: Uint8Array;
  /** Where the entries end. */
  readonly end: number;
  /** How many restarts there are: at least one. */
  readonly restarts: number;
  readonly #view: DataView;

  /** Checks all; throws `MalformedBytes`, and nothing else. There is at least one version in a block. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const reader = new ByteReader(bytes);
    reader.offset = Math.max(0, bytes.length - 4);
    this.restarts = reader.uint32();
    this.end = bytes.length - 4 - 4 * this.restarts;
    reader.offset = 0;
    if (this.restarts === 0 || this.end <= 0) {
      throw reader.malformed("room for restarts and entries", `${this.restarts} restarts`);
    }
    checkEntries(reader, this);
  }

  /** Where the entry of the `i`-th restart begins. */
  restart(i: number): number {
    return this.#view.getUint32(this.end + 4 * i, true);
  }

  /** How many restarts have an entry before `(key, sequence)`. */
  rank(head: EntryHead, key: Uint8Array, sequence: number): number {
    let low = 0, high = this.restarts;
    while (low < high) {
      const middle = low + high >>> 1;
      head.read(this.bytes, this.restart(middle));
      const order = this.#compareOwn(head, key, 0) || sequence - head.sequence;
      if (order < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /**
   * Where the first entry at or behind `(key, sequence)` begins, and `head` is left there, which knows
   * then whether it is of the same key; `end` if there is none.
   */
  find(head: EntryHead, key: Uint8Array, sequence: number): number {
    const { bytes, end } = this;
    let at = this.restart(Math.max(0, this.rank(head, key, sequence) - 1));
    // How many bytes the last key that was read, which comes before `key` or is the same, has in common
    // with it.
    let common = 0;
    for (; at < end; at = head.next) {
      head.read(bytes, at);
      // If the two keys share more than the former has in common with `key`, they come before it for one
      // reason.
      if (head.shared > common) continue;
      const order = this.#compareOwn(head, key, head.shared);
      if (order > 0 || (order === 0 && head.sequence <= sequence)) {
        head.same = order === 0;
        return at;
      }
      common = this.#common;
    }
    return end;
  }

  /** How many bytes the last key that was compared had in common with the other. */
  #common = 0;

  /**
   * Below 0 if the key of an entry comes before `key`; the first `from` bytes of both are known to be the
   * same.
   */
  #compareOwn(head: EntryHead, key: Uint8Array, from: number): number {
    const { bytes } = this, shorter = Math.min(head.own, key.length - from);
    let i = 0;
    for (let at = head.keyAt; i < shorter; i++, at++) {
      const difference = bytes[at]! - key[from + i]!;
      if (difference === 0) continue;
      this.#common = from + i;
      return difference;
    }
    this.#common = from + i;
    return head.own + from - key.length;
  }
}

/** Throws unless the entries are well formed, in order, and begun whole where the restarts say. */
function checkEntries(reader: ByteReader, block: Block): void {
  const { bytes, end } = block;
  let key = new Uint8Array(64), length = 0, last = Infinity, restart = 0;
  while (reader.offset < end) {
    const at = reader.offset, shared = reader.varint(), own = reader.varint();
    const sequence = reader.varint(), size = reader.varint(), keyAt = reader.offset;
    const next = keyAt + own + Math.max(0, size - 1);
    if (next > end || shared > length) {
      throw reader.malformed(`an entry within ${end - keyAt} bytes`, `${shared}, ${own}, ${size}`);
    }
    if (restart < block.restarts && block.restart(restart) === at) {
      restart++;
      if (shared > 0) throw reader.malformed("a whole key at a restart", `${shared} shared bytes`);
    } else if (at === 0) throw reader.malformed("a restart at the first entry", "none");
    if (shared + own > key.length) {
      const larger = new Uint8Array(2 * (shared + own));
      larger.set(key);
      key = larger;
    }
    // −1 while the keys are the same as far as they were compared, then whether this one comes behind the
    // former.
    let behind = -1;
    for (let i = 0; i < own; i++) {
      const place = shared + i, byte = bytes[keyAt + i]!;
      if (behind < 0 && (place >= length || byte !== key[place])) {
        behind = place >= length || byte > key[place]! ? 1 : 0;
      }
      key[place] = byte;
    }
    if (behind < 0) behind = shared + own === length && sequence < last ? 1 : 0;
    if (behind === 0 && at > 0) throw reader.malformed("versions in order", "another order");
    length = shared + own;
    last = sequence;
    reader.offset = next;
  }
  if (restart < block.restarts) {
    throw reader.malformed(`${block.restarts} restarts at entries`, `${restart}`);
  }
}
