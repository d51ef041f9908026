/** Part 5 with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/09-paxos/answers.ts";
import { compareBallots, type PaxosIo, type Proposer } from "../../../exercises/09-paxos/given.ts";
import { proposer } from "../proposer.ts";

/** The proposer in a world that is not as it should be. */
function proposerIn(world: (io: PaxosIo) => PaxosIo): Proposer {
  return {
    propose: (paxos, s, message, io) => proposer.propose(paxos, s, message, world(io)),
    promise: (paxos, s, message, io) => proposer.promise(paxos, s, message, world(io)),
    nack: (paxos, s, message, io) => proposer.nack(paxos, s, message, world(io)),
    retry: (paxos, s, io) => proposer.retry(paxos, s, world(io)),
  };
}

export const proposerMutants: Mutants<Answers> = {
  proposer: {
    "own value: what others have begun is overwritten": {
      promise: (paxos, s, message, io) =>
        proposer.promise({ ...paxos, toPropose: (_, own) => own }, s, message, io),
    },
    "own value when a promise is empty: one who has not voted frees it": {
      promise: (paxos, s, message, io) => {
        const { toPropose } = paxos;
        const some = [...s.attempt?.promises.values() ?? [], message.accepted].includes(null);
        const free = { ...paxos, toPropose: some ? (_: unknown, own: string) => own : toPropose };
        proposer.promise(free as typeof paxos, s, message, io);
      },
    },
    "an old promise counts: it says nothing of what was voted since": {
      promise: (paxos, s, message, io) =>
        proposer.promise(paxos, s, { ...message, ballot: s.attempt?.ballot ?? message.ballot }, io),
    },
    "promises are counted, and not who promised: the same one twice is two": {
      promise: (paxos, s, message, io) => {
        const isAgain = s.attempt?.promises.has(message.from) ?? false;
        const twice = {
          ...paxos,
          quorums: () => ({ ...paxos.quorums(io.peers), phase1: () => true }),
        };
        proposer.promise(isAgain ? twice : paxos, s, message, io);
      },
    },
    "majorities: whatever the quorums are": {
      promise: (paxos, s, message, io) => {
        const phase1 = ({ size }: ReadonlySet<number>) => 2 * size > io.peers.length;
        const system = { ...paxos.quorums(io.peers), phase1 };
        proposer.promise({ ...paxos, quorums: () => system }, s, message, io);
      },
    },
    "asks for votes again: each further promise is one more phase 2": {
      promise: (paxos, s, message, io) => {
        if (s.attempt !== null) s.attempt.value = null;
        proposer.promise(paxos, s, message, io);
      },
    },
    "waits for all: one node that is down stops everything": {
      promise: (paxos, s, message, io) => {
        const phase1 = ({ size }: ReadonlySet<number>) => size === io.peers.length;
        const system = { ...paxos.quorums(io.peers), phase1 };
        proposer.promise({ ...paxos, quorums: () => system }, s, message, io);
      },
    },
    "the round is not saved: after a crash its ballots are used again": proposerIn((io) =>
      nested(io, { save() {} })
    ),
    "a record of the round alone: the acceptor forgets what it has promised": proposerIn((io) =>
      nested(io, {
        save: (record) => io.save({ ...record, promised: { round: 0, node: -1 }, accepted: null }),
      })
    ),
    "asks before it has saved: a crash in between, and the ballot is used again": proposerIn((io) =>
      nested(io, { send: (to, message) => io.send(to, message, "ahead") })
    ),
    "every round is its own next: what others have got is not looked at": {
      nack: (paxos, s, message, io) =>
        proposer.nack(paxos, s, { ...message, promised: message.ballot }, io),
    },
    "what it has promised is no reason: begins below it": {
      retry: (paxos, s, io) => {
        const { promised } = s;
        s.promised = { round: 0, node: -1 };
        proposer.retry(
          paxos,
          s,
          nested(io, { save: (record) => io.save({ ...record, promised }) }),
        );
        s.promised = promised;
      },
    },
    "ballots of nobody: two proposers have the same one": {
      ...proposerIn((io) =>
        nested(io, {
          send: (to, message) =>
            io.send(
              to,
              message.type === "prepare" || message.type === "accept"
                ? { ...message, ballot: { ...message.ballot, node: 0 } }
                : message,
            ),
        })
      ),
    },
    "any refusal ends the attempt: one of a ballot of long ago": {
      nack: (paxos, s, message, io) =>
        proposer.nack(paxos, s, { ...message, ballot: s.attempt?.ballot ?? message.ballot }, io),
    },
    "nobody stands back: tries a higher ballot at once": {
      nack: (paxos, s, message, io) => {
        proposer.nack(paxos, s, message, io);
        proposer.retry(paxos, s, io);
      },
    },
    "always as long: proposers in step stay in step": proposerIn((io) =>
      nested(io, { choose: () => 9 })
    ),
    "never longer: stands back as if it were the first time": {
      nack: (paxos, s, message, io) => {
        s.failures = 0;
        proposer.nack(paxos, s, message, io);
      },
    },
    "no longer than eight times: stops doubling after the third refusal": {
      nack: (paxos, s, message, io) => {
        s.failures = Math.min(s.failures, 3);
        proposer.nack(paxos, s, message, io);
      },
    },
    "without bound: stands back for hours in the end": {
      nack: (paxos, s, message, io) =>
        proposer.nack({ ...paxos, mostBackoffMs: Infinity }, s, message, io),
    },
    "gives up after three refusals: somebody else will do": {
      retry: (paxos, s, io) => {
        if (s.failures < 3) proposer.retry(paxos, s, io);
      },
    },
    "gives up after twenty refusals: somebody else will do": {
      nack: (paxos, s, message, io) =>
        proposer.nack(paxos, s, message, s.failures < 20 ? io : nested(io, { wait() {} })),
    },
    "nine nodes: promises of others are not heard": {
      promise: (paxos, s, message, io) => {
        if (message.from < 9) proposer.promise(paxos, s, message, io);
      },
    },
    "tries once: a lost message is the end": { retry() {} },
    "no timer: nobody notices that nothing comes": proposerIn((io) =>
      nested(io, {
        wait: (ms, timer) => ms === 100 || ms === 130 ? undefined : io.wait(ms, timer),
      })
    ),
    "each wish begins a ballot: the one on its way is thrown away": {
      propose: (paxos, s, message, io) => {
        const { wishes } = s;
        s.wishes = [];
        proposer.propose(paxos, s, message, io);
        s.wishes = [...wishes.filter(({ client }) => client !== message.from), ...s.wishes];
      },
    },
    "one client at a time: a second one is forgotten": {
      propose: (paxos, s, message, io) => {
        if (s.wishes.length === 0 || s.decided !== null) proposer.propose(paxos, s, message, io);
      },
    },
    "a client waits twice: it is answered twice": {
      propose: (paxos, s, message, io) => {
        const own = s.wishes.find(({ client }) => client === message.from);
        proposer.propose(paxos, s, message, io);
        if (own !== undefined && s.decided === null) s.wishes.unshift(own);
      },
    },
    "decides again: what is decided is proposed once more": {
      propose: (paxos, s, message, io) => {
        s.decided = null;
        proposer.propose(paxos, s, message, io);
      },
    },
    "its own promise counts at once: others may have it, too": {
      promise: (paxos, s, message, io) => {
        s.attempt?.promises.set(io.self, s.accepted);
        proposer.promise(paxos, s, message, io);
      },
    },
    "asks the others only: its own acceptor is no member": proposerIn((io) =>
      nested(io, { peers: io.peers.filter((node) => node !== io.self) })
    ),
    "promises of phase 2: a late one is heard as if nothing had been asked": {
      promise: (paxos, s, message, io) => {
        const { attempt } = s;
        if (
          attempt?.value !== null && attempt !== null &&
          compareBallots(attempt.ballot, message.ballot) === 0
        ) {
          for (const node of io.peers) {
            io.send(node, { type: "accept", ballot: attempt.ballot, value: attempt.value });
          }
        } else proposer.promise(paxos, s, message, io);
      },
    },
  },
};
