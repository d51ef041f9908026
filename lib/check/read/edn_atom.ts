/** The smallest things that EDN is made of: characters, numbers and names. @module */

import { exactNumber } from "./number.ts";

/** The characters that EDN gives a meaning, by their code. */
export const characterCode = {
  quote: 0x22,
  hash: 0x23,
  leftParenthesis: 0x28,
  rightParenthesis: 0x29,
  comma: 0x2c,
  semicolon: 0x3b,
  leftBracket: 0x5b,
  backslash: 0x5c,
  rightBracket: 0x5d,
  underscore: 0x5f,
  leftBrace: 0x7b,
  rightBrace: 0x7d,
} as const;

const number = /^[+-]?(?:\d+N?|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?M?)$/;

/**
 * What a token stands for: nil, a truth value, a number, or else its name, as a symbol of JavaScript that
 * says what it is: `:a` is a keyword, `\\a` a character, `a` a symbol of EDN.
 * A character has one name, however it is written: `\\u0041` is `\\A`.
 */
export function atom(token: string): unknown {
  if (token === "nil") return null;
  if (token === "true" || token === "false") return token === "true";
  const first = token.charCodeAt(0);
  if (first === characterCode.backslash) return Symbol.for(character(token));
  const numeric = first <= 0x39 && (first >= 0x30 || first === 0x2b || first === 0x2d);
  if (!numeric || !number.test(token)) return Symbol.for(token);
  const last = token.at(-1);
  return exactNumber(last === "N" || last === "M" ? token.slice(0, -1) : token);
}

/** The characters that have names beside what they are. */
const namedCharacters: Readonly<Record<string, string>> = {
  "\n": "newline",
  "\r": "return",
  "\t": "tab",
  " ": "space",
  "\b": "backspace",
  "\f": "formfeed",
};

/** A character as it is commonly written; what is none stays as it is. */
function character(token: string): string {
  const digits = /^\\(?:u([0-9a-fA-F]{4})|o([0-3]?[0-7]{1,2}))$/.exec(token);
  if (digits === null && token.length !== 2) return token;
  const [, hexadecimal, octal] = digits ?? [];
  const code = hexadecimal !== undefined ? parseInt(hexadecimal, 16) : parseInt(octal ?? "", 8);
  const written = digits === null ? token.slice(1) : String.fromCharCode(code);
  return `\\${namedCharacters[written] ?? written}`;
}

/** The numbers that are none, by their names; `undefined` for other tokens. */
export function specialNumber(token: string): number | undefined {
  return { "##NaN": NaN, "##Inf": Infinity, "##-Inf": -Infinity }[token];
}

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  b: "\b",
  f: "\f",
};

/** The character that an escape stands for, and how long the escape is, from behind its backslash. */
export function escapedCharacter(text: string, at: number): readonly [string, number] {
  const letter = text.charAt(at);
  const digits = text.slice(at + 1, at + 5);
  if (letter === "u" && /^[0-9a-fA-F]{4}$/.test(digits)) {
    return [String.fromCharCode(parseInt(digits, 16)), 5];
  }
  return [escapes[letter] ?? letter, letter.length];
}

/** Whether a character is white space; a comma is. */
export function isBlank(next: number): boolean {
  return next === 32 || (next >= 9 && next <= 13) || next === characterCode.comma || next === 0xa0;
}

/** Whether a character ends a list, a vector, a map or a set. */
export function isClosing(next: number): boolean {
  return next === characterCode.rightBrace || next === characterCode.rightBracket ||
    next === characterCode.rightParenthesis;
}

/** Whether a character is not part of a name or number. */
export function endsToken(next: number): boolean {
  return isBlank(next) || isClosing(next) || next === characterCode.quote ||
    next === characterCode.semicolon ||
    next === characterCode.leftBrace || next === characterCode.leftBracket ||
    next === characterCode.leftParenthesis;
}

/** Whether a character ends a string or begins an escape in it. */
export function interruptsString(next: number): boolean {
  return next === characterCode.quote || next === characterCode.backslash;
}
