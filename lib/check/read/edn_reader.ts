/** Goes through a text of EDN, and counts its lines. @module */

import {
  atom,
  characterCode,
  endsToken,
  escapedCharacter,
  interruptsString,
  isBlank,
  isClosing,
  specialNumber,
} from "./edn_atom.ts";
import { tagged } from "./edn_text.ts";
import { MalformedHistory } from "./event.ts";

const code = characterCode;
/** Deeper than any history, and less deep than the stack. */
const deepest = 500;
/** How many names and long numbers are kept for the next time. */
const mostAtoms = 1 << 16;

/** Reads the values of a text, one after the other. */
export class EdnReader {
  #at = 0;
  #depth = 0;
  /** What closes the list or vector that `enter` went into, or 0. */
  #inside = 0;
  /** The line of the last place that was asked for, and that place. */
  #line = 1;
  #counted = 0;
  readonly #atoms = new Map<string, unknown>();

  /** Nothing is read yet. */
  constructor(
    /** What is read. */
    readonly text: string,
  ) {}

  /** The place behind what was read. */
  get at(): number {
    return this.#at;
  }

  /** Whether the text was read to its end. */
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
        this.#deeper();
        this.skip();
        this.value();
        this.#depth--;
      } else return;
    }
  }

  /** The value that begins here. */
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
        return this.#count() ?? this.#atom();
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

  /** A set, ##NaN and its like, #'var, or a tag and what it stands before. */
  #dispatch(): unknown {
    if (this.text.charCodeAt(this.#at + 1) === code.leftBrace) {
      return new Set(this.#items(2, code.rightBrace));
    }
    const token = this.#token();
    if (token.startsWith("##")) return specialNumber(token) ?? this.#reject("##NaN or ##Inf");
    if (token.startsWith("#'")) return Symbol.for(token);
    this.#deeper();
    this.skip();
    const value = this.value();
    this.#depth--;
    return value instanceof Map ? value : tagged(token.slice(1), value);
  }

  /** Names are few, and each is looked up often. */
  #atom(): unknown {
    const token = this.#token();
    let value = this.#atoms.get(token);
    if (value === undefined) {
      value = atom(token);
      if (this.#atoms.size < mostAtoms) this.#atoms.set(token, value);
    }
    return value;
  }

  #deeper(): void {
    if (++this.#depth > deepest) this.#reject(`at most ${deepest} values inside each other`);
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
    this.#deeper();
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
    if (2 * map.size < items.length) {
      this.#at = start;
      this.#reject("a map that has each key once");
    }
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
