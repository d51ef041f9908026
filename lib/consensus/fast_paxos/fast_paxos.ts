/**
 * Fast Paxos (Lamport 2006, *Fast Paxos*, Distributed Computing 19(2)): nodes decide one value, as in Paxos, and
 * where nobody is in anybody's way a proposal is decided two messages later. In a fast ballot the coordinator asks
 * acceptors in advance to vote for any proposal, so that proposals need not go through it. The price is that
 * acceptors may then vote for different values. So more of them are needed to decide, and if none has enough votes, a
 * collision has to be recovered from.
 *
 * Each node plays all four roles. Which acceptors are a quorum, in classic and in fast ballots, is an argument.
 *
 * @module
 */

import type { Protocol } from "../../model/protocol.ts";
import { assertFastQuorums } from "../../replicated/quorum/fast.ts";
import { acceptor, save } from "./acceptor.ts";
import { begin, coordinator } from "./coordinator.ts";
import { learner } from "./learner.ts";
import type { FastIo, Message, Saved, Timer } from "./messages.ts";
import { proposer } from "./proposer.ts";
import { type Rules, rules } from "./rules.ts";
import {
  assertLeader,
  assertSettings,
  type FastPaxos,
  type Settings,
  settings,
} from "./settings.ts";
import { born, type State } from "./state.ts";

/** The protocol of each node. Throws when settings do not go together; a node does so when its quorums need not meet. */
export function fastPaxos(
  chosen: Partial<Settings> = {},
  wrong: Partial<Rules> = {},
): Protocol<State, Message, Timer, Saved> {
  const paxos: FastPaxos = { ...settings, ...chosen, rules: { ...rules, ...wrong } };
  assertSettings(paxos);
  const { upon, after } = proposer(paxos);
  return {
    start(io, journal) {
      assertLeader(paxos.leader, io.peers.length);
      assertFastQuorums(paxos.quorums(io.peers));
      const s = born(journal.at(-1));
      if (journal.length === 0) firstBallot(paxos, s, io);
      return s;
    },
    upon: { ...upon, ...acceptor(paxos), ...coordinator(paxos), ...learner(paxos) },
    after,
  };
}

/** The leader begins at once, or has done so; when it comes back, whoever waits for a decision takes over. */
function firstBallot(paxos: FastPaxos, s: State, io: FastIo): void {
  const { leader, prepared, fastRounds } = paxos;
  if (!prepared) {
    if (io.self === leader) begin(paxos, s, io);
    return;
  }
  const ballot = { round: 1, node: leader, step: 0, fast: fastRounds >= 1 };
  s.promised = ballot;
  s.open = ballot.fast ? ballot : null;
  if (io.self !== leader) return;
  s.round = ballot.round;
  s.attempt = {
    ballot,
    promises: new Map(io.peers.map((peer) => [peer, null])),
    asked: ballot.fast,
  };
  // It must know that it has used this ballot, whatever it has done in it before a crash.
  save(paxos, s, io);
}
