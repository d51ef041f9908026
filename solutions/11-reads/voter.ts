/** Part 4: loyalty outlives terms and crashes. */

import type { NodeId, Voter } from "../../exercises/11-reads/given.ts";

interface State {
  term: number;
  /** Who has its vote in this term: a server, somebody it does not know, or nobody. */
  vote: NodeId | "somebody" | null;
  loyalUntil: number;
}

export const voter: Voter<State> = {
  start: (term, hasCrashed, loyalMs, now) => ({
    term,
    vote: hasCrashed ? "somebody" : null,
    loyalUntil: hasCrashed ? now + loyalMs : -Infinity,
  }),
  heard(s, term, loyalMs, now) {
    if (term < s.term) return false;
    if (term > s.term || s.vote === null) s.vote = "somebody";
    s.term = term;
    s.loyalUntil = now + loyalMs;
    return true;
  },
  met(s, term) {
    if (term <= s.term) return;
    s.term = term;
    s.vote = null;
  },
  asked(s, candidate, term, isTold, now) {
    if (term < s.term || (now < s.loyalUntil && !isTold)) return false;
    if (term === s.term && s.vote !== null && s.vote !== candidate) return false;
    s.term = term;
    s.vote = candidate;
    return true;
  },
};
