/** Two pieces of data that should be equal, and where they first are not. @module */

import { equal } from "hb/model/compare.ts";
import { inWords } from "hb/model/in_words.ts";

/** A value is told up to this many characters. */
const LONGEST = 90;

/** The first place in which they differ, in words: "term must be 2, and is 1". */
export function differenceInWords(found: unknown, expected: unknown, place: string): string {
  if (isRecord(found) && isRecord(expected)) {
    for (const key of new Set([...Object.keys(expected), ...Object.keys(found)])) {
      if (equal(found[key], expected[key])) continue;
      return differenceInWords(found[key], expected[key], `${place}.${key}`);
    }
  }
  if (Array.isArray(found) && Array.isArray(expected)) {
    const at = expected.findIndex((each, i) => i < found.length && !equal(found[i], each));
    if (at >= 0) return differenceInWords(found[at], expected[at], `${place}[${at}]`);
    return `${place} must have ${expected.length}, and has ${found.length}: ` +
      (found.length > expected.length
        ? `${brief(found[expected.length])} is too much`
        : `${brief(expected[found.length])} is missing`);
  }
  if (found instanceof Map && expected instanceof Map) {
    for (const key of new Set([...expected.keys(), ...found.keys()])) {
      if (equal(found.get(key), expected.get(key))) continue;
      return differenceInWords(found.get(key), expected.get(key), `${place}.get(${brief(key)})`);
    }
  }
  return `${place} must be ${brief(expected)}, and is ${brief(found)}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    !(value instanceof Map) && !(value instanceof Set);
}

/** Data in a few characters. */
export function brief(value: unknown): string {
  if (value === undefined) return "nothing";
  return value === null ? "null" : inWords(value, LONGEST);
}
