/**
 * Two-phase commit at the coordinator (Gray 1978, section 5.8.3.3; Mohan, Lindsay and Obermarck 1986, sections 2 and 3):
 * it asks all participants whether they can commit, decides to commit if all can, makes that durable, and tells them.
 * What it must make durable, and of what it is to be told that it is known, depends on what is presumed of transactions
 * that it does not remember.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Outcome } from "../client.ts";
import { keeperOf } from "../places.ts";
import type { Manner } from "./manner.ts";
import type { Message, TwoPhaseIo, Vote } from "./messages.ts";
import type { Name, Session } from "./names.ts";
import type { State, Try } from "./state.ts";
import { tell } from "./telling.ts";

/** Why a try is not to be committed. */
export type Reason = Omit<Extract<Outcome, { why: "aborted" | "refused" }>, "ok">;

/** Phase 1: can all commit? Where commits are presumed, it must be known after a crash whom that was asked. */
export function collectVotes(
  s: State,
  name: Name,
  trying: Try,
  how: Manner,
  io: TwoPhaseIo,
): void {
  trying.stage = "voting";
  if (trying.sessions.size === 0) return commit(s, name, trying, how, io);
  if (how.isCollected(how.presumption)) {
    io.save({ type: "collecting", name, to: [...trying.sessions] });
  }
  prepare(name, trying, how, io);
}

/** Asks those who have not voted. */
export function prepare(name: Name, trying: Try, how: Manner, io: TwoPhaseIo): void {
  for (const [node, session] of trying.sessions) {
    if (trying.votes.has(node)) continue;
    const writes = [...trying.writes].filter(([key]) => keeperOf(how.splits, key) === node);
    const others = [...trying.sessions].filter(([other]) => other !== node);
    io.send(node, { type: "prepare", name, session, writes, others });
  }
}

/** A participant has voted. */
export function voted(
  s: State,
  from: NodeId,
  { name, session, vote }: Extract<Message, { type: "vote" }>,
  how: Manner,
  io: TwoPhaseIo,
): void {
  const trying = s.tries.get(name);
  if (trying?.stage !== "voting" || trying.sessions.get(from) !== session) return;
  if (trying.votes.has(from)) return;
  trying.votes.set(from, vote);
  if (vote === "no") {
    const words = `participant ${from} has voted no`;
    return aborted(s, name, { why: "aborted", words }, how, io);
  }
  if (trying.votes.size === trying.sessions.size) commit(s, name, trying, how, io);
}

/** A participant has lost the locks of a transaction: because of somebody else, or in a crash. */
export function lost(
  s: State,
  from: NodeId,
  name: Name,
  session: Session,
  how: Manner,
  io: TwoPhaseIo,
): void {
  const trying = s.tries.get(name);
  if (trying === undefined || trying.votes.has(from)) return;
  if (
    trying.sessions.get(from) !== session && !(trying.asked.has(from) && !trying.sessions.has(from))
  ) return;
  aborted(
    s,
    name,
    { why: "aborted", words: `participant ${from} has let go of its locks` },
    how,
    io,
  );
}

/** All have voted yes, or have only read. From the moment when this is durable it is committed. */
function commit(s: State, name: Name, trying: Try, how: Manner, io: TwoPhaseIo): void {
  const to = votersOf(trying, "yes"), { client } = trying.task;
  const answer: Outcome = { ok: true, results: [...trying.results] };
  over(s, name, io);
  if (to.size === 0) {
    // Nobody needs to know, and nothing is lost if it is forgotten.
    if (how.isCollected(how.presumption) && trying.sessions.size > 0) {
      io.save({ type: "forgotten", name });
    }
    return io.answer(client, answer, "ahead");
  }
  const isRemembered = how.isAcknowledged(how.presumption, "commit");
  io.save({ type: "decided", name, decision: "commit", to: isRemembered ? [...to] : [] });
  io.answer(client, answer, how.decisionWaits);
  tell(s, name, "commit", to, how, io);
}

/** Nothing of this try is to be done. It is tried again, unless it is refused or has been tried often enough. */
export function aborted(s: State, name: Name, reason: Reason, how: Manner, io: TwoPhaseIo): void {
  const trying = s.tries.get(name)!, { task } = trying;
  over(s, name, io);
  if (trying.stage === "voting") abortPrepared(s, name, trying, how, io);
  else {
    for (const node of new Set([...trying.sessions.keys(), ...trying.asked.keys()])) {
      const session = trying.sessions.get(node) ?? null;
      io.send(node, { type: "decide", name, session, decision: "abort" });
    }
  }
  if (reason.why === "refused" || task.attempt + 1 >= how.tries) {
    return io.answer(task.client, { ok: false, ...reason });
  }
  s.resting.set(name, { ...task, attempt: task.attempt + 1 });
  io.wait(how.pauseMs, { type: "retry", key: name });
}

/** Some may have prepared. Where aborts are presumed, a coordinator that is asked later need not remember this one. */
function abortPrepared(s: State, name: Name, trying: Try, how: Manner, io: TwoPhaseIo): void {
  const to = new Map(trying.sessions);
  for (const [node, vote] of trying.votes) if (vote !== "yes") to.delete(node);
  if (how.presumption === "nothing") {
    io.save({ type: "decided", name, decision: "abort", to: [...to] });
  }
  tell(s, name, "abort", to, how, io);
}

function votersOf({ votes, sessions }: Try, vote: Vote): Map<NodeId, Session> {
  return new Map([...sessions].filter(([node]) => votes.get(node) === vote));
}

function over(s: State, name: Name, io: TwoPhaseIo): void {
  s.tries.delete(name);
  io.cancel("again", name);
}
