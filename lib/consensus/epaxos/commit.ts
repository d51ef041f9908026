/** What is decided stays so: it is saved, told to all, and executed as soon as all that comes before it is. @module */

import type { NodeId } from "../../model/protocol.ts";
import { type Id, idLabel, type Proposal } from "./instance.ts";
import { instanceAt, isDecided, put } from "./log.ts";
import { type EPaxosIo, type Incoming, others } from "./messages.ts";
import type { EPaxos } from "./settings.ts";
import { includes } from "./snapshot.ts";
import type { State } from "./state.ts";
import { unwatch } from "./watch.ts";

/** This replica has found out that it is decided: tells all. */
export function decide(
  epaxos: EPaxos,
  s: State,
  id: Id,
  proposal: Proposal,
  io: EPaxosIo,
): void {
  for (const to of others(io)) io.send(to, { type: "commit", id, proposal });
  learn(epaxos, s, id, proposal, io);
}

/** Somebody says what is decided. */
export function uponCommit(
  epaxos: EPaxos,
  s: State,
  { id, proposal }: Incoming<"commit">,
  io: EPaxosIo,
): void {
  learn(epaxos, s, id, proposal, io);
}

/** It is decided. What follows from that, `follow` does when the step ends. */
function learn(epaxos: EPaxos, s: State, id: Id, proposal: Proposal, io: EPaxosIo): void {
  if (isDecided(s, id)) return;
  put(epaxos, s, id, { ...instanceAt(s, id), phase: "committed", proposal }, io);
  s.attempts.delete(idLabel(id));
  s.waiting.delete(idLabel(id));
  unwatch(s, id, io);
  s.news = true;
}

/** Tells somebody what is decided in an instance. */
export function tellDecided(s: Readonly<State>, id: Id, to: NodeId, io: EPaxosIo): void {
  const { snapshot } = s;
  if (includes(snapshot, id)) return io.send(to, { type: "installSnapshot", snapshot });
  io.send(to, { type: "commit", id, proposal: instanceAt(s, id).proposal! });
}
