/** Bugs of part 3. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/13-byzantine/answers.ts";
import { type Certificates, equal, type NodeId } from "../../../exercises/13-byzantine/given.ts";
import { certificates } from "../certificates.ts";

const { faults, gather } = certificates;

const isOne = (
  check: (signers: readonly NodeId[], members: readonly NodeId[], quorum: number) => boolean,
): Partial<Certificates> => ({
  isCertificate: ({ signers }, members, quorum) => check(signers, members, quorum),
});

/** Votes are put together if this says that they are for the same. */
const gathering = (isSame: (one: unknown, other: unknown) => boolean): Partial<Certificates> => ({
  gather(votes, members, quorum) {
    const firsts: unknown[] = [];
    const own = votes.map(({ signer, statement }) => {
      const known = firsts.findIndex((each) => isSame(each, statement));
      return { signer, statement: known < 0 ? firsts.push(statement) - 1 : known };
    });
    const found = gather(own, members, quorum);
    return found && { ...found, statement: firsts[found.statement as number] };
  },
});

export const certificatesMutants: Mutants<Answers> = {
  certificates: {
    "the same outside: what is within a field is compared as text": gathering((one, other) => {
      const inText = (value: unknown) =>
        typeof value === "object" && value !== null && !Array.isArray(value)
          ? JSON.stringify(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1))
          : JSON.stringify(value);
      return inText(one) === inText(other);
    }),
    "loosely the same: 1 and its text": gathering((one, other) =>
      equal(one, other) || typeof one !== "object" && String(one) === String(other)
    ),
    "sixty-four votes: those after them do not count": {
      gather: (votes, members, quorum) => gather(votes.slice(0, 64), members, quorum),
    },
    "no statement: none, nothing and 0 are no statements": {
      gather: (votes, members, quorum) =>
        gather(votes.filter(({ statement }) => statement), members, quorum),
    },
    "a quorum of 2f: two quorums may share liars only": { quorum: (n) => 2 * faults(n) },
    "2f + 1: of five nodes three are not enough": { quorum: (n) => 2 * faults(n) + 1 },
    "a majority: as if nobody lied": { quorum: (n) => Math.floor(n / 2) + 1 },
    "n - f: more than must be": { quorum: (n) => n - faults(n) },
    "two thirds: rounded down": { quorum: (n) => Math.floor(2 * n / 3) + 1 },
    "works for f = 1 only: never more than one liar": {
      faults: (n) => n < 4 ? 0 : 1,
    },
    "a third: of three nodes one may lie": { faults: (n) => Math.floor(n / 3) },
    "f are weak: all of them may lie": { weak: (n) => Math.max(1, faults(n)) },
    "2f + 1 are weak: more than must be": { weak: (n) => 2 * faults(n) + 1 },
    "duplicates counted twice: who signs twice is two": isOne((signers, members, quorum) =>
      signers.length >= quorum && signers.every((signer) => members.includes(signer))
    ),
    "duplicates forgiven: who is named twice counts once": isOne((signers, members, quorum) =>
      new Set(signers).size >= quorum && signers.every((signer) => members.includes(signer))
    ),
    "signer not member: anybody counts": isOne((signers, _, quorum) =>
      new Set(signers).size === signers.length && signers.length >= quorum
    ),
    "strangers forgiven: who is no member is not counted": isOne((signers, members, quorum) =>
      new Set(signers).size === signers.length &&
      signers.filter((signer) => members.includes(signer)).length >= quorum
    ),
    "by number: members are 0 to n - 1": isOne((signers, members, quorum) =>
      new Set(signers).size === signers.length && signers.length >= quorum &&
      signers.every((signer) => signer < members.length)
    ),
    "one more: a quorum is not enough": isOne((signers, members, quorum) =>
      certificates.isCertificate({ signers, statement: null }, members, quorum + 1)
    ),
    "gathers votes, not voters: who votes twice is two": {
      gather(votes, members, quorum) {
        const own = votes.filter(({ signer }) => members.includes(signer));
        const [first] = own;
        if (first === undefined || own.length < quorum) return gather(votes, members, quorum);
        return gather(votes, members, quorum) ??
          { signers: own.map(({ signer }) => signer), statement: first.statement };
      },
    },
    "gathers strangers: anybody's vote counts": {
      gather: (votes, members, quorum) =>
        gather(votes, [...members, ...votes.map(({ signer }) => signer)], quorum),
    },
    "first statement only: what comes first is what it is about": {
      gather: (votes, members, quorum) => {
        const text = JSON.stringify(votes[0]?.statement);
        return gather(
          votes.filter(({ statement }) => JSON.stringify(statement) === text),
          members,
          quorum,
        );
      },
    },
    "by text: what is written in another order is something else": {
      gather(votes, members, quorum) {
        const texts = new Set(votes.map(({ statement }) => JSON.stringify(statement)));
        for (const text of texts) {
          const same = votes.filter(({ statement }) => JSON.stringify(statement) === text);
          const found = gather(same, members, quorum);
          if (found !== null) return found;
        }
        return null;
      },
    },
    "by kind: what else they have signed is not looked at": {
      gather(votes, members, quorum) {
        const kindOf = (statement: unknown) => (statement as { kind: string }).kind;
        const first = votes[0]?.statement;
        const like = votes.map((vote) =>
          kindOf(vote.statement) === kindOf(first) ? { ...vote, statement: first } : vote
        );
        return gather(like, members, quorum);
      },
    },
    "the first vote: what a liar has signed first is all that counts of it": {
      gather: (votes, members, quorum) =>
        gather(
          votes.filter((vote, i) => votes.findIndex(({ signer }) => signer === vote.signer) === i),
          members,
          quorum,
        ),
    },
    "as they come: signers in no order": {
      gather(votes, members, quorum) {
        const found = gather(votes, members, quorum);
        return found && { ...found, signers: [...found.signers].reverse() };
      },
    },
  },
};
