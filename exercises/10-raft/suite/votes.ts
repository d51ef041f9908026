/** How part 3 is judged. @module */

import type { Part } from "hb/grade/suite.ts";
import type { Subject } from "../subject.ts";
import { withRules } from "./compose.ts";
import { apart, parted, plain, trial } from "./worlds.ts";

const words = (votedFor: number | null) =>
  votedFor === null ? "has not voted" : `has voted for ${votedFor}`;

export const votesPart: Part<Subject> = {
  number: 3,
  name: "votes",
  title: "3A: one vote a term",
  points: 3,
  statement:
    `Two leaders in a term would number their entries alike, and nobody could ever sort them out.
A leader needs the votes of a majority; any two majorities have a server in common; so if each server votes
once in a term there cannot be two. A reply may get lost, though, and the candidate asks again: the same vote
may be given twice. Before it stands a careful server asks whether it would win. Such a promise binds nobody,
so everyone may be promised one.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, sections 3.4 and 9.6",
  hints: [
    "In which term is a vote asked for, and in which has this server voted?",
    "Free is who is in that very term and has voted for nobody in it, or for this same candidate.",
    "mayPreVote: would the vote be free in candidacy.term? In a term nobody has entered, it always is.",
  ],
  test({ votes }, grading) {
    // Servers 0 and 1 stand in term 1, and server 2 hears no more of server 0 once it has voted for it.
    const rivals = [parted([0, 900], [0], [1]), parted([107, 900], [0], [2], true)];
    grading.sweep(trial(withRules(votes, plain), 3, { ...apart(3), faults: rivals }), {
      seeds: 1,
      drive: (world) => void world.run(900),
    });
    for (const term of [1, 2, 3]) {
      for (const asked of [1, 2, 3]) {
        const candidacy = { candidate: 1, term: asked };
        for (const votedFor of [null, 0, 1, 2]) {
          grading.equal(
            votes.mayVote(term, votedFor, candidacy),
            asked === term && (votedFor === null || votedFor === 1),
            `whether a voter in term ${term} that ${
              words(votedFor)
            } may vote for server 1 in term ${asked}`,
          );
        }
        grading.equal(
          votes.mayPreVote(term, candidacy),
          asked > term,
          `whether a voter in term ${term} may promise its vote to server 1 for term ${asked}`,
        );
      }
    }
  },
};
