/**
 * A reader of EDN, the data notation of Clojure, as far as histories need it. Strings are texts; a
 * keyword `:a` is `Symbol.for(":a")`, so that it is no text, and so are symbols and characters; maps
 * become Maps; lists and vectors arrays. A tag before a map is that of a record, and dropped.
 *
 * @module
 */

import { EdnReader } from "./edn_reader.ts";

/** A value, and the line on which it begins. */
export interface Form {
  /** Counted from 1. */
  readonly line: number;
  /** What was read. */
  readonly value: unknown;
  /** Where it ends in the text. */
  readonly end: number;
}

/**
 * The values of a text, in order, each read when it is asked for.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readEdn } from "hb/check/read/edn.ts";
 *
 * const [process, value] = [Symbol.for(":process"), Symbol.for(":value")];
 * const forms = [...readEdn('{:process 0, :value [1 nil "a"]} ; a comment\n#{2}')];
 * assertEquals(forms.map(({ line, value }) => ({ line, value })), [
 *   { line: 1, value: new Map<unknown, unknown>([[process, 0], [value, [1, null, "a"]]]) },
 *   { line: 2, value: new Set([2]) },
 * ]);
 * ```
 */
export function* readEdn(text: string): Generator<Form> {
  const reader = new EdnReader(text);
  for (;;) {
    reader.skip();
    if (reader.atEnd) return;
    const { line } = reader;
    const value = reader.value();
    yield { line, value, end: reader.at };
  }
}

/** The same, where values in a list or vector of the whole text count one by one. */
export function* readEdnItems(text: string): Generator<Form> {
  const reader = new EdnReader(text);
  for (;;) {
    reader.skip();
    if (reader.enter() || reader.leave()) continue;
    if (reader.atEnd) return reader.end();
    const { line } = reader;
    const value = reader.value();
    yield { line, value, end: reader.at };
  }
}
