/** The acceptor's part of phase 2: it votes, unless it has promised a higher ballot. @module */

import { compareBallots } from "../ballot.ts";
import { decided, execute } from "./execute.ts";
import type { Voted } from "./log.ts";
import type { Incoming, MultiPaxosIo } from "./messages.ts";
import { hearLeader, promise, save } from "./roles.ts";
import type { MultiPaxos } from "./settings.ts";
import type { State } from "./state.ts";

/** The leader asks for votes, or says that it is there. */
export function uponAccept(
  paxos: MultiPaxos,
  s: State,
  message: Incoming<"accept">,
  io: MultiPaxosIo,
): void {
  const { from, ballot, first, values, round } = message;
  if (!paxos.rules.mayVote(ballot, s.promised)) {
    io.send(from, { type: "nack", ballot, promised: s.promised });
    return;
  }
  if (compareBallots(ballot, s.promised) > 0) promise(paxos, s, ballot, io);
  hearLeader(paxos, s, from, io);
  const votes: Voted[] = [];
  values.forEach((value, i) => {
    const slot = first + i;
    // What is decided here is what the leader proposes, and is not voted for again.
    if (slot <= s.executed || s.log.entries.get(slot)?.chosen) return;
    s.log.entries.set(slot, { ballot, value, chosen: false });
    votes.push({ slot, ballot, value });
  });
  if (votes.length > 0) save(paxos, { type: "votes", votes, executed: s.executed }, io);
  hearDecisions(paxos, s, message, io);
  const { executed } = s;
  io.send(from, { type: "accepted", ballot, first, count: values.length, executed, round });
}

/** What the leader has decided in its ballot is what was voted for in it; what is missing is asked for. */
function hearDecisions(
  paxos: MultiPaxos,
  s: State,
  { from, ballot, values, executed }: Incoming<"accept">,
  io: MultiPaxosIo,
): void {
  const known: Voted[] = [];
  for (let slot = s.executed + 1; slot <= executed; slot++) {
    const entry = s.log.entries.get(slot);
    if (entry === undefined || entry.chosen || !paxos.rules.isDecided(entry, ballot)) continue;
    known.push({ slot, ballot: entry.ballot, value: entry.value });
  }
  decided(s, known);
  execute(paxos, s, io);
  const isHeartbeat = values.length === 0;
  if (isHeartbeat && s.executed < executed) io.send(from, { type: "fetch", executed: s.executed });
}
