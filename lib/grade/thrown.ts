/** What is thrown while code is judged, in words. @module */

import { inWords } from "../model/in_words.ts";
import type { Calls } from "./calls.ts";
import { NoEnd } from "./ending.ts";
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

/** The library, and the files in which an exercise says how it judges: no code under judgement. */
const LIBRARY = pathIn(new URL("../", import.meta.url).href);
const JUDGES = /\/suite\.ts$|\/suite\/[^/]+\.ts$|\/tools\/|\/grade_test\.ts$/;

/** The innermost line of code under judgement that was under way, as "ticket.ts:12"; nothing if none was. */
export function placeOf(thrown: unknown, given: readonly string[] = []): string | undefined {
  const stack = thrown instanceof Error ? String(thrown.stack) : "";
  for (const line of stack.split("\n")) {
    const [, place = "", row] = /^\s+at (.+?):(\d+):\d+\)?$/.exec(line) ?? [];
    // The runtime's own frames have names of their own, as ext:core.
    const path = /\b(?:ext|node):/.test(place) ? "" : pathIn(place);
    if (path === "" || path.startsWith(LIBRARY) || JUDGES.test(path)) continue;
    const file = path.replace(/^.*\//, "");
    if (!given.includes(file)) return `${file}:${row}`;
  }
  return undefined;
}

/** The path in what stands before the line of a frame: a URL or a path, behind the name of the function. */
function pathIn(place: string): string {
  const found = /(?:file:\/\/|https?:\/\/[^/]*)?((?:\/|[a-z]:[/\\]).*)$/i.exec(place)?.[1] ?? "";
  return found.replaceAll("\\", "/").replace(/^\/(?=[a-z]:)/i, "");
}
