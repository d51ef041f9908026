/**
 * The coordinator (Lamport 2006, sections 2.2.1 and 3.1): it asks acceptors to promise, hears what may have been
 * chosen before, and asks them to vote for that; where nothing has, in a fast ballot for any proposal, and in a
 * classic one for the first that reaches it. (Who stands back, and for how long, is ours.)
 *
 * @module
 */

import type { From, Handlers } from "../../model/protocol.ts";
import { save } from "./acceptor.ts";
import { compareFastBallots } from "./ballot.ts";
import { type FastIo, type Message, toAll } from "./messages.ts";
import type { FastPaxos } from "./settings.ts";
import type { State } from "./state.ts";

/** What a coordinator does upon messages. */
export function coordinator(
  paxos: FastPaxos,
): Pick<Handlers<State, Message, From, FastIo>, "promise" | "nack"> {
  const { rules } = paxos;
  return {
    promise(s, { from, ballot, accepted }, io) {
      const { attempt } = s;
      if (attempt === null || !rules.isReplyTo(ballot, attempt.ballot)) return;
      attempt.promises.set(from, accepted);
      askForVotes(paxos, s, io);
    },
    nack(s, { ballot, promised }, io) {
      s.round = Math.max(s.round, promised.round);
      if (s.attempt === null || compareFastBallots(ballot, s.attempt.ballot) !== 0) return;
      s.attempt = null;
      s.failures++;
      io.wait(1 + pauseMs(paxos, s, io), { type: "retry" });
    },
  };
}

/** Begins a ballot that is higher than all that it knows of, and has the more patience the more have failed. */
export function begin(paxos: FastPaxos, s: State, io: FastIo): void {
  if (s.attempt !== null) s.failures++;
  s.round = Math.max(s.round, s.promised.round) + 1;
  save(paxos, s, io);
  const ballot = { round: s.round, node: io.self, step: 0, fast: s.round <= paxos.fastRounds };
  s.attempt = { ballot, promises: new Map(), asked: false };
  toAll(io, { type: "prepare", ballot });
  io.wait(paxos.patienceMs + pauseMs(paxos, s, io), { type: "retry" });
}

/** Drawn anew each time, from twice as long a time after each failure. */
function pauseMs({ backoffMs, mostBackoffMs }: FastPaxos, { failures }: State, io: FastIo): number {
  if (failures === 0) return 0;
  const longest = Math.min(mostBackoffMs, backoffMs * 2 ** (failures - 1));
  return io.choose(Math.max(1, Math.round(longest)));
}

/** Asks for votes, when a quorum has promised and it knows what for. */
export function askForVotes(paxos: FastPaxos, s: State, io: FastIo): void {
  const { attempt } = s, system = paxos.quorums(io.peers);
  if (attempt === null || attempt.asked) return;
  const { ballot, promises } = attempt;
  if (!system.phase1(new Set(promises.keys()))) return;
  const value = paxos.rules.pick(promises, system, ballot);
  const wished = value ?? s.heard ?? s.wishes[0]?.value;
  if (value === undefined && ballot.fast) toAll(io, { type: "any", ballot });
  else if (wished !== undefined) toAll(io, { type: "accept", ballot, value: wished });
  else return;
  attempt.asked = true;
}
