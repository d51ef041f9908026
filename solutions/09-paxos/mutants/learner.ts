/** Part 4 with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { clone } from "hb/model/clone.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/09-paxos/answers.ts";
import { compareBallots, type Learner, type NodeId } from "../../../exercises/09-paxos/given.ts";
import { learner } from "../learner.ts";

/** The learner that counts these votes together: those of nodes for a value in a ballot. */
function counting(
  together: (a: { round: number; node: NodeId; value: string }, b: typeof a) => boolean,
): Learner {
  return (paxos, s, { from, ballot, value }, io) => {
    if (s.decided !== null) return;
    s.votes.set(from, { ballot, value });
    const own = { ...ballot, value };
    const same = [...s.votes].filter(([, vote]) =>
      together({ ...vote.ballot, value: vote.value }, own)
    );
    if (!paxos.quorums(io.peers).phase2(new Set(same.map(([node]) => node)))) return;
    s.votes = new Map([[from, { ballot, value }]]);
    const alone = { ...paxos, quorums: () => ({ ...paxos.quorums(io.peers), phase2: () => true }) };
    learner(alone, s, { type: "accepted", from, ballot, value }, io);
  };
}

export const learnerMutants: Mutants<Answers> = {
  learner: {
    "votes of all ballots together: a value that a quorum has voted for, but never at once":
      counting((a, b) => a.value === b.value),
    "rounds only: ballots of two nodes in one round are counted together": counting((a, b) =>
      a.round === b.round
    ),
    "messages are counted: the same vote twice is two votes": (paxos, s, message, io) => {
      const { from, ballot } = message, known = s.votes.get(from);
      const isAgain = known !== undefined && compareBallots(known.ballot, ballot) === 0;
      const twice = {
        ...paxos,
        quorums: () => ({ ...paxos.quorums(io.peers), phase2: () => true }),
      };
      learner(isAgain ? twice : paxos, s, message, io);
    },
    "majorities: whatever the quorums are": (paxos, s, message, io) => {
      const phase2 = ({ size }: ReadonlySet<NodeId>) => 2 * size > io.peers.length;
      learner(
        { ...paxos, quorums: () => ({ ...paxos.quorums(io.peers), phase2 }) },
        s,
        message,
        io,
      );
    },
    "the wrong phase: as many as take over": (paxos, s, message, io) => {
      const { phase1, ...system } = paxos.quorums(io.peers);
      learner({ ...paxos, quorums: () => ({ ...system, phase1, phase2: phase1 }) }, s, message, io);
    },
    "an old vote replaces a new one: messages overtake each other": (paxos, s, message, io) => {
      s.votes.delete(message.from);
      learner(paxos, s, message, io);
    },
    "the first vote of each only: a later one is not heard": (paxos, s, message, io) => {
      const known = s.votes.get(message.from);
      if (known === undefined || compareBallots(known.ballot, message.ballot) === 0) {
        learner(paxos, s, message, io);
      }
    },
    "the last ballot only: votes of lower ballots are thrown away": (paxos, s, message, io) => {
      const isOld = [...s.votes.values()].some(({ ballot }) =>
        compareBallots(message.ballot, ballot) < 0
      );
      if (!isOld) learner(paxos, s, message, io);
    },
    "learns again: each further vote is a decision": (paxos, s, message, io) => {
      s.decided = null;
      learner(paxos, s, message, io);
    },
    "answers the first client only: the others wait for ever": (paxos, s, message, io) => {
      s.wishes = s.wishes.slice(0, 1);
      learner(paxos, s, message, io);
    },
    "answers with what was wished: and not with what is decided": (paxos, s, message, io) => {
      const wishes = clone(s.wishes);
      const own = (client: NodeId) => wishes.find((wish) => wish.client === client)?.value;
      learner(
        paxos,
        s,
        message,
        nested(io, { answer: (client) => io.answer(client, own(client)) }),
      );
    },
    "goes on trying: the timer is not stopped": (paxos, s, message, io) =>
      learner(paxos, s, message, nested(io, { cancel() {} })),
    "an empty value is none: what is false is taken for nothing": (paxos, s, message, io) => {
      if (message.value !== "") learner(paxos, s, message, io);
    },
    "stops only what it tries: a timer for standing back runs on": (paxos, s, message, io) =>
      learner(paxos, s, message, s.attempt !== null ? io : nested(io, { cancel() {} })),
    "failures stay: the next refusal counts on": (paxos, s, message, io) => {
      const { failures } = s;
      learner(paxos, s, message, io);
      s.failures = failures;
    },
    "phase 2 goes on: what was asked stays": (paxos, s, message, io) => {
      const { attempt } = s;
      learner(paxos, s, message, io);
      if (attempt !== null && attempt.value !== null) s.attempt = attempt;
    },
    "not below its promise: an acceptor's rule, and no learner's": (paxos, s, message, io) => {
      if (compareBallots(message.ballot, s.promised) >= 0) learner(paxos, s, message, io);
    },
    "answers two clients: the others wait for ever": (paxos, s, message, io) => {
      s.wishes = s.wishes.slice(0, 2);
      learner(paxos, s, message, io);
    },
  },
};
