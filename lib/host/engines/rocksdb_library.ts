/** RocksDB's own library, by its interface in C (`rocksdb/c.h`), as far as an engine needs it. @module */

import { OperationalError } from "../operational_error.ts";

/** A thing of the library's own. */
export type Handle = Deno.PointerValue;

const key = ["buffer", "usize"] as const;
const failing = "buffer" as const;

/** The functions that are used, and what they take. */
export const symbols = {
  rocksdb_options_create: { parameters: [], result: "pointer" },
  rocksdb_options_set_create_if_missing: { parameters: ["pointer", "u8"], result: "void" },
  rocksdb_options_destroy: { parameters: ["pointer"], result: "void" },
  rocksdb_open: { parameters: ["pointer", "buffer", failing], result: "pointer" },
  rocksdb_close: { parameters: ["pointer"], result: "void" },
  rocksdb_writeoptions_create: { parameters: [], result: "pointer" },
  rocksdb_writeoptions_set_sync: { parameters: ["pointer", "u8"], result: "void" },
  rocksdb_writeoptions_destroy: { parameters: ["pointer"], result: "void" },
  rocksdb_readoptions_create: { parameters: [], result: "pointer" },
  rocksdb_readoptions_set_snapshot: { parameters: ["pointer", "pointer"], result: "void" },
  rocksdb_readoptions_destroy: { parameters: ["pointer"], result: "void" },
  rocksdb_put: { parameters: ["pointer", "pointer", ...key, ...key, failing], result: "void" },
  rocksdb_delete: { parameters: ["pointer", "pointer", ...key, failing], result: "void" },
  rocksdb_get: { parameters: ["pointer", "pointer", ...key, "buffer", failing], result: "pointer" },
  rocksdb_free: { parameters: ["pointer"], result: "void" },
  rocksdb_write: { parameters: ["pointer", "pointer", "pointer", failing], result: "void" },
  rocksdb_writebatch_create: { parameters: [], result: "pointer" },
  rocksdb_writebatch_destroy: { parameters: ["pointer"], result: "void" },
  rocksdb_writebatch_put: { parameters: ["pointer", ...key, ...key], result: "void" },
  rocksdb_writebatch_delete: { parameters: ["pointer", ...key], result: "void" },
  rocksdb_writebatch_delete_range: { parameters: ["pointer", ...key, ...key], result: "void" },
  rocksdb_flush_wal: { parameters: ["pointer", "u8", failing], result: "void" },
  rocksdb_create_snapshot: { parameters: ["pointer"], result: "pointer" },
  rocksdb_release_snapshot: { parameters: ["pointer", "pointer"], result: "void" },
  rocksdb_create_iterator: { parameters: ["pointer", "pointer"], result: "pointer" },
  rocksdb_iter_destroy: { parameters: ["pointer"], result: "void" },
  rocksdb_iter_seek: { parameters: ["pointer", ...key], result: "void" },
  rocksdb_iter_seek_to_last: { parameters: ["pointer"], result: "void" },
  rocksdb_iter_valid: { parameters: ["pointer"], result: "u8" },
  rocksdb_iter_next: { parameters: ["pointer"], result: "void" },
  rocksdb_iter_prev: { parameters: ["pointer"], result: "void" },
  rocksdb_iter_key: { parameters: ["pointer", "buffer"], result: "pointer" },
  rocksdb_iter_value: { parameters: ["pointer", "buffer"], result: "pointer" },
  rocksdb_iter_get_error: { parameters: ["pointer", failing], result: "void" },
} as const;

/** The functions of the library. */
export type RocksLibrary = Deno.DynamicLibrary<typeof symbols>["symbols"];

/**
 * What the library is called: without a version where developers have it, with one in Debian and its like.
 */
const names: Readonly<Partial<Record<typeof Deno.build.os, readonly string[]>>> = {
  linux: ["", ".7.8", ".8.9", ".9.10", ".6.29"].map((version) => `librocksdb.so${version}`),
  darwin: ["librocksdb.dylib", "/opt/homebrew/lib/librocksdb.dylib"],
  windows: ["rocksdb.dll", "rocksdb-shared.dll"],
};

/** Finds the library on this machine. Throws what the first name threw. */
export function openLibrary(): RocksLibrary {
  let first: unknown = new OperationalError(
    `a system with another name than its: ${Deno.build.os}`,
  );
  for (const [i, name] of (names[Deno.build.os] ?? []).entries()) {
    try {
      return Deno.dlopen(name, symbols).symbols;
    } catch (error) {
      if (i === 0) first = error;
    }
  }
  throw first;
}

const utf8 = new TextEncoder();

/** Text as C takes it, with a zero at its end. */
export function cText(text: string): Uint8Array<ArrayBuffer> {
  return utf8.encode(`${text}\0`);
}

/** A place where the library puts a number or an address. */
export class Out {
  /** What the library is told to write to. */
  readonly buffer: BigUint64Array<ArrayBuffer> = new BigUint64Array(1);

  /** The number. */
  get length(): number {
    return Number(this.buffer[0]);
  }
}

/** A copy of bytes of the library. */
export function copyOf(pointer: Handle, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  if (pointer !== null && length > 0) Deno.UnsafePointerView.copyInto(pointer, bytes);
  return bytes;
}

/** Calls what may fail, and throws what the library says of it. */
export function checked<T>(
  library: RocksLibrary,
  call: (failure: BigUint64Array<ArrayBuffer>) => T,
): T {
  const failure = new BigUint64Array(1), result = call(failure);
  const pointer = Deno.UnsafePointer.create(failure[0]!);
  if (pointer === null) return result;
  const words = new Deno.UnsafePointerView(pointer).getCString();
  library.rocksdb_free(pointer);
  throw new OperationalError(`RocksDB says: ${words}`);
}

/** The same bytes, which no thread shares: the library takes no others. */
export function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? bytes as Uint8Array<ArrayBuffer> : bytes.slice();
}
