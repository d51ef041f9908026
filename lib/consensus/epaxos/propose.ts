/**
 * Phase 1 (Moraru et al. 2013, figure 2): the coordinator asks all what they know that interferes. If enough have
 * found what it has found, that is decided, two messages after a client asked; else all that they have found is put to
 * the vote.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { type Ballot, compareBallots, NO_BALLOT } from "../ballot.ts";
import { askForVotes } from "./accept.ts";
import { decide, tellDecided } from "./commit.ts";
import { type Attributes, type Id, idLabel, type Proposal } from "./instance.ts";
import { attributesOf, instanceAt, isDecided, note, put } from "./log.ts";
import { type EPaxosIo, type Incoming, others } from "./messages.ts";
import { UNKNOWN } from "./rules.ts";
import { type EPaxos, sizesFor } from "./settings.ts";
import type { Asked, State } from "./state.ts";
import { watch } from "./watch.ts";

/** Puts what has come into the next instance of its own row, as much as an instance holds. */
export function proposeNext(
  epaxos: EPaxos,
  s: State,
  stamp: number | undefined,
  io: EPaxosIo,
): void {
  while (s.queue.length > 0) {
    propose(epaxos, s, s.queue.splice(0, epaxos.maxBatch), io, stamp);
  }
}

/** Puts these commands into the next instance of its own row. */
export function propose(
  epaxos: EPaxos,
  s: State,
  asked: readonly Asked[],
  io: EPaxosIo,
  stamp?: number,
): void {
  const id: Id = { replica: io.self, slot: s.nextSlot++ };
  const value = { commands: asked.map(({ command }) => command) };
  const proposal: Proposal = { value, ...attributesOf(epaxos, s, id, value) };
  put(epaxos, s, id, { ...UNKNOWN, phase: "pre-accepted", proposal, initial: proposal }, io);
  s.clients.set(id.slot, asked);
  s.attempts.set(idLabel(id), { step: "pre-accept", ballot: NO_BALLOT, replies: new Map() });
  for (const to of askedFirst(epaxos, io)) {
    const message = { type: "preAccept", id, ballot: NO_BALLOT, proposal } as const;
    io.send(to, stamp === undefined ? message : { ...message, stamp });
  }
  watch(epaxos, s, id, io);
  settle(epaxos, s, id, false, io);
}

/** Whom phase 1 asks: all others; those that come next, as many as are needed, where it is to be thrifty. */
function askedFirst(epaxos: EPaxos, io: EPaxosIo): number[] {
  const sizes = sizesFor(epaxos, io.peers), all = others(io);
  if (!epaxos.thrifty) return all;
  const count = Math.max(epaxos.rules.fastQuorum(sizes), epaxos.rules.slowQuorum(sizes)) - 1;
  const next = all.filter((peer) => peer > io.self), wrapped = all.filter((peer) => peer < io.self);
  return [...next, ...wrapped].slice(0, count);
}

/**
 * Begins with phase 1 once more, in the ballot of a recovery that has found out that nothing was decided on the fast
 * path. In this ballot there is none.
 */
export function restart(
  epaxos: EPaxos,
  s: State,
  id: Id,
  ballot: Ballot,
  proposal: Proposal,
  io: EPaxosIo,
): void {
  note(epaxos, s, id, proposal, io);
  s.attempts.set(idLabel(id), { step: "pre-accept", ballot, replies: new Map() });
  for (const to of others(io)) io.send(to, { type: "preAccept", id, ballot, proposal });
  settle(epaxos, s, id, false, io);
}

/** Asks once more whoever has not replied. */
export function askAgain(s: State, id: Id, io: EPaxosIo): void {
  const attempt = s.attempts.get(idLabel(id)), { initial } = instanceAt(s, id);
  if (attempt?.step !== "pre-accept") return;
  const { ballot, replies } = attempt;
  for (const to of others(io)) {
    if (!replies.has(to)) io.send(to, { type: "preAccept", id, ballot, proposal: initial! });
  }
}

