/** What the office promises, whoever wrote it. The suite looks after every step. @module */

import type { History } from "hb/model/history.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { OFFICE, type State } from "../office.ts";
import { called } from "./told.ts";

/** Reads the book from the state of the office. */
export type BookOf<S> = (state: Readonly<S>) => readonly string[];

/** The book of an office whose state is the given one. */
export const givenBook: BookOf<State> = (s) => s.book;

/** At most once: a thing is in the book as often as it was found, or less. */
export const oneTicketEach = promise(
  "one ticket each",
  "nothing is in the book more often than it was found",
  (book, history) => {
    for (const thing of new Set(book)) {
      const tickets = book.flatMap((entry, i) => entry === thing ? [i + 1] : []);
      const times = history.filter(({ input }) => input === thing).length;
      if (tickets.length <= times) continue;
      const often = times === 1 ? "once" : `${times} times`;
      return `${the(thing)} was found ${often}, and has the tickets ${tickets.join(" and ")}`;
    }
  },
);

/** Acknowledged stays: what a finder was told is true, and remains so. */
export const ticketsHold = promise(
  "tickets hold",
  "whoever was told a ticket finds their thing, and only theirs, under its number",
  (book, history) => {
    const told = new Set<unknown>();
    for (const { input, output, outcome } of history) {
      if (outcome !== "ok") continue;
      if (told.has(output)) return `two finders were told ticket ${output}`;
      told.add(output);
      const entry = book[Number(output) - 1];
      if (entry === input) continue;
      const found = entry === undefined ? "there is no such ticket" : `that is ${the(entry)}`;
      return `who found ${the(String(input))} was told ticket ${output}, and ${found}`;
    }
  },
);

/** A thing in words; it may have no name. */
export function the(thing: string): string {
  return thing === "" ? "a thing without a name" : `the ${called(thing)}`;
}

/** A promise about the book, whatever the state that it is in. */
function promise(
  name: string,
  words: string,
  broken: (book: readonly string[], history: History) => string | undefined,
): <S>(bookOf: BookOf<S>) => Invariant<S> {
  return (bookOf) => ({
    name,
    words,
    check({ states, history }) {
      const office = states[OFFICE];
      const found = office === undefined ? undefined : broken(bookOf(office), history);
      return found === undefined ? undefined : { words: found, nodes: [OFFICE] };
    },
  });
}

/** Bounded memory: where one finder stands at a branch, one call can be asked for again. */
export const smallMemory: Invariant<State> = {
  name: "small memory",
  words: "the office remembers one call of a branch where one finder stands, not all of them",
  check({ states }) {
    for (const [branch, { tickets }] of states[OFFICE]?.branches ?? []) {
      if (tickets.size <= 1) continue;
      const calls = [...tickets.keys()].join(", ");
      const words = `the office still remembers the calls ${calls} of node ${branch}`;
      return { words, nodes: [OFFICE, branch] };
    }
  },
};
