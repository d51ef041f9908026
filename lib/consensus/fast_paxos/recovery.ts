/**
 * Recovery from collisions (Lamport 2006, section 3.2). An acceptor that has voted in a fast ballot can vote in no
 * lower one, and not again in that one: so its vote says all that its promise for the very next ballot would say, and
 * phase 1 of that is done. What is voted for there is picked as ever.
 *
 * @module
 */

import { vote } from "./acceptor.ts";
import { compareFastBallots } from "./ballot.ts";
import { begin } from "./coordinator.ts";
import { type FastIo, toAll } from "./messages.ts";
import type { FastPaxos } from "./settings.ts";
import type { State } from "./state.ts";
import type { Cast } from "./votes.ts";

/** Goes on from what is known of the votes in a ballot, if they collide and it is for this node to do so. */
export function recover(
  paxos: FastPaxos,
  s: State,
  { ballot, votes }: Cast,
  io: FastIo,
): void {
  const { recovery, rules: { after, collide, mayVote, pick } } = paxos;
  const system = paxos.quorums(io.peers);
  if (!ballot.fast || !collide(votes, system)) return;
  const next = after(ballot, recovery === "uncoordinated");
  const answers = new Map([...votes].map(([node, value]) => [node, { ballot, value }]));
  // Votes that collide are votes, so that there is one to pick.
  const value = pick(answers, system, next)!;
  if (recovery === "uncoordinated") {
    if (mayVote(next, s.promised, s.accepted)) vote(paxos, s, next, value, io);
    return;
  }
  if (s.attempt === null || compareFastBallots(s.attempt.ballot, ballot) !== 0) return;
  if (recovery === "new ballot") {
    begin(paxos, s, io);
    return;
  }
  s.attempt = { ballot: next, promises: new Map(), asked: true };
  toAll(io, { type: "accept", ballot: next, value });
}
