/**
 * A reader of EDN, the data notation of Clojure, as far as histories need it. Keywords and symbols
 * become strings, with the colon of a keyword left out; maps become Maps; lists and vectors arrays; a tag
 * is read and dropped.
 *
 * @module
 */

import {
  atom,
  characterCode,
  endsToken,
  escapedCharacter,
  interruptsString,
  isBlank,
  isClosing,
} from "./edn_atom.ts";
import { MalformedHistory } from "./event.ts";

/** A value, and the line on which it begins. */
export interface Form {
  /** Counted from 1. */
  readonly line: number;
  /** What was read. */
  readonly value: unknown;
}

/**
 * The values of a text, in order, each read when it is asked for.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { readEdn } from "hb/check/read/edn.ts";
 *
 * const forms = [...readEdn('{:process 0, :value [1 nil "a"]} ; a comment\n#{2}')];
 * assertEquals(forms, [
 *   { line: 1, value: new Map<string, unknown>([["process", 0], ["value", [1, null, "a"]]]) },
 *   { line: 2, value: new Set([2]) },
 * ]);
 * ```
 */
export function* readEdn(text: string): Generator<Form> {
  const reader = new Reader(text);
  for (;;) {
    reader.skip();
    if (reader.atEnd) return;
    const { line } = reader;
    yield { line, value: reader.value() };
  }
}

/** The same, where values in a list or vector of the whole text count one by one. */
export function* readEdnItems(text: string): Generator<Form> {
  const reader = new Reader(text);
  for (;;) {
    reader.skip();
    if (reader.enter() || reader.leave()) continue;
    if (reader.atEnd) return reader.end();
    const { line } = reader;
    yield { line, value: reader.value() };
  }
}

const code = characterCode;
/** Deeper than any history, and less deep than the stack. */
const deepest = 500;

class Reader {
  #at = 0;
  #depth = 0;
  /** What closes the list or vector that `enter` went into, or 0. */
  #inside = 0;
  /** The line of the last place that was asked for, and that place. */
  #line = 1;
  #counted = 0;

  constructor(readonly text: string) {}

  get atEnd(): boolean {
    return this.#at >= this.text.length;
  }

  /** Lines are counted only as far as they are asked for. */
  get line(): number {
    let next = this.text.indexOf("\n", this.#counted);
    while (next >= 0 && next < this.#at) {
      this.#line++;
      this.#counted = next + 1;
      next = this.text.indexOf("\n", this.#counted);
    }
    return this.#line;
  }

  /** Past white space, commas, comments and discarded values. */
  skip(): void {
    const { text } = this;
    for (;;) {
      const next = text.charCodeAt(this.#at);
      if (isBlank(next)) this.#at++;
      else if (next === code.semicolon) {
        const end = text.indexOf("\n", this.#at);
        this.#at = end < 0 ? text.length : end;
      } else if (next === code.hash && text.charCodeAt(this.#at + 1) === code.underscore) {
        this.#at += 2;
        this.skip();
        this.value();
      } else return;
    }
  }

  value(): unknown {
    switch (this.text.charCodeAt(this.#at)) {
      case code.quote:
        return this.#string();
      case code.leftParenthesis:
        return this.#items(1, code.rightParenthesis);
      case code.leftBracket:
        return this.#items(1, code.rightBracket);
      case code.leftBrace:
        return this.#map();
      case code.hash:
        return this.#dispatch();
      default:
        return this.#count() ?? atom(this.#token());
    }
  }

  /** Into a list or vector, if the reader is in none. */
  enter(): boolean {
    const next = this.text.charCodeAt(this.#at);
    if (this.#inside !== 0) return false;
    if (next === code.leftBracket) this.#inside = code.rightBracket;
    else if (next === code.leftParenthesis) this.#inside = code.rightParenthesis;
    else return false;
    this.#at++;
    return true;
  }

  /** Out of it again. */
  leave(): boolean {
    if (this.atEnd || this.text.charCodeAt(this.#at) !== this.#inside) return false;
    this.#at++;
    this.#inside = 0;
    return true;
  }

  /** The end of the text, which must not come inside a list. */
  end(): void {
    if (this.#inside !== 0) this.#reject(`a value or "${String.fromCharCode(this.#inside)}"`);
  }

  #dispatch(): unknown {
    if (this.text.charCodeAt(this.#at + 1) === code.leftBrace) {
      return new Set(this.#items(2, code.rightBrace));
    }
    this.#token(); // the tag
    this.skip();
    return this.value();
  }

  #token(): string {
    const { text } = this;
    const start = this.#at;
    // A backslash begins a character, which may be one of those that end a token.
    let end = text.charCodeAt(start) === code.backslash ? start + 2 : start;
    while (end < text.length && !endsToken(text.charCodeAt(end))) end++;
    if (end === start) this.#reject("a value");
    this.#at = end;
    return text.slice(start, end);
  }

  /** A whole number of few digits, which most values of a history are; else nothing is read. */
  #count(): number | undefined {
    const { text } = this;
    let value = 0;
    let end = this.#at;
    for (let next = text.charCodeAt(end); next >= 0x30 && next <= 0x39;) {
      value = 10 * value + next - 0x30;
      next = text.charCodeAt(++end);
    }
    const length = end - this.#at;
    if (length === 0 || length > 15 || end === text.length) return undefined;
    if (!endsToken(text.charCodeAt(end))) return undefined;
    this.#at = end;
    return value;
  }

  #items(open: number, close: number): unknown[] {
    if (++this.#depth > deepest) this.#reject(`at most ${deepest} values inside each other`);
    this.#at += open;
    const items: unknown[] = [];
    for (;;) {
      this.skip();
      const next = this.text.charCodeAt(this.#at);
      if (next === close) break;
      if (this.atEnd || isClosing(next)) {
        this.#reject(`a value or "${String.fromCharCode(close)}"`);
      }
      items.push(this.value());
    }
    this.#depth--;
    this.#at++;
    return items;
  }

  #map(): Map<unknown, unknown> {
    const start = this.#at;
    const items = this.#items(1, code.rightBrace);
    if (items.length % 2 !== 0) {
      this.#at = start;
      this.#reject("a map with a value for each key");
    }
    const map = new Map<unknown, unknown>();
    for (let i = 0; i < items.length; i += 2) map.set(items[i], items[i + 1]);
    return map;
  }

  #string(): string {
    const { text } = this;
    const start = this.#at++;
    let read = "";
    for (let from = this.#at;; from = this.#at) {
      while (this.#at < text.length && !interruptsString(text.charCodeAt(this.#at))) this.#at++;
      read += text.slice(from, this.#at);
      if (this.atEnd) break;
      if (text.charCodeAt(this.#at++) === code.quote) return read;
      const [character, length] = escapedCharacter(text, this.#at);
      read += character;
      this.#at += length;
    }
    this.#at = start;
    this.#reject('a string that ends in "');
  }

  #reject(expected: string): never {
    const { line } = this;
    const end = this.text.indexOf("\n", this.#at);
    const rest = this.text.slice(this.#at, end < 0 ? undefined : end);
    throw new MalformedHistory(line, expected, this.atEnd ? "the end of the file" : rest);
  }
}
