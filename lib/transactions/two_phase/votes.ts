/**
 * Two-phase commit at a participant (Gray 1978; Mohan, Lindsay and Obermarck 1986, sections 2 and 3): it promises to be
 * able to commit, whatever happens, and is then in doubt until it hears what was decided: it can neither commit nor
 * abort, and keeps its locks. It asks the coordinator, and the other participants: one of them may know, or not have
 * promised anything yet, and abort (cooperative termination, Bernstein, Hadzilacos and Goodman 1987, section 7.4).
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { release } from "../locking/table.ts";
import { apply, remember } from "./journal.ts";
import { later, type Manner } from "./manner.ts";
import type { Message, TwoPhaseIo, Vote } from "./messages.ts";
import { coordinatorOf, type Name, type Session } from "./names.ts";
import type { State, Visit } from "./state.ts";
import { leave, settle } from "./visits.ts";

/** The coordinator asks whether this participant can commit. */
export function prepare(
  s: State,
  from: NodeId,
  { name, session, writes, others }: Extract<Message, { type: "prepare" }>,
  how: Manner,
  io: TwoPhaseIo,
): void {
  const vote = (vote: Vote) => io.send(from, { type: "vote", name, session, vote }, how.voteWaits);
  const visit = s.visits.get(name);
  if (visit === undefined || !how.isOf(session, visit)) {
    const was = s.outcomes.get(name);
    vote(was?.outcome === "read" && was.session === session ? "read" : how.voteOfUnknown);
    return;
  }
  if (visit.promise === null && writes.length === 0 && how.readsDropOut) {
    leave(s, name, io);
    remember(s, name, session, "read");
    vote("read");
    return settle(s, how, io);
  }
  if (visit.promise === null) promise(s, name, visit, { writes, others }, how, io);
  vote("yes");
}

/** What it has promised is durable before it says so. Nobody else needs what it has only read to stay as it is. */
function promise(
  s: State,
  name: Name,
  visit: Visit,
  promised: NonNullable<Visit["promise"]>,
  how: Manner,
  io: TwoPhaseIo,
): void {
  const { session, age } = visit;
  visit.promise = promised;
  visit.wanted = null;
  visit.silent = 0;
  io.save({ type: "prepared", name, session, age, ...promised });
  later(how.inquireMs, "inquire", name, io);
  release(s.table, name, (lock) => !how.isKeptAfterVoting(lock));
  settle(s, how, io);
}

/** It has been decided what becomes of a transaction. Whether it is known here already or not, it is now. */
export function decide(
  s: State,
  { name, session, decision }: Extract<Message, { type: "decide" }>,
  how: Manner,
  io: TwoPhaseIo,
): void {
  const visit = s.visits.get(name);
  if (visit !== undefined && isMeant(session, visit, how)) {
    if (visit.promise !== null) {
      if (decision === "commit") apply(s, visit.promise.writes);
      io.save({ type: "ended", name, session: visit.session, decision });
      remember(s, name, visit.session, decision);
    }
    leave(s, name, io);
    // What others were waiting for may be told when this is durable, and so may this be.
    settle(s, how, io);
  }
  if (session !== null && how.isAcknowledged(how.presumption, decision)) {
    io.send(coordinatorOf(name), { type: "done", name, session });
  }
}

/** A coordinator that does not know the visit has asked for it, and has promised nothing to anybody. */
function isMeant(session: Session | null, visit: Visit, how: Manner): boolean {
  return session === null ? visit.promise === null : how.isOf(session, visit);
}

/** Another participant is in doubt. */
export function consult(
  s: State,
  from: NodeId,
  { name, session, asking }: Extract<Message, { type: "consult" }>,
  how: Manner,
  io: TwoPhaseIo,
): void {
  const visit = s.visits.get(name);
  if (visit !== undefined && how.isOf(session, visit)) {
    if (visit.promise !== null) return;
    // It has not voted, and is not going to vote yes now: so all that asked it can abort.
    leave(s, name, io);
    remember(s, name, session, "abort");
    io.send(from, { type: "decide", name, session: asking, decision: "abort" });
    return settle(s, how, io);
  }
  const was = s.outcomes.get(name);
  if (was?.session !== session || was.outcome === "read") return;
  io.send(from, { type: "decide", name, session: asking, decision: was.outcome });
}