/** A coordinator asks what this replica knows. */
export function uponPreAccept(
  epaxos: EPaxos,
  s: State,
  { from, id, ballot, proposal }: Incoming<"preAccept">,
  io: EPaxosIo,
): void {
  if (isDecided(s, id)) return tellDecided(s, id, from, io);
  const instance = instanceAt(s, id), { promised } = instance;
  if (!epaxos.rules.mayAccept(ballot, promised)) {
    return io.send(from, { type: "nack", id, promised });
  }
  if (compareBallots(ballot, NO_BALLOT) > 0) {
    return preAcceptAgain(epaxos, s, from, id, ballot, proposal, io);
  }
  if (instance.phase === "none") {
    const { value } = proposal, found = attributesOf(epaxos, s, id, value);
    const own: Proposal = { value, ...epaxos.rules.merge(proposal, found) };
    put(
      epaxos,
      s,
      id,
      { ...instance, phase: "pre-accepted", proposal: own, initial: proposal },
      io,
    );
    watch(epaxos, s, id, io);
  }
  const { proposal: known, phase } = instanceAt(s, id);
  if (phase !== "pre-accepted") return;
  const { dependencies, sequence } = known!;
  io.send(from, { type: "preAcceptReply", id, ballot, dependencies, sequence });
}

/** Somebody who recovers asks what this replica knows by now. What it had pre-accepted stays as it is: others count that. */
function preAcceptAgain(
  epaxos: EPaxos,
  s: State,
  from: NodeId,
  id: Id,
  ballot: Ballot,
  proposal: Proposal,
  io: EPaxosIo,
): void {
  const { promised } = instanceAt(s, id);
  if (compareBallots(ballot, promised) > 0) {
    put(epaxos, s, id, epaxos.rules.promising(instanceAt(s, id), ballot), io);
    s.attempts.delete(idLabel(id));
  }
  note(epaxos, s, id, proposal, io);
  watch(epaxos, s, id, io);
  const { dependencies, sequence } = attributesOf(epaxos, s, id, proposal.value);
  io.send(from, { type: "preAcceptReply", id, ballot, dependencies, sequence });
}

/** A replica has said what it knows. */
export function uponPreAcceptReply(
  epaxos: EPaxos,
  s: State,
  { from, id, ballot, dependencies, sequence }: Incoming<"preAcceptReply">,
  io: EPaxosIo,
): void {
  const attempt = s.attempts.get(idLabel(id));
  if (attempt?.step !== "pre-accept" || compareBallots(attempt.ballot, ballot) !== 0) return;
  attempt.replies.set(from, { dependencies, sequence });
  settle(epaxos, s, id, false, io);
}

/**
 * Decides when enough agree. When too few can agree any more, or it has waited long enough, it asks for votes, as soon
 * as so many have replied that nothing which was decided before is missing.
 */
export function settle(
  epaxos: EPaxos,
  s: State,
  id: Id,
  isLate: boolean,
  io: EPaxosIo,
): void {
  const attempt = s.attempts.get(idLabel(id)), { promised, initial } = instanceAt(s, id);
  if (attempt?.step !== "pre-accept" || compareBallots(attempt.ballot, promised) !== 0) return;
  const { rules } = epaxos,
    { ballot } = attempt,
    sizes = sizesFor(epaxos, io.peers),
    asked = initial!;
  const replies: readonly Attributes[] = [...attempt.replies.values()];
  const isFirst = compareBallots(ballot, NO_BALLOT) === 0;
  const agreeing = 1 + replies.filter((reply) => rules.agrees(asked, reply)).length;
  const fast = rules.fastQuorum(sizes);
  if (isFirst && agreeing >= fast) return decide(epaxos, s, id, asked, io);
  if (1 + replies.length < rules.slowQuorum(sizes)) return;
  const silent = sizes.replicas - 1 - replies.length;
  const heard = 1 + replies.length, mayHope = epaxos.hopeful || heard < fast;
  if (isFirst && mayHope && agreeing + silent >= fast && !isLate) return;
  const own = isFirst ? asked : rules.merge(asked, attributesOf(epaxos, s, id, asked.value));
  const proposal: Proposal = { value: asked.value, ...rules.mergeReplies(own, replies) };
  askForVotes(epaxos, s, id, ballot, proposal, io);
}
