/** Mistakes in elections. @module */

import { latest } from "../configuration.ts";
import { rules } from "../rules.ts";
import { type Bugs, byChaos, byInstance, byPlain, byScenario, byStory } from "./bug.ts";

/** Mistakes that lead to two leaders, to a wrong one, or to none. */
export const electionBugs = {
  "votes twice": {
    words:
      "A server votes twice in a term: two that stand at about the same time are both elected.",
    change: { rules: { mayVote: (term, _, asked) => asked.term === term } },
    breaks: "election safety",
    foundBy: byInstance("two stand in term 1"),
  },
  "forgets its vote": {
    words:
      "The vote is not saved: a server that crashes after it has voted, and is back soon, votes " +
      "for another in the same term.",
    change: { rules: { saveVote: (term) => [{ type: "vote", term, votedFor: null }] } },
    breaks: "election safety",
    foundBy: byInstance("two stand in term 1, and one crash"),
  },
  "forgets its term": {
    words:
      "Neither term nor vote are saved: a server that comes back votes in terms that are long over.",
    change: { rules: { saveVote: () => [] } },
    breaks: "election safety",
    foundBy: byScenario("Persist2"),
  },
  "votes for any log": {
    words:
      "Voters do not compare logs: a server that missed what was committed is elected, and the " +
      "others take its log for theirs.",
    change: { rules: { isUpToDate: () => true } },
    breaks: "leader completeness",
    foundBy: byScenario("Rejoin"),
  },
  "compares lengths only": {
    words: "Voters compare the lengths of logs alone: the longer log may be the older one.",
    change: { rules: { isUpToDate: (theirs, own) => theirs.index >= own.index } },
    breaks: "leader completeness",
    foundBy: byScenario("Rejoin"),
  },
  "wants a longer log": {
    words: "Voters want a log that is longer than their own: among equals nobody is elected.",
    change: {
      rules: {
        isUpToDate: (theirs, own) =>
          theirs.term > own.term || (theirs.term === own.term && theirs.index > own.index),
      },
    },
    breaks: "progress",
    foundBy: byScenario("InitialElection"),
  },
  "half elects": {
    words:
      "Half of the votes are enough: of four servers any two elect a leader, so there are two.",
    change: {
      rules: {
        countVotes({ voters }, votes) {
          const count = (answer: boolean) => voters.filter((v) => votes.get(v) === answer).length;
          if (2 * count(true) >= voters.length) return "won";
          return 2 * count(false) > voters.length ? "lost" : "pending";
        },
      },
    },
    breaks: "election safety",
    foundBy: byChaos(4),
  },
  "half decides": {
    words: "Half of the servers elect and commit: of four servers any two do as they like.",
    change: {
      rules: {
        countVotes({ voters }, votes) {
          const count = (answer: boolean) => voters.filter((v) => votes.get(v) === answer).length;
          if (2 * count(true) >= voters.length) return "won";
          return 2 * count(false) > voters.length ? "lost" : "pending";
        },
        quorumIndex({ voters }, reached) {
          const indices = voters.map(reached).sort((a, b) => b - a);
          return indices[Math.ceil(voters.length / 2) - 1] ?? 0;
        },
      },
    },
    breaks: "election safety",
    foundBy: byChaos(8),
  },
  "new half elects alone": {
    words: "The outgoing half of a joint configuration is not asked for votes.",
    change: {
      rules: { countVotes: (c, votes) => rules.countVotes({ ...c, outgoing: [] }, votes) },
    },
    breaks: "election safety",
    foundBy: byChaos(307, 6),
  },
  "equal timeouts": {
    words: "Timeouts are not drawn at random: servers stand at the same moment, again and again.",
    change: { rules: { timeoutJitter: () => 0 } },
    breaks: "progress",
    foundBy: byStory("no coins"),
  },
  "any candidate resets the timer": {
    words:
      "Any request for a vote makes a server wait anew: one that cannot win keeps others from standing.",
    change: { rules: { resetsElectionTimer: () => true } },
    breaks: "progress",
    foundBy: byStory("restless"),
  },
  "stands in its own term": {
    words: "A server stands in the term in which it is, where another may have been elected.",
    change: { rules: { becomeCandidate: (term, self) => ({ term, votedFor: self }) } },
    breaks: "election safety",
    foundBy: byPlain(2),
  },
  "promises nobody": {
    words: "Nobody is promised a vote, so nobody stands.",
    change: { rules: { mayPreVote: () => false } },
    breaks: "progress",
    foundBy: byScenario("InitialElection"),
  },
  "ignores greater terms": {
    words:
      "Servers do not enter greater terms: a leader of old goes on, and the others do not agree.",
    change: { rules: { isOutdated: () => false } },
    breaks: "progress",
    foundBy: byScenario("ReElection"),
  },
  "leaving servers do not stand": {
    words: "Who is being removed does not stand, though it is still needed.",
    change: {
      rules: {
        promotable: (s, self) => latest(s.configurations).configuration.voters.includes(self),
      },
    },
    breaks: "progress",
    foundBy: byChaos(33),
  },
  "no heartbeats": {
    words: "Leaders send no heartbeats, and are replaced while they are well.",
    change: { idle: ["heartbeat"] },
    breaks: "progress",
    foundBy: byStory("quiet leader"),
  },
  "no quorum check": {
    words:
      "A leader that no quorum answers goes on, and keeps the others from electing one that is heard.",
    change: { idle: ["quorum"] },
    breaks: "progress",
    foundBy: byStory("deaf leader"),
  },
  "no pre-vote": {
    words:
      "Servers stand without asking whether they would win: one that was cut off unseats a good leader.",
    change: { options: { preVote: false } },
    breaks: "progress",
    foundBy: byStory("shouting"),
  },
} satisfies Bugs;
