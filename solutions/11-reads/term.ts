/** Part 2: reads wait for a commit of the leader's own term. */

import type { OwnTerm } from "../../exercises/11-reads/given.ts";

interface State {
  /** The term in which it leads; null: it does not. */
  term: number | null;
  waiting: number[];
}

export const term: OwnTerm<State> = {
  start: () => ({ term: null, waiting: [] }),
  lead(s, term, io) {
    s.term = term;
    io.append();
  },
  follow(s, io) {
    s.term = null;
    for (const read of s.waiting) io.refuse(read);
    s.waiting = [];
  },
  read(s, read, commit, io) {
    if (s.term === null) io.refuse(read);
    else if (commit.term === s.term) io.pass(read, commit.index);
    else s.waiting.push(read);
  },
  committed(s, commit, io) {
    if (s.term !== commit.term) return;
    for (const read of s.waiting) io.pass(read, commit.index);
    s.waiting = [];
  },
};
