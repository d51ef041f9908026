/**
 * Recovery (Ryabinin, Gotsman and Sutra 2025, figure 5): whoever waits for an instance takes it over in a higher
 * ballot. It hears what n − f replicas know; `choice` says what it makes of that.
 *
 * @module
 */

import { type Ballot, compareBallots } from "../ballot.ts";
import { askForMissingVotes, askForVotes } from "./accept.ts";
import { decide, tellDecided } from "./commit.ts";
import { type Id, idLabel, idOf, type Instance } from "./instance.ts";
import { instanceAt, isDecided, put } from "./log.ts";
import { type EPaxosIo, type Incoming, others, type Report } from "./messages.ts";
import { askAgain, restart, settle } from "./propose.ts";
import { type EPaxos, sizesFor } from "./settings.ts";
import type { State } from "./state.ts";
import { hearLate, validate } from "./validate.ts";
import { watch } from "./watch.ts";

/** An instance should have been decided by now. */
export function afterRetry(epaxos: EPaxos, s: State, key: string, io: EPaxosIo): void {
  s.watched.delete(key);
  const id = idOf(key);
  if (isDecided(s, id)) return;
  const attempt = s.attempts.get(key), { promised } = instanceAt(s, id);
  if (attempt?.step === "pre-accept" && compareBallots(attempt.ballot, promised) === 0) {
    settle(epaxos, s, id, true, io);
    askAgain(s, id, io);
  } else if (attempt?.step === "accept" && compareBallots(attempt.ballot, promised) === 0) {
    askForMissingVotes(s, id, io);
  } else recover(epaxos, s, id, io);
  if (!isDecided(s, id)) watch(epaxos, s, id, io);
}

/** Takes an instance over. */
export function recover(epaxos: EPaxos, s: State, id: Id, io: EPaxosIo): void {
  const before = instanceAt(s, id);
  const ballot: Ballot = { round: before.promised.round + 1, node: io.self };
  promise(epaxos, s, id, ballot, io);
  const reports = new Map([[io.self, reportOf(before)]]);
  s.attempts.set(idLabel(id), { step: "prepare", ballot, reports });
  for (const to of others(io)) io.send(to, { type: "prepare", id, ballot });
  choose(epaxos, s, id, io);
}

/** Somebody takes an instance over. */
export function uponPrepare(
  epaxos: EPaxos,
  s: State,
  { from, id, ballot }: Incoming<"prepare">,
  io: EPaxosIo,
): void {
  if (isDecided(s, id)) return tellDecided(s, id, from, io);
  const before = instanceAt(s, id);
  // It may have heard of this ballot from somebody else, by a nack: to promise it again does no harm.
  const isPromised = compareBallots(ballot, before.promised) === 0;
  if (!isPromised && !epaxos.rules.mayPromise(ballot, before.promised)) {
    return io.send(from, { type: "nack", id, promised: before.promised });
  }
  promise(epaxos, s, id, ballot, io);
  s.attempts.delete(idLabel(id));
  watch(epaxos, s, id, io);
  io.send(from, { type: "prepareReply", id, ballot, ...reportOf(before) });
}

function promise(epaxos: EPaxos, s: State, id: Id, ballot: Ballot, io: EPaxosIo): void {
  put(epaxos, s, id, epaxos.rules.promising(instanceAt(s, id), ballot), io);
}

function reportOf({ accepted, phase, proposal, initial }: Instance): Report {
  return { accepted, phase, proposal, initial };
}

/** Somebody has promised. */
export function uponPrepareReply(
  epaxos: EPaxos,
  s: State,
  { from, id, ballot, ...rest }: Incoming<"prepareReply">,
  io: EPaxosIo,
): void {
  const { accepted, phase, proposal, initial } = rest;
  const attempt = s.attempts.get(idLabel(id));
  if (attempt === undefined) return;
  if (compareBallots(attempt.ballot, ballot) !== 0) return;
  const report = { accepted, phase, proposal, initial };
  if (attempt.step === "wait") return hearLate(epaxos, s, id, from, report, io);
  if (attempt.step !== "prepare") return;
  attempt.reports.set(from, report);
  choose(epaxos, s, id, io);
}

/** Goes on as soon as n − f have promised. */
function choose(epaxos: EPaxos, s: State, id: Id, io: EPaxosIo): void {
  const attempt = s.attempts.get(idLabel(id));
  if (attempt?.step !== "prepare") return;
  const { ballot, reports } = attempt, sizes = sizesFor(epaxos, io.peers);
  if (reports.size < epaxos.rules.slowQuorum(sizes)) return;
  const choice = epaxos.rules.chooses({ id, self: io.self, reports, sizes });
  switch (choice.type) {
    case "commit":
      return decide(epaxos, s, id, choice.proposal, io);
    case "accept":
      return askForVotes(epaxos, s, id, ballot, choice.proposal, io);
    case "restart":
      return restart(epaxos, s, id, ballot, choice.proposal, io);
    case "validate": {
      const { proposal, support } = choice;
      const suspicion = { ballot, quorum: [...reports.keys()], proposal, support };
      return validate(epaxos, s, id, suspicion, io);
    }
  }
}

/** Somebody has promised a higher ballot. */
export function uponNack(
  epaxos: EPaxos,
  s: State,
  { id, promised }: Incoming<"nack">,
  io: EPaxosIo,
): void {
  if (isDecided(s, id)) return;
  const instance = instanceAt(s, id);
  if (compareBallots(promised, instance.promised) <= 0) return;
  // A later ballot of its own must be above that one.
  put(epaxos, s, id, epaxos.rules.promising(instance, promised), io);
  s.attempts.delete(idLabel(id));
  watch(epaxos, s, id, io);
}
