/** Phase 1, once for all slots: how a server gets a ballot of its own promised (Lamport 2001, section 3). @module */

import type { NodeId } from "../../model/protocol.ts";
import { type Ballot, compareBallots } from "../ballot.ts";
import { membersAfter, membersAt } from "./configuration.ts";
import { tellMembers } from "./catch_up.ts";
import { execute, learn } from "./execute.ts";
import { lead, proposeAll } from "./leader.ts";
import { type Voted, votesFrom } from "./log.ts";
import type { Incoming, Message, MultiPaxosIo } from "./messages.ts";
import { endLoyalty, follow, promise, resetElectionTimer } from "./roles.ts";
import { hasPhase1 } from "./mandate.ts";
import { type MultiPaxos, patienceOf } from "./settings.ts";
import type { Mandate, State } from "./state.ts";

/** Nothing has been heard of a leader: stand, unless it is too early, or it is no member. */
export function afterElection(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  if (s.leading !== null) return;
  if (s.loyal) return endLoyalty(paxos, s, io);
  resetElectionTimer(paxos, s, io);
  if (!membersAt(s.configurations, s.executed + 1).includes(io.self)) tellMembers(s, io);
  else if (paxos.loyal) canvass(paxos, s, io);
  else stand(paxos, s, io);
}

/** Asks first who would promise, so that a server that cannot win disturbs nobody. */
function canvass(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  const ballot = nextBallot(s, io);
  s.leader = null;
  s.canvass = { ballot, consents: new Set([io.self]) };
  toMembers(s, { type: "canvass", ballot }, io);
  standIfWelcome(paxos, s, io);
}

/** A server would like to stand; nothing changes by the answer. */
export function uponCanvass(
  paxos: MultiPaxos,
  s: State,
  { from, ballot }: Incoming<"canvass">,
  io: MultiPaxosIo,
): void {
  const order = compareBallots(ballot, s.promised);
  if (order < 0) io.send(from, { type: "nack", ballot, promised: s.promised });
  else if (order > 0 && !staysWithLeader(paxos, s, from)) {
    io.send(from, { type: "consent", ballot });
  }
}

/** Somebody would promise. */
export function uponConsent(
  paxos: MultiPaxos,
  s: State,
  { from, ballot }: Incoming<"consent">,
  io: MultiPaxosIo,
): void {
  if (s.canvass === null || !paxos.rules.isReplyTo(ballot, s.canvass.ballot)) return;
  s.canvass.consents.add(from);
  standIfWelcome(paxos, s, io);
}

function standIfWelcome(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  const members = membersAt(s.configurations, s.executed + 1);
  if (s.canvass !== null && paxos.quorums(members).phase1(s.canvass.consents)) stand(paxos, s, io);
}

/** A server that hears its leader, or leads, helps nobody else to lead. */
export function staysWithLeader(paxos: MultiPaxos, s: State, other: NodeId): boolean {
  return paxos.loyal && (s.loyal || s.leading !== null) && other !== s.leader;
}

/** The same of a candidate that asks for a promise: its leader may have named it. */
export function staysWithLeaderAgainst(
  paxos: MultiPaxos,
  s: State,
  { from, named }: Incoming<"prepare">,
): boolean {
  return staysWithLeader(paxos, s, from) && !paxos.rules.isNamed(named, s.promised);
}

/** Whether the leader of the ballot that it has promised has told it to stand. */
export function isToStand({ named, promised }: Readonly<State>): boolean {
  return named !== undefined && compareBallots(named, promised) === 0;
}

/** The leader wants this server to lead, which has executed as much. */
export function uponStandNow(
  paxos: MultiPaxos,
  s: State,
  { ballot }: Incoming<"standNow">,
  io: MultiPaxosIo,
): void {
  if (compareBallots(ballot, s.promised) !== 0 || s.mandate !== null) return;
  if (!membersAt(s.configurations, s.executed + 1).includes(io.self)) return;
  s.loyal = false;
  s.named = ballot;
  resetElectionTimer(paxos, s, io);
  stand(paxos, s, io);
}

