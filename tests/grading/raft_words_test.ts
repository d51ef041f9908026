/** What is said of usual mistakes in exercise 10: what is told first leads to the mistake. */

import { assertStringIncludes } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { gradePart } from "hb/grade/suite.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../exercises/10-raft/answers.ts";
import { endLease, resetElectionTimer } from "../../exercises/10-raft/given.ts";
import { suite } from "../../exercises/10-raft/suite.ts";

const right: Answers = await answersIn(
  new URL("../../solutions/10-raft", import.meta.url).href,
  suite,
);
const { candidate, leader, clients, behind, voter, leads } = right;

/** A mistake: the part, the answer, and what is said of it. */
const mistakes: readonly (readonly [
  mistake: string,
  answer: Partial<Answers>,
  said: readonly string[],
])[] = [
  ["a term that is its own is left", {
    terms: { ...right.terms, isOutdated: (own, seen) => seen >= own },
  }, ["isOutdated(0, 0)", "in term 0", "meets term 0, its own", "expected false"]],
  ["the lease stays when a vote is given again", {
    voter(raft, s, message, io) {
      const { lease } = s, isAgain = s.votedFor === message.from;
      voter(raft, s, message, io);
      if (isAgain) s.lease = lease;
      if (isAgain && lease) resetElectionTimer(raft, s, io);
    },
  }, ["came: whether it has just been led (lease): true", "must be: false"]],
  ["its own vote is not counted", {
    candidate: {
      ...candidate,
      election(raft, s, io) {
        if (s.lease) return endLease(raft, s, io);
        const countVotes: typeof raft.rules.countVotes = (voters, votes) => {
          const others = new Map([...votes].filter(([node]) => node !== io.self));
          return raft.rules.countVotes(voters, others);
        };
        candidate.election({ ...raft, rules: { ...raft.rules, countVotes } }, s, io);
      },
    },
  }, ["server 0 of 1", "came: its role: ", "must be: leader"]],
  ["two are a majority", {
    leader: {
      ...leader,
      appendEntriesReply(raft, s, reply, io) {
        const quorumIndex: typeof raft.rules.quorumIndex = ({ voters }, reached) =>
          Math.max(...voters.filter((node) => node !== io.self).map(reached));
        const rules = { ...raft.rules, quorumIndex };
        leader.appendEntriesReply({ ...raft, rules }, s, reply, io);
      },
    },
  }, [
    "2 of the 7 voters 0, 1, 2, 3, 4, 5, 6, itself included, have that entry, which is no majority",
  ]],
  ["nobody is ever busy", {
    clients: {
      ...clients,
      request: (raft, ...asked) =>
        clients.request({ ...raft, maxUncommittedBytes: Infinity }, ...asked),
    },
  }, ["bytes are under way, more than 16777216 are too many", "leadership is to pass on"]],
  ["patience is rounded down", {
    behind: {
      ...behind,
      sendSnapshot(raft, s, to, io) {
        behind.sendSnapshot(raft, s, to, io);
        const [, most] = raft.electionTimeoutMs;
        s.leading!.progress.get(to)!.patience = Math.floor(most / raft.heartbeatMs);
      },
    },
  }, ["asked: sendSnapshot for server", "patience 2", "patience 3", "rounded up"]],
  ["nobody stands again", {
    leads: {
      ...leads,
      protocol(setting) {
        const own = leads.protocol(setting), { election } = own.after!;
        return {
          ...own,
          after: {
            ...own.after,
            election: (s, timer, io) => election!(s, timer, nested(io, { wait() {} })),
          },
        };
      },
    },
  }, ["nobody leads", "server 0: term 1, a candidate; ", "timers: none"]],
];

for (const [mistake, answer, said] of mistakes) {
  const [name] = Object.keys(answer);
  Deno.test(`part ${name}, where ${mistake}: it is said`, () => {
    const part = suite.parts.find((each) => each.name === name)!;
    const { words = "it is done" } = gradePart(part, { ...right, ...answer }, { shrinkRuns: 0 });
    for (const each of said) assertStringIncludes(words, each);
  });
}
