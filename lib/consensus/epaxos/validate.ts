/**
 * What may have been decided on the fast path is put to a test before it is put to the vote: whoever has promised says
 * what contradicts it (Ryabinin, Gotsman and Sutra 2025, figure 5).
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { compareBallots } from "../ballot.ts";
import { askForVotes } from "./accept.ts";
import { decide, tellDecided } from "./commit.ts";
import { type Id, idLabel, idOf, type Proposal } from "./instance.ts";
import { footprintIn, forgottenBy, instanceAt, isDecided, note } from "./log.ts";
import { type EPaxosIo, type Incoming, type Objection, others, type Report } from "./messages.ts";
import { restart } from "./propose.ts";
import { type EPaxos, sizesFor } from "./settings.ts";
import { includes } from "./snapshot.ts";
import type { State, Suspicion } from "./state.ts";
import { watch } from "./watch.ts";

/** Asks those who have promised what contradicts a decision on the fast path. */
export function validate(
  epaxos: EPaxos,
  s: State,
  id: Id,
  suspicion: Suspicion,
  io: EPaxosIo,
): void {
  const { ballot, quorum, proposal } = suspicion;
  note(epaxos, s, id, proposal, io);
  const replies = new Map([[io.self, objections(epaxos, s, id, proposal)]]);
  s.attempts.set(idLabel(id), { step: "validate", ...suspicion, replies });
  for (const to of quorum) {
    if (to !== io.self) io.send(to, { type: "validate", id, ballot, proposal });
  }
  judge(epaxos, s, id, io);
}

/** Somebody wants to know what contradicts a decision on the fast path. */
export function uponValidate(
  epaxos: EPaxos,
  s: State,
  { from, id, ballot, proposal }: Incoming<"validate">,
  io: EPaxosIo,
): void {
  if (isDecided(s, id)) return tellDecided(s, id, from, io);
  const { promised } = instanceAt(s, id);
  if (compareBallots(ballot, promised) !== 0) {
    if (compareBallots(ballot, promised) < 0) io.send(from, { type: "nack", id, promised });
    return;
  }
  note(epaxos, s, id, proposal, io);
  const against = objections(epaxos, s, id, proposal);
  io.send(from, { type: "validateReply", id, ballot, against });
}

/** The instances that interfere with a proposal, are none of its dependencies, and do not depend on it either. */
export function objections(
  epaxos: EPaxos,
  s: Readonly<State>,
  id: Id,
  { value, dependencies }: Proposal,
): Objection[] {
  const { rules } = epaxos, own = footprintIn(epaxos, s, id, value);
  const found: Objection[] = [];
  // What is forgotten is executed, and what it depends on was, too; `id` was not.
  forgottenBy(s, own).dependencies.forEach((slot, replica) => {
    if (slot > dependencies[replica]!) found.push({ id: { replica, slot }, committed: true });
  });
  s.rows.forEach((row, replica) => {
    for (const [slot, { phase, proposal, initial }] of row) {
      const other: Id = { replica, slot }, committed = phase === "committed";
      const known = committed ? proposal : initial;
      if (known === null || replica === id.replica && slot === id.slot) continue;
      if (rules.dependsOn(dependencies, other) || rules.dependsOn(known.dependencies, id)) continue;
      if (!rules.interferes(own, footprintIn(epaxos, s, other, known.value))) continue;
      found.push({ id: other, committed });
    }
  });
  return found.filter(rules.objects);
}

/** Somebody has said what contradicts it. */
export function uponValidateReply(
  epaxos: EPaxos,
  s: State,
  { from, id, ballot, against }: Incoming<"validateReply">,
  io: EPaxosIo,
): void {
  const attempt = s.attempts.get(idLabel(id));
  if (attempt?.step !== "validate" || compareBallots(attempt.ballot, ballot) !== 0) return;
  attempt.replies.set(from, against);
  judge(epaxos, s, id, io);
}

/** Goes on as soon as all have said what contradicts it. */
function judge(epaxos: EPaxos, s: State, id: Id, io: EPaxosIo): void {
  const attempt = s.attempts.get(idLabel(id));
  if (attempt?.step !== "validate" || attempt.replies.size < attempt.quorum.length) return;
  const { ballot, quorum, proposal, support, replies } = attempt;
  const sizes = sizesFor(epaxos, io.peers);
  const objections = [...replies.values()].flat();
  switch (epaxos.rules.judges({ objections, quorum, support, sizes })) {
    case "possible":
      return askForVotes(epaxos, s, id, ballot, proposal, io);
    case "impossible":
      return restart(epaxos, s, id, ballot, proposal, io);
    case "wait": {
      const on = [...new Set(objections.map((each) => idLabel(each.id)))].map(idOf);
      s.attempts.set(idLabel(id), { step: "wait", ballot, quorum, proposal, support, on });
      for (const to of others(io)) io.send(to, { type: "waiting", id, support });
      s.waiting.set(idLabel(id), support);
      for (const each of on) if (!isDecided(s, each)) watch(epaxos, s, each, io);
      endWaits(epaxos, s, io);
    }
  }
}

/** Somebody waits with an instance. */
export function uponWaiting(
  epaxos: EPaxos,
  s: State,
  { id, support }: Incoming<"waiting">,
  io: EPaxosIo,
): void {
  if (isDecided(s, id)) return;
  s.waiting.set(idLabel(id), support);
  endWaits(epaxos, s, io);
}

/** Goes on with instances that waited for what is known now. */
export function endWaits(epaxos: EPaxos, s: State, io: EPaxosIo): void {
  for (const [label, attempt] of [...s.attempts]) {
    if (attempt.step !== "wait" || s.attempts.get(label) !== attempt) continue;
    const id = idOf(label), { ballot, proposal } = attempt, sizes = sizesFor(epaxos, io.peers);
    const open = attempt.on.filter((other) => !isDecided(s, other));
    if (
      attempt.on.some((other) => contradicts(epaxos, s, id, other)) ||
      open.some((other) => epaxos.rules.outweighs(s.waiting.get(idLabel(other)) ?? 0, sizes))
    ) {
      restart(epaxos, s, id, ballot, proposal, io);
    } else if (open.length === 0) askForVotes(epaxos, s, id, ballot, proposal, io);
  }
}

/** Whether an instance is decided so that another one, which waited for that, was not decided on the fast path. */
function contradicts(epaxos: EPaxos, s: Readonly<State>, id: Id, other: Id): boolean {
  const { value, dependencies } = (s.attempts.get(idLabel(id)) as Suspicion).proposal;
  if (includes(s.snapshot, other)) {
    // It may have been a no-op; if not, it was executed, and did not depend on an instance that is open.
    const last = forgottenBy(s, footprintIn(epaxos, s, id, value)).dependencies[other.replica]!;
    return last > dependencies[other.replica]!;
  }
  const { phase, proposal } = instanceAt(s, other);
  return phase === "committed" && proposal!.value.commands.length > 0 &&
    !epaxos.rules.dependsOn(proposal!.dependencies, id);
}

/** Somebody has promised who is not among those who did first; that helps if it knows the answer. */
export function hearLate(
  epaxos: EPaxos,
  s: State,
  id: Id,
  from: NodeId,
  { phase, proposal }: Report,
  io: EPaxosIo,
): void {
  const { ballot, proposal: asked } = s.attempts.get(idLabel(id)) as Suspicion;
  if (phase === "committed") decide(epaxos, s, id, proposal!, io);
  else if (phase === "accepted") askForVotes(epaxos, s, id, ballot, proposal!, io);
  else if (from === id.replica) restart(epaxos, s, id, ballot, asked, io);
}
