/**
 * Values of JSON with the line on which each begins: one a line, one after the other over several lines,
 * or all of them in one array. Numbers are read without loss.
 *
 * @module
 */

import { MalformedHistory } from "./event.ts";
import { exactNumber } from "./number.ts";

/** A value of JSON, and where it stands. */
export interface JsonForm {
  /** The line on which it begins, counted from 1. */
  readonly line: number;
  /** Its text. */
  readonly text: string;
  /** What was read; whole numbers that a double cannot hold are bigints. */
  readonly value: unknown;
}

/** Whether a text begins as an object of JSON does, perhaps in an array. */
export function looksLikeJson(text: string): boolean {
  return /^\s*(?:\[\s*)?\{\s*(?:"(?:[^"\\]|\\.)*"\s*:|\}|$)/.test(text);
}

/** The values of a text. */
export function readJson(text: string): JsonForm[] {
  const array = /^\s*\[/.test(text);
  return array || !isLines(text) ? readForms(text, array) : readLines(text);
}

/** Whether the first line is a whole value; most files are so, and read fast. */
function isLines(text: string): boolean {
  const line = /\S.*/.exec(text)?.[0] ?? "";
  try {
    JSON.parse(line);
    return true;
  } catch {
    // A file of a single line that is torn is told as such.
    return !text.trim().includes("\n");
  }
}

function readLines(text: string): JsonForm[] {
  const forms: JsonForm[] = [];
  const exact = !perhapsInexact.test(text);
  let line = 0;
  for (const each of text.split("\n")) {
    line++;
    if (each.trim() !== "") forms.push({ line, text: each, value: parse(each, line, exact) });
  }
  return forms;
}

/** Deeper than any history, and less deep than the stack. */
const deepest = 500;
/** A text of this length cannot be too deep. */
const shallow = 2 * deepest;
/** What might be a number that a double cannot hold. */
const perhapsInexact = /\d[\d.]{15}|\d[eE]/;

/** Numbers are looked at one by one, unless all of them are known to be `exact` as they are. */
function parse(text: string, line: number, exact: boolean): unknown {
  if (text.length > shallow && depthOf(text) > deepest) {
    throw new MalformedHistory(line, `at most ${deepest} values inside each other`, text);
  }
  try {
    return exact || !perhapsInexact.test(text) ? JSON.parse(text) : JSON.parse(text, exactly);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new MalformedHistory(line, "a line of JSON", text);
  }
}

function exactly(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  return typeof value === "number" && context?.source !== undefined
    ? exactNumber(context.source)
    : value;
}

/** How deep values stand inside each other; brackets in texts do not count. */
function depthOf(text: string): number {
  let depth = 0, most = 0;
  for (let at = 0; at < text.length; at++) {
    const next = text.charCodeAt(at);
    if (next === quote) at = endOfString(text, at);
    else if (next === open.brace || next === open.bracket) most = Math.max(most, ++depth);
    else if (next === close.brace || next === close.bracket) depth--;
  }
  return most;
}

const quote = 0x22, backslash = 0x5c, comma = 0x2c, newline = 0x0a;
const open = { brace: 0x7b, bracket: 0x5b };
const close = { brace: 0x7d, bracket: 0x5d };

/** Where the string that begins at `at` has its closing quote, or the end of the text. */
function endOfString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const next = text.charCodeAt(i);
    if (next === backslash) i++;
    else if (next === quote) return i;
  }
  return text.length;
}

/** Values one after the other, with commas between them where they stand in an array. */
function readForms(text: string, array: boolean): JsonForm[] {
  const forms: JsonForm[] = [];
  let line = 1, counted = 0;
  const lineOf = (at: number) => {
    for (; counted < at; counted++) if (text.charCodeAt(counted) === newline) line++;
    return line;
  };
  for (let at = next(text, array ? text.indexOf("[") + 1 : 0);; at = next(text, at)) {
    const character = text.charCodeAt(at);
    if (array && character === close.bracket) {
      const rest = text.slice(at + 1);
      if (rest.trim() === "") return forms;
      throw new MalformedHistory(lineOf(at), "nothing behind the array", rest);
    }
    if (at === text.length && !array) return forms;
    const begins = lineOf(at);
    const rest = at === text.length ? "the end of the file" : text.slice(at, at + 200);
    if (character !== open.brace) throw new MalformedHistory(begins, "an object of JSON", rest);
    const end = endOfValue(text, at);
    if (end < 0) throw new MalformedHistory(begins, 'an object of JSON that ends in "}"', rest);
    const form = text.slice(at, end);
    forms.push({ line: begins, text: form, value: parse(form, begins, false) });
    at = end;
  }
}

/** The next place that is neither white space nor a comma. */
function next(text: string, at: number): number {
  while (at < text.length && (text.charCodeAt(at) <= 32 || text.charCodeAt(at) === comma)) at++;
  return at;
}

/** The place behind the value that begins at `at`; −1 if it does not end. */
function endOfValue(text: string, at: number): number {
  let depth = 0;
  for (; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (character === quote) at = endOfString(text, at);
    else if (character === open.brace || character === open.bracket) depth++;
    else if (character === close.brace || character === close.bracket) {
      if (--depth === 0) return at + 1;
    }
  }
  return -1;
}
