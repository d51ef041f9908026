/** What is remembered does not grow without need. @module */

import type { Grading } from "hb/grade/part.ts";
import { encode } from "hb/model/encode.ts";
import { OFFICE } from "../office.ts";
import type { BookOf } from "./rules.ts";
import { situation } from "./told.ts";

/** The most characters that a branch remembers where no call is open, in its state or in its short journal. */
const BRANCH_LIMIT = 1000;

/** The most characters that the office remembers of an entry beside its name. */
const ENTRY_LIMIT = 100;

/** The most characters that a node remembers, if the book is this one and no call is open. */
export function mostRemembered(node: number, book: readonly string[]): number {
  if (node !== OFFICE) return BRANCH_LIMIT;
  return book.reduce((sum, name) => sum + name.length + ENTRY_LIMIT, BRANCH_LIMIT);
}

/** Branches do not remember calls that are over, and the office remembers its book, and a little of each entry. */
export function rememberLittle(
  states: readonly unknown[],
  bookOf: BookOf<unknown>,
  asked: string,
  grading: Grading,
): void {
  const book = bookOf(states[OFFICE] as Readonly<unknown>);
  for (const [node, state] of states.entries()) {
    const { length } = encode(state), most = mostRemembered(node, book);
    if (length <= most) continue;
    const isOffice = node === OFFICE;
    grading.expect(
      false,
      situation(
        asked,
        `in the end, when no call is open, the state of node ${node} has ${length} characters`,
        isOffice
          ? `${most} at most: the ${book.length} names in the book, ${ENTRY_LIMIT} characters more for ` +
            `each, and ${BRANCH_LIMIT} besides`
          : `${most} at most`,
        isOffice
          ? "what the office remembers beside its book is small"
          : "a branch does not go on remembering calls that are over",
      ),
    );
  }
}
