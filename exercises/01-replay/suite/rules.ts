/** What the office promises, whoever wrote it. The suite looks after every step. @module */

import type { Operation } from "hb/model/history.ts";
import type { Invariant } from "hb/model/invariant.ts";
import { OFFICE, type State } from "../office.ts";

/** Reads the book from the state of the office. */
export type BookOf<S> = (state: Readonly<S>) => readonly string[];

/** The book of an office whose state is the given one. */
export const givenBook: BookOf<State> = (s) => s.book;

/** At most once: a thing is in the book as often as it was found, or less. */
export function oneTicketEach<S>(bookOf: BookOf<S>): Invariant<S> {
  return {
    name: "one ticket each",
    words: "nothing is in the book more often than it was found",
    check({ states, history }) {
      const office = states[OFFICE];
      if (office === undefined) return;
      const book = bookOf(office);
      for (const thing of new Set(book)) {
        const tickets = book.flatMap((entry, i) => entry === thing ? [i + 1] : []);
        const times = history.filter(({ input }) => input === thing).length;
        if (tickets.length <= times) continue;
        return {
          words: `the ${thing} was found ${often(times)}, and has the tickets ${
            tickets.join(" and ")
          }`,
          nodes: [OFFICE],
        };
      }
    },
  };
}

/** Acknowledged stays: what a finder was told is true, and remains so. */
export function ticketsHold<S>(bookOf: BookOf<S>): Invariant<S> {
  return {
    name: "tickets hold",
    words: "whoever was told a ticket finds their thing, and only theirs, under its number",
    check({ states, history }) {
      const office = states[OFFICE];
      if (office === undefined) return;
      const book = bookOf(office);
      const owners = new Map<unknown, Operation>();
      for (const operation of history) {
        if (operation.outcome !== "ok") continue;
        const words = wrongTicket(book, operation, owners.get(operation.output));
        if (words !== undefined) return { words, nodes: [OFFICE] };
        owners.set(operation.output, operation);
      }
    },
  };
}

function wrongTicket(
  book: readonly string[],
  { input, output }: Operation,
  owner: Operation | undefined,
): string | undefined {
  if (owner !== undefined) return `two finders were told ticket ${output}`;
  const entry = book[Number(output) - 1];
  if (entry === input) return;
  const found = entry === undefined ? "there is no such ticket" : `that is the ${entry}`;
  return `who found the ${input} was told ticket ${output}, and ${found}`;
}

function often(times: number): string {
  return times === 1 ? "once" : `${times} times`;
}

/** Bounded memory: where one finder stands at a branch, one call can be asked for again. */
export const smallMemory: Invariant<State> = {
  name: "small memory",
  words: "the office remembers one call of a branch where one finder stands, not all of them",
  check({ states }) {
    for (const [branch, { tickets }] of states[OFFICE]?.branches ?? []) {
      if (tickets.size <= 1) continue;
      const calls = [...tickets.keys()].join(", ");
      return {
        words: `the office still remembers the calls ${calls} of node ${branch}`,
        nodes: [OFFICE, branch],
      };
    }
  },
};
