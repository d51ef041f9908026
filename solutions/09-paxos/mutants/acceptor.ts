/** Parts 1 and 2 with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/09-paxos/answers.ts";
import {
  type Acceptor,
  type Ballot,
  compareBallots,
  NO_BALLOT,
  type PaxosIo,
} from "../../../exercises/09-paxos/given.ts";
import { acceptor } from "../acceptor.ts";
import { value } from "../value.ts";

/** The acceptor in a world that is not as it should be. */
function acceptorIn(world: (io: PaxosIo) => PaxosIo): Acceptor {
  return {
    prepare: (paxos, s, message, io) => acceptor.prepare(paxos, s, message, world(io)),
    accept: (paxos, s, message, io) => acceptor.accept(paxos, s, message, world(io)),
  };
}

const numberOf = ({ round, node }: Ballot) => 10 * round + node;

export const acceptorMutants: Mutants<Answers> = {
  acceptor: {
    "silent when asked again: the promise was lost, and there is no other": {
      prepare: (paxos, s, message, io) => {
        if (compareBallots(message.ballot, s.promised) !== 0) {
          acceptor.prepare(paxos, s, message, io);
        }
      },
    },
    "silent when asked to vote again: the vote was lost, and nobody hears of it": {
      accept: (paxos, s, message, io) => {
        const { accepted } = s;
        if (accepted !== null && compareBallots(message.ballot, accepted.ballot) === 0) return;
        acceptor.accept(paxos, s, message, io);
      },
    },
    "refuses the ballot that it has promised: nobody ever gets a vote": {
      accept: (paxos, s, message, io) => {
        const { ballot, from } = message;
        if (compareBallots(ballot, s.promised) > 0) acceptor.accept(paxos, s, message, io);
        else io.send(from, { type: "nack", ballot, promised: s.promised });
      },
    },
    "votes below its promise: the promise meant nothing": {
      accept: (paxos, s, message, io) => {
        const { promised } = s;
        if (compareBallots(message.ballot, promised) < 0) s.promised = NO_BALLOT;
        acceptor.accept(paxos, s, message, io);
      },
    },
    "promises anything: a lower ballot is promised after a higher one": {
      prepare: (paxos, s, message, io) => {
        if (compareBallots(message.ballot, s.promised) < 0) s.promised = NO_BALLOT;
        acceptor.prepare(paxos, s, message, io);
      },
    },
    "rounds only: of two ballots in a round neither is higher": {
      prepare: (paxos, s, message, io) => {
        if (message.ballot.round === s.promised.round) s.promised = message.ballot;
        acceptor.prepare(paxos, s, message, io);
      },
    },
    "rounds are compared as texts: 10 comes before 9": {
      prepare: (paxos, s, message, io) => {
        const { ballot, from } = message, { promised } = s;
        if (`${ballot.round}` < `${promised.round}`) {
          io.send(from, { type: "nack", ballot, promised });
        } else acceptor.prepare(paxos, s, message, io);
      },
    },
    "rounds of 32 bits: a large round looks small": {
      prepare: (paxos, s, message, io) => {
        const { ballot, from } = message, { promised } = s;
        if (ballot.round >> 0 < promised.round >> 0) {
          io.send(from, { type: "nack", ballot, promised });
        } else acceptor.prepare(paxos, s, message, io);
      },
    },
    "one variable for two ballots: an old vote looks as new as the promise": {
      prepare: (paxos, s, message, io) => {
        const { ballot } = message;
        if (s.accepted !== null && compareBallots(ballot, s.promised) > 0) {
          s.accepted = { ...s.accepted, ballot };
        }
        acceptor.prepare(paxos, s, message, io);
      },
    },
    "a promise forgets the vote: what was decided is lost": {
      prepare: (paxos, s, message, io) => {
        if (compareBallots(message.ballot, s.promised) > 0) s.accepted = null;
        acceptor.prepare(paxos, s, message, io);
      },
    },
    "the first vote is kept: later votes are told to learners, and to nobody else": {
      accept: (paxos, s, message, io) => {
        const { accepted } = s;
        acceptor.accept(paxos, s, message, io);
        s.accepted = accepted ?? s.accepted;
      },
    },
    "a vote is no promise: a lower ballot comes later": {
      accept: (paxos, s, message, io) => {
        const { promised } = s;
        acceptor.accept(paxos, s, message, io);
        s.promised = promised;
      },
    },
    "promises are not saved: after a crash anything goes": {
      prepare: (paxos, s, message, io) =>
        acceptor.prepare(paxos, s, message, nested(io, { save() {} })),
    },
    "votes are not saved: after a crash it has not voted": {
      accept: (paxos, s, message, io) =>
        acceptor.accept(paxos, s, message, nested(io, { save() {} })),
    },
    "the round is not saved: a proposer uses its ballots again": acceptorIn((io) =>
      nested(io, { save: (record) => io.save({ ...record, round: 0 }) })
    ),
    "answers before it has saved: a crash in between takes back what was said": acceptorIn((io) =>
      nested(io, { send: (to, message) => io.send(to, message, "ahead") })
    ),
    "only the proposer hears of a vote: other learners learn nothing": {
      accept: (paxos, s, message, io) =>
        acceptor.accept(paxos, s, message, nested(io, { peers: [message.from] })),
    },
    "nobody is refused: a proposer waits for answers that do not come": acceptorIn((io) =>
      nested(io, {
        send: (to, message) => message.type === "nack" ? undefined : io.send(to, message),
      })
    ),
    "a refusal says nothing: the proposer is told its own ballot": acceptorIn((io) =>
      nested(io, {
        send: (to, message) =>
          io.send(to, message.type === "nack" ? { ...message, promised: message.ballot } : message),
      })
    ),
  },
  value: {
    "own value: what others have begun is overwritten": (_, own) => own,
    "the first vote: whatever was heard first": (votes, own) => votes[0]?.value ?? own,
    "the last vote: whatever was heard last": (votes, own) => votes.at(-1)?.value ?? own,
    "the most votes: a minority has voted often": (votes, own) => {
      const count = (value: string) => votes.filter((vote) => vote.value === value).length;
      return votes.toSorted((a, b) => count(b.value) - count(a.value))[0]?.value ?? own;
    },
    "the lowest ballot: what was begun first": (votes, own) =>
      votes.toSorted((a, b) => compareBallots(a.ballot, b.ballot))[0]?.value ?? own,
    "rounds only: two nodes have the same round": (votes, own) =>
      votes.toSorted((a, b) => b.ballot.round - a.ballot.round)[0]?.value ?? own,
    "nodes first: whoever has the highest number wins": (votes, own) =>
      votes.toSorted((a, b) => b.ballot.node - a.ballot.node || b.ballot.round - a.ballot.round)[0]
        ?.value ?? own,
    "an empty value is none: what is false is taken for nothing": (votes, own) =>
      value(votes, own) || own,
    "own value when a promise is empty: one who has not voted frees it": (votes, own) =>
      votes.length < 2 ? own : value(votes, own),
    "sorts what it was given: the votes of its caller are in another order": (votes, own) =>
      (votes as typeof votes[number][]).sort((a, b) => compareBallots(b.ballot, a.ballot))[0]
        ?.value ?? own,
    "a number of two: the round times ten, and the node": (votes, own) =>
      votes.toSorted((a, b) => numberOf(b.ballot) - numberOf(a.ballot))[0]?.value ?? own,
    "texts of nine digits: larger rounds are longer": (votes, own) => {
      const text = ({ ballot: { round, node } }: typeof votes[number]) =>
        `${round}`.padStart(9, "0") + `${node}`.padStart(3, "0");
      return votes.toSorted((a, b) => text(a) < text(b) ? 1 : -1)[0]?.value ?? own;
    },
    "the first twelve votes: a quorum may be larger": (votes, own) =>
      value(votes.slice(0, 12), own),
  },
};
