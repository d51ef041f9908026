/** What is thrown while code is judged, in words. @module */

import { inWords } from "../model/in_words.ts";
import type { Calls } from "./calls.ts";
import { NoEnd } from "./ending.ts";
import { judgedFile } from "./judged_code.ts";
import { NotLoaded } from "./lacking.ts";
import { Wrong } from "./wrong.ts";

/** What is known where something is thrown. */
export interface Known {
  /** What answers were asked. */
  readonly calls?: Calls;
  /** The files of the exercise that are given: what is thrown there comes from whoever calls them. */
  readonly given?: readonly string[];
}

/**
 * What was thrown, where in the code under judgement, and what that was asked; a frozen argument says that it was
 * to be left alone. Where no line of it is under way, it is not said to have thrown: somebody else could not
 * use what it gave. What is thrown may be anything.
 */
export function thrownInWords(thrown: unknown, known: Known = {}): string {
  try {
    // It says which file it is, whoever needed it.
    if (thrown instanceof NotLoaded) return thrown.message;
    const words = String(thrown), place = placeOf(thrown, known.given);
    const at = place === undefined ? "" : ` at ${place}`;
    if (thrown instanceof NoEnd) return `${thrown.message}${place === undefined ? "" : `,${at}`}`;
    const call = known.calls?.throwing(thrown),
      asked = call === undefined ? "" : `, asked for ${call}`;
    const latest = known.calls?.latest();
    // Nobody else throws what is no error.
    if (
      thrown instanceof Error && place === undefined && call === undefined && latest !== undefined
    ) {
      return `what your code gave could not be used (${words}): ${latest}`;
    }
    return thrown instanceof TypeError && /read only|not extensible|Cannot delete/.test(words)
      ? `your code changed what it was given, which it must leave as it is (${words})${at}${asked}`
      : `your code threw ${words}${at}${asked}`;
  } catch {
    return "your code threw something that has no words";
  }
}

/** A longer case is not told where something is thrown. */
const LONGEST_CASE = 300;

/** What was thrown, and in which case where that can be written down in a line. */
export function thrownInCase(thrown: unknown, given: unknown, known: Known): Wrong {
  let words = thrownInWords(thrown, known);
  try {
    const text = inWords(given);
    if (text.length <= LONGEST_CASE) words += `; the case is ${text}`;
  } catch {
    // It is no data.
  }
  return new Wrong(words);
}

/** A frame as V8 writes it, and as other engines do. */
const FRAME = /^\s+at (.+?):(\d+):\d+\)?$|^(.*@.+):(\d+):\d+$/;

/** The innermost line of code under judgement that was under way, as "ticket.ts:12"; nothing if none was. */
export function placeOf(thrown: unknown, given: readonly string[] = []): string | undefined {
  const stack = thrown instanceof Error ? String(thrown.stack) : "";
  for (const line of stack.split("\n")) {
    const [, place, row, otherPlace = "", otherRow] = FRAME.exec(line) ?? [];
    const file = judgedFile(place ?? otherPlace);
    if (file !== undefined && !given.includes(file)) return `${file}:${row ?? otherRow}`;
  }
  return undefined;
}
