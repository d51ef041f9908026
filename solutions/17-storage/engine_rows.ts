/** Rows: what all parts of the engine hand to each other. */

import { merge } from "./merge.ts";

/** A key, in hexadecimal digits, which compare as its bytes do; and its value, null if it is deleted. */
export interface Row {
  readonly key: string;
  readonly value: Uint8Array | null;
}

/** Rows of several sources, the newest source first: of each key the newest row. */
export function* newest(sources: readonly Iterable<Row>[]): Generator<Row> {
  let last: string | undefined;
  const compare = (a: Row, b: Row) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
  for (const row of merge(sources, compare)) {
    if (row.key !== last) yield row;
    last = row.key;
  }
}

const DELETED = 0xffffffff, HEADER = 8;

/** How many bytes a row takes. */
export const sizeOf = ({ key, value }: Row) => HEADER + key.length / 2 + (value?.length ?? 0);

/** Rows as bytes: the lengths of key and value, or a mark that it is deleted, then both. */
export function encodeRows(rows: readonly Row[]): Uint8Array {
  const bytes = new Uint8Array(rows.reduce((sum, row) => sum + sizeOf(row), 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const { key, value } of rows) {
    view.setUint32(at, key.length / 2);
    view.setUint32(at + 4, value?.length ?? DELETED);
    bytes.set(Uint8Array.fromHex(key), at += HEADER);
    bytes.set(value ?? [], at += key.length / 2);
    at += value?.length ?? 0;
  }
  return bytes;
}

/** The rows in bytes that a check has found to be good. */
export function* decodeRows(bytes: Uint8Array): Generator<Row> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length;) {
    const keyEnd = at + HEADER + view.getUint32(at), length = view.getUint32(at + 4);
    const end = keyEnd + (length === DELETED ? 0 : length);
    const key = bytes.subarray(at + HEADER, keyEnd).toHex();
    yield { key, value: length === DELETED ? null : bytes.slice(keyEnd, end) };
    at = end;
  }
}
