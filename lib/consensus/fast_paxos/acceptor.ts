/**
 * The acceptor (Lamport 2006, sections 2.2.1 and 3.1): what it has promised and voted for, it saves first. In a
 * classic ballot it votes for what the coordinator asks for; in a fast one, once it has heard "any", for the first
 * proposal that reaches it, or has reached it before.
 *
 * @module
 */

import type { From, Handlers, NodeId } from "../../model/protocol.ts";
import { compareBallots } from "../ballot.ts";
import { compareFastBallots, type FastBallot, laterFastBallot } from "./ballot.ts";
import type { FastIo, Message, Value } from "./messages.ts";
import type { FastPaxos } from "./settings.ts";
import type { State } from "./state.ts";

/** What an acceptor does upon messages. */
export function acceptor(
  paxos: FastPaxos,
): Pick<Handlers<State, Message, From, FastIo>, "prepare" | "accept" | "any"> {
  const { mayPromise, mayVote, kept } = paxos.rules;
  return {
    prepare(s, { from, ballot }, io) {
      if (mayPromise(ballot, s.promised)) {
        s.promised = ballot;
        s.accepted = kept(s.accepted, ballot);
        save(paxos, s, io);
        speak(paxos, io, from, { type: "promise", ballot, accepted: s.accepted });
      } else refuse(s, ballot, io);
    },
    accept(s, { ballot, value }, io) {
      if (mayVote(ballot, s.promised, s.accepted)) vote(paxos, s, ballot, value, io);
      else answerAgain(paxos, s, ballot, io);
    },
    any(s, { ballot }, io) {
      s.open = s.open === null ? ballot : laterFastBallot(s.open, ballot);
      if (mayVote(ballot, s.promised, s.accepted)) voteForFirst(paxos, s, io);
      else answerAgain(paxos, s, ballot, io);
    },
  };
}

/** Votes for the first proposal that has reached it, if it may vote for any. */
export function voteForFirst(paxos: FastPaxos, s: State, io: FastIo): void {
  const { mayVote, first } = paxos.rules;
  const value = first(s.heard);
  if (s.open === null || value === null) return;
  if (mayVote(s.open, s.promised, s.accepted)) vote(paxos, s, s.open, value, io);
}

/** Votes, which is a promise too. */
export function vote(
  paxos: FastPaxos,
  s: State,
  ballot: FastBallot,
  value: Value,
  io: FastIo,
): void {
  s.promised = laterFastBallot(ballot, s.promised);
  s.accepted = { ballot, value };
  save(paxos, s, io);
  tell(paxos, s, io);
}

/** Saves all that is to survive a crash. */
export function save({ rules }: FastPaxos, s: State, io: FastIo): void {
  io.save(rules.saved({ promised: s.promised, accepted: s.accepted, round: s.round }));
}

/** It may not vote in this ballot: it says so, or, if it has done so before, how it has voted. */
function answerAgain(paxos: FastPaxos, s: State, ballot: FastBallot, io: FastIo): void {
  const { accepted } = s;
  if (accepted !== null && compareFastBallots(accepted.ballot, ballot) === 0) tell(paxos, s, io);
  else refuse(s, ballot, io);
}

/** A coordinator is told of somebody else's higher ballot; of one of its own it knows, or will hear. */
function refuse(s: State, ballot: FastBallot, io: FastIo): void {
  if (compareBallots(ballot, s.promised) >= 0) return;
  io.send(ballot.node, { type: "nack", ballot, promised: s.promised });
}

function tell(paxos: FastPaxos, s: State, io: FastIo): void {
  const { ballot, value } = s.accepted!;
  for (const node of paxos.learners === "all" ? io.peers : [ballot.node]) {
    speak(paxos, io, node, { type: "accepted", ballot, value });
  }
}

/** Says what others will rely on. */
function speak({ rules }: FastPaxos, io: FastIo, to: NodeId, message: Message): void {
  if (rules.leavesAhead(message)) io.send(to, message, "ahead");
  else io.send(to, message);
}
