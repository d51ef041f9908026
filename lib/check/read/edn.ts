/**
 * A reader of EDN, the data notation of Clojure, as far as histories need it. Keywords and symbols
 * become strings, with the colon of a keyword left out; maps become Maps; lists and vectors arrays; a tag
 * is read and dropped.
 *
 * @module
 */

import { MalformedHistory } from "./event.ts";

/** A value, and the line on which it begins. */
export interface Form {
  /** Counted from 1. */
  readonly line: number;
  /** What was read. */
  readonly value: unknown;
}

/**
 * All values of a text, in order.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readEdn } from "hb/check/read/edn.ts";
 *
 * const forms = readEdn('{:process 0, :value [1 nil "a"]} ; a comment\n#{2}');
 * assertEquals(forms, [
 *   { line: 1, value: new Map<string, unknown>([["process", 0], ["value", [1, null, "a"]]]) },
 *   { line: 2, value: new Set([2]) },
 * ]);
 * ```
 */
export function readEdn(text: string): Form[] {
  const reader = new Reader(text);
  const forms: Form[] = [];
  for (;;) {
    reader.skip();
    if (reader.atEnd) return forms;
    const { line } = reader;
    forms.push({ line, value: reader.value() });
  }
}

const closing: Record<string, string> = { "(": ")", "[": "]", "{": "}", "#{": "}" };
const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };
const blank = /(?:[\s,]|;[^\n]*)+/y;
const token = /[^\s,()[\]{}";]+/y;
const number = /^[+-]?(?:\d+N?|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?M?)$/;

class Reader {
  line = 1;
  #at = 0;

  constructor(readonly text: string) {}

  get atEnd(): boolean {
    return this.#at >= this.text.length;
  }

  /** Past white space, commas, comments and discarded values. */
  skip(): void {
    this.#match(blank);
    while (this.text.startsWith("#_", this.#at)) {
      this.#at += 2;
      this.skip();
      this.value();
      this.#match(blank);
    }
  }

  value(): unknown {
    const first = this.text[this.#at];
    if (first === undefined) this.#reject("a value");
    if (first === '"') return this.#string();
    if (first === "(" || first === "[") return this.#items(first);
    if (first === "{") return this.#map();
    if (this.text.startsWith("#{", this.#at)) return new Set(this.#items("#{"));
    if (first === "#") {
      this.#at++;
      this.#match(token); // the tag
      this.skip();
      return this.value();
    }
    const found = this.#match(token);
    if (found === undefined) this.#reject("a value");
    return atom(found);
  }

  #items(open: string): unknown[] {
    this.#at += open.length;
    const close = closing[open]!;
    const items: unknown[] = [];
    for (;;) {
      this.skip();
      if (this.text[this.#at] === close) break;
      if (this.atEnd || ")]}".includes(this.text[this.#at]!)) this.#reject(`a value or "${close}"`);
      items.push(this.value());
    }
    this.#at++;
    return items;
  }

  #map(): Map<unknown, unknown> {
    const { line } = this;
    const items = this.#items("{");
    if (items.length % 2 !== 0) {
      throw new MalformedHistory(line, "a map with a value for each key", "an odd number of forms");
    }
    const map = new Map<unknown, unknown>();
    for (let i = 0; i < items.length; i += 2) map.set(items[i], items[i + 1]);
    return map;
  }

  #string(): string {
    const { line } = this;
    let text = "";
    for (this.#at++; !this.atEnd; this.#at++) {
      const character = this.text[this.#at]!;
      if (character === '"') {
        this.#at++;
        return text;
      }
      if (character === "\n") this.line++;
      if (character !== "\\") text += character;
      else {
        const escaped = this.text[++this.#at] ?? "";
        text += escapes[escaped] ?? this.#unicode(escaped);
      }
    }
    throw new MalformedHistory(line, 'a string that ends in "', "the end of the file");
  }

  #unicode(escaped: string): string {
    const digits = this.text.slice(this.#at + 1, this.#at + 5);
    if (escaped !== "u" || !/^[0-9a-fA-F]{4}$/.test(digits)) return escaped;
    this.#at += 4;
    return String.fromCharCode(parseInt(digits, 16));
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) return undefined;
    this.#at += found.length;
    for (const character of found) if (character === "\n") this.line++;
    return found;
  }

  #reject(expected: string): never {
    const rest = this.text.slice(this.#at).split("\n", 1)[0]!;
    throw new MalformedHistory(this.line, expected, rest === "" ? "the end of the file" : rest);
  }
}

function atom(text: string): unknown {
  if (text === "nil") return null;
  if (text === "true" || text === "false") return text === "true";
  if (number.test(text)) return parseNumber(text);
  if (text.startsWith(":") || text.startsWith("\\")) return text.slice(1);
  return text;
}

/** A whole number too large to be exact stays a bigint. */
function parseNumber(text: string): number | bigint {
  const digits = text.replace(/[NM]$/, "");
  const value = Number(digits);
  return /^[+-]?\d+$/.test(digits) && !Number.isSafeInteger(value)
    ? BigInt(digits.replace("+", ""))
    : value;
}
