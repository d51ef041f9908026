/**
 * Batches as records of the log. A record is checked as one, so that a batch is there whole or not at all.
 *
 * ```text
 * first       varint, the sequence of the first change
 * changes     at least one, as in lib/storage/engine/batch.ts
 * ```
 *
 * @module
 */

import { ByteReader } from "../../codec/byte_reader.ts";
import { ByteWriter } from "../../codec/byte_writer.ts";
import { MalformedBytes } from "../../codec/malformed.ts";
import { CorruptStorage } from "../corrupt.ts";
import { readChanges, writeChanges } from "../engine/batch.ts";
import type { Change } from "../engine/engine.ts";

/** Changes that are made together. */
export interface Batch {
  /** The sequence of the first; each other has one more than the one before it. */
  readonly first: number;
  /** In their order; never none. */
  readonly changes: readonly Change[];
}

/** The record of a batch. */
export function encodeBatch(first: number, changes: readonly Change[]): Uint8Array {
  const writer = new ByteWriter(BATCH_BYTES + CHANGE_BYTES * changes.length + userBytesOf(changes));
  writer.varint(first);
  writeChanges(writer, changes);
  return writer.view();
}

/** The batch in a record, as views of it. Throws `CorruptStorage` for anything else. */
export function decodeBatch(record: Uint8Array): Batch {
  try {
    const reader = new ByteReader(record);
    const first = reader.varint(), changes = readChanges(reader);
    if (changes.length === 0 || first === 0) {
      throw reader.malformed("a change and its sequence", "none");
    }
    return { first, changes };
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    throw new CorruptStorage("a record of the log", "it must hold a batch", error.message);
  }
}

/** How many bytes of keys and values there are in changes. */
export function userBytesOf(changes: readonly Change[]): number {
  let bytes = 0;
  for (const change of changes) {
    if (change.type === "delete range") bytes += change.from.length + change.to.length;
    else bytes += change.key.length + (change.type === "put" ? change.value.length : 0);
  }
  return bytes;
}

/** How much a batch, and a change, takes besides these, unless keys or values are very long. */
const BATCH_BYTES = 8, CHANGE_BYTES = 11;