/** A ballot above all that it has heard of. */
export function nextBallot(s: State, io: MultiPaxosIo): Ballot {
  return { round: Math.max(s.round, s.promised.round) + 1, node: io.self };
}

function toMembers(s: State, message: Message, io: MultiPaxosIo): void {
  for (const to of membersAfter(s.configurations, s.executed)) {
    if (to !== io.self) io.send(to, message);
  }
}

/** Promises itself a ballot that nobody has had, and asks the others to. */
export function stand(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  const ballot = nextBallot(s, io);
  if (!paxos.upper.mayStand(s, ballot, io)) return;
  const named = isToStand(s) ? { named: s.promised } : {};
  promise(paxos, s, ballot, io);
  s.leader = null;
  const first = paxos.rules.asksFrom(s.executed);
  const mandate: Mandate = {
    ballot,
    promises: new Set([io.self]),
    found: new Map(),
    ahead: null,
  };
  s.mandate = mandate;
  for (const vote of votesFrom(s.log, first)) findVote(paxos, mandate, vote);
  toMembers(s, { type: "prepare", ballot, first, ...named }, io);
  leadIfPromised(paxos, s, io);
}

/** A candidate asks for a promise; a leader does, of those who join. */
export function uponPrepare(
  paxos: MultiPaxos,
  s: State,
  message: Incoming<"prepare">,
  io: MultiPaxosIo,
): void {
  const { from, ballot, first } = message;
  const order = compareBallots(ballot, s.promised);
  if (order < 0 && !paxos.rules.mayPromise(ballot, s.promised)) {
    io.send(from, { type: "nack", ballot, promised: s.promised });
    return;
  }
  // A promise that is asked for again is given again: it is the same.
  if (order !== 0) {
    if (staysWithLeaderAgainst(paxos, s, message)) return;
    promise(paxos, s, ballot, io);
    if (from !== s.leader) s.leader = null;
    resetElectionTimer(paxos, s, io);
  }
  const votes = votesFrom(s.log, first);
  io.send(from, { type: "promise", ballot, votes, executed: s.executed });
}

/** An acceptor has promised, and tells what it has voted for. */
export function uponPromise(
  paxos: MultiPaxos,
  s: State,
  { from, ballot, votes, executed }: Incoming<"promise">,
  io: MultiPaxosIo,
): void {
  const { mandate } = s;
  if (mandate === null || !paxos.rules.isReplyTo(ballot, mandate.ballot)) return;
  mandate.promises.add(from);
  for (const vote of votes) findVote(paxos, mandate, vote);
  learn(paxos, s, votes.filter(({ slot }) => slot <= executed), io);
  if (executed > Math.max(s.executed, mandate.ahead?.executed ?? 0)) {
    mandate.ahead = { node: from, executed, patience: patienceOf(paxos) };
    io.send(from, { type: "fetch", executed: s.executed });
  }
  execute(paxos, s, io);
  if (s.leading === null) leadIfPromised(paxos, s, io);
  else proposeAll(paxos, s, io);
}

function findVote({ rules }: MultiPaxos, { found }: Mandate, vote: Voted): void {
  const known = found.get(vote.slot);
  found.set(vote.slot, known === undefined ? vote : rules.better(known, vote));
}

function leadIfPromised(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  if (s.mandate === null || !hasPhase1(paxos, s, s.executed + 1)) return;
  lead(paxos, s, io);
}

/** Somebody has promised a higher ballot: whoever led or stood in the lower one stops, and will go above it. */
export function uponNack(
  paxos: MultiPaxos,
  s: State,
  { ballot, promised }: Incoming<"nack">,
  io: MultiPaxosIo,
): void {
  s.round = Math.max(s.round, promised.round);
  if (s.mandate === null || compareBallots(ballot, s.mandate.ballot) !== 0) return;
  follow(paxos, s, null, io);
}
