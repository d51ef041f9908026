/** Bugs of part 10. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/13-byzantine/answers.ts";
import { guilt, guiltWith, ways } from "../guilt.ts";

export const guiltMutants: Mutants<Answers> = {
  guilt: {
    "sixty-four votes: those after them are not looked at": (cluster, blocks, votes) =>
      guilt(cluster, blocks, votes.slice(0, 64)),
    "ten views: older votes are not held against anybody": guiltWith({
      isLater: (one, other) => other.view > one.view && other.view - one.view < 10,
    }),
    "convicts the innocent: who votes for two branches": guiltWith({
      isAgainst: ({ parent }, { block }) => parent !== block,
    }),
    "the same vote twice: convicts who was heard twice": guiltWith({
      isTwice: (one, other) => one === other ? false : one.view === other.view,
    }),
    "two votes only: nobody is convicted for a lock": guiltWith({ isAgainst: () => false }),
    "locks only: nobody is convicted for two votes": guiltWith({ isTwice: () => false }),
    "any two blocks: in whatever views": guiltWith({
      isTwice: (one, other) => one.block !== other.block,
    }),
    "locks the parent: one block too high": guiltWith({
      locked: ({ parent, justify }) => ({ block: parent, view: justify.statement.view }),
    }),
    "locks what it votes for: two blocks too high": guiltWith({
      locked: ({ view }) => ({ block: "", view }),
    }),
    "before its lock: a certificate of the same view will do": guiltWith({
      isAgainst: ({ parent, justify }, { block, view }) =>
        justify.statement.view < view && parent !== block,
    }),
    "extending convicts: though it is on the locked block": guiltWith({
      isAgainst: ({ justify }, { view }) => justify.statement.view <= view,
    }),
    "backwards: an earlier vote is judged by a later lock": guiltWith({
      isLater: (one, other) => one.view !== other.view,
    }),
    "what is not known: counts as genesis": guiltWith({
      locked: (block, known) =>
        ways.locked(block, known) ?? { block: block.parent, view: block.justify.statement.view },
    }),
    "any cluster: votes from elsewhere convict": guiltWith({
      counts: ({ replicas }, { signer, statement }) =>
        statement.kind === "vote" && signer < replicas,
    }),
    "any sort: whatever else was signed convicts": guiltWith({
      counts: ({ cluster, replicas }, { signer, statement }) =>
        statement.cluster === cluster && signer < replicas,
    }),
    "strangers: who is no replica is convicted, too": guiltWith({
      counts: ({ cluster }, { statement }) =>
        statement.kind === "vote" && statement.cluster === cluster,
    }),
    "the first only: one culprit is enough": (cluster, blocks, votes) =>
      guilt(cluster, blocks, votes).slice(0, 1),
    "f + 1 only: no more than so many are named": (cluster, blocks, votes) =>
      guilt(cluster, blocks, votes).slice(0, 2),
    "each pair: several charges against one": (cluster, blocks, votes) => {
      const charges = guilt(cluster, blocks, votes);
      return [...charges, ...charges];
    },
    "neighbours: only votes of views that follow each other are compared": guiltWith({
      isLater: (one, other) => other.view === one.view + 1,
    }),
    "the other way: the later vote comes first": (cluster, blocks, votes) =>
      guilt(cluster, blocks, votes).map(({ culprit, crime, evidence: [one, other] }) => ({
        culprit,
        crime,
        evidence: [other, one],
      })),
    "makes up evidence: a vote that nobody has signed": (cluster, blocks, votes) =>
      guilt(cluster, blocks, votes).map(({ culprit, crime, evidence: [one, other] }) => ({
        culprit,
        crime,
        evidence: [{ ...one, statement: { ...one.statement, block: "x" } }, other],
      })),
    "all the same crime: whatever it was": (cluster, blocks, votes) =>
      guilt(cluster, blocks, votes).map((charge) => ({ ...charge, crime: "two votes" })),
  },
};
