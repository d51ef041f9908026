/**
 * The second phase of two-phase commit at the coordinator: it tells what it has decided until all know who must, and
 * answers those who ask; of what it does not remember by what is presumed (Mohan, Lindsay and Obermarck 1986, section 3).
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { later, type Manner } from "./manner.ts";
import type { Decision, Message, TwoPhaseIo } from "./messages.ts";
import type { Name, Session } from "./names.ts";
import type { Decided, State, Try } from "./state.ts";

/** Phase 2. Whoever must say that it knows is told until it does. */
export function tell(
  s: State,
  name: Name,
  decision: Decision,
  to: Map<NodeId, Session>,
  how: Manner,
  io: TwoPhaseIo,
): void {
  const ahead = decision === "commit" ? how.decisionWaits : undefined;
  for (const [node, session] of to) {
    io.send(node, { type: "decide", name, session, decision }, ahead);
  }
  if (!how.isAcknowledged(how.presumption, decision)) return;
  s.decided.set(name, { decision, to });
  forgetIfKnown(s, name, how, io);
  if (s.decided.has(name)) later(how.againMs, "again", name, io);
}

/** Tells those again who have not said that they know. */
export function tellAgain(s: State, name: Name, how: Manner, io: TwoPhaseIo): void {
  const decided = s.decided.get(name);
  if (decided === undefined) return;
  for (const [node, session] of decided.to) {
    io.send(node, { type: "decide", name, session, decision: decided.decision });
  }
  later(how.againMs, "again", name, io);
}

/** A participant knows what has become of a transaction. */
export function known(
  s: State,
  from: NodeId,
  name: Name,
  session: Session,
  how: Manner,
  io: TwoPhaseIo,
): void {
  const to = s.decided.get(name)?.to;
  if (to?.get(from) !== session) return;
  to.delete(from);
  forgetIfKnown(s, name, how, io);
}

/** When all know, it is as if the transaction had never been. This need not be durable: they would be told again. */
function forgetIfKnown(s: State, name: Name, how: Manner, io: TwoPhaseIo): void {
  if (!how.isForgotten(s.decided.get(name)!.to.size)) return;
  s.decided.delete(name);
  io.cancel("again", name);
  io.save({ type: "forgotten", name });
}

/** A participant asks what has become of a visit. */
export function inquired(
  s: State,
  from: NodeId,
  { name, session, isPrepared }: Extract<Message, { type: "inquire" }>,
  how: Manner,
  io: TwoPhaseIo,
): void {
  const trying = s.tries.get(name), decided = s.decided.get(name);
  const visit = trying?.sessions.get(from) ?? (trying?.asked.has(from) ? session : undefined);
  if (visit === session) return io.send(from, { type: "undecided", name, session });
  // It may have promised since it asked: without a session, this is for one that has not.
  if (!isPrepared) return io.send(from, { type: "decide", name, session: null, decision: "abort" });
  io.send(from, { type: "decide", name, session, decision: decisionOn(trying, decided, how) });
}

/** A participant that is prepared and of which nobody is asking any more has ended all other visits before. */
function decisionOn(
  trying: Try | undefined,
  decided: Decided | undefined,
  how: Manner,
): Decision {
  if (decided !== undefined) return decided.decision;
  return trying === undefined ? how.presumed(how.presumption) : "abort";
}
