/** Phase 2 (Moraru et al. 2013, figure 2): the votes, in the first ballot or in that of a recovery. @module */

import { type Ballot, compareBallots } from "../ballot.ts";
import { decide, tellDecided } from "./commit.ts";
import { type Id, idLabel, type Proposal } from "./instance.ts";
import { instanceAt, isDecided, put } from "./log.ts";
import { type EPaxosIo, type Incoming, others } from "./messages.ts";
import { type EPaxos, sizesFor } from "./settings.ts";
import type { State } from "./state.ts";
import { watch } from "./watch.ts";

/** Votes for a proposal itself, and asks all others to. */
export function askForVotes(
  epaxos: EPaxos,
  s: State,
  id: Id,
  ballot: Ballot,
  proposal: Proposal,
  io: EPaxosIo,
): void {
  vote(epaxos, s, id, ballot, proposal, io);
  s.attempts.set(idLabel(id), { step: "accept", ballot, voters: new Set([io.self]) });
  for (const to of others(io)) io.send(to, { type: "accept", id, ballot, proposal });
  watch(epaxos, s, id, io);
  count(epaxos, s, id, io);
}

/** Asks once more whoever has not voted. */
export function askForMissingVotes(s: State, id: Id, io: EPaxosIo): void {
  const attempt = s.attempts.get(idLabel(id)), { proposal } = instanceAt(s, id);
  if (attempt?.step !== "accept") return;
  const { ballot, voters } = attempt;
  for (const to of others(io)) {
    if (!voters.has(to)) io.send(to, { type: "accept", id, ballot, proposal: proposal! });
  }
}

/** Somebody asks for a vote. */
export function uponAccept(
  epaxos: EPaxos,
  s: State,
  { from, id, ballot, proposal }: Incoming<"accept">,
  io: EPaxosIo,
): void {
  if (isDecided(s, id)) return tellDecided(s, id, from, io);
  const { promised } = instanceAt(s, id);
  if (!epaxos.rules.mayAccept(ballot, promised)) {
    return io.send(from, { type: "nack", id, promised });
  }
  // Whatever it did itself for this instance in a lower ballot comes to nothing.
  if (compareBallots(ballot, promised) > 0) s.attempts.delete(idLabel(id));
  vote(epaxos, s, id, ballot, proposal, io);
  watch(epaxos, s, id, io);
  io.send(from, { type: "acceptReply", id, ballot });
}

function vote(
  epaxos: EPaxos,
  s: State,
  id: Id,
  ballot: Ballot,
  proposal: Proposal,
  io: EPaxosIo,
): void {
  const instance = instanceAt(s, id);
  put(
    epaxos,
    s,
    id,
    { ...instance, promised: ballot, accepted: ballot, phase: "accepted", proposal },
    io,
  );
}

/** Somebody has voted. */
export function uponAcceptReply(
  epaxos: EPaxos,
  s: State,
  { from, id, ballot }: Incoming<"acceptReply">,
  io: EPaxosIo,
): void {
  const attempt = s.attempts.get(idLabel(id));
  if (attempt?.step !== "accept" || compareBallots(attempt.ballot, ballot) !== 0) return;
  attempt.voters.add(from);
  count(epaxos, s, id, io);
}

function count(epaxos: EPaxos, s: State, id: Id, io: EPaxosIo): void {
  const attempt = s.attempts.get(idLabel(id));
  if (attempt?.step !== "accept") return;
  if (attempt.voters.size < epaxos.rules.slowQuorum(sizesFor(epaxos, io.peers))) return;
  decide(epaxos, s, id, instanceAt(s, id).proposal!, io);
}
