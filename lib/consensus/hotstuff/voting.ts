/** What a replica votes for (Yin et al. 2019, algorithm 1: safeNode). @module */

import type { NodeId } from "../../model/protocol.ts";
import { sign } from "../../security/identity/signed.ts";
import { isServed } from "../byzantine_client/served.ts";
import { type Block, idOf, type QuorumCertificate, type Vote } from "./block.ts";
import { isBlock, isGenuine, leaderOf, placeOf } from "./checks.ts";
import { noteCheckpoint, ownCheckpoint, takeStable } from "./checkpoint.ts";
import { keepBlock } from "./fetch.ts";
import { learn } from "./learn.ts";
import type { HotStuffIo, Sent } from "./messages.ts";
import { comeAlong } from "./pacemaker.ts";
import { save } from "./save.ts";
import type { HotStuff } from "./settings.ts";
import type { Replica } from "./state.ts";
import { extendsIt, viewOf } from "./tree.ts";
import { noteVote } from "./votes.ts";

/** A leader has proposed a block. */
export function uponProposal(
  hotstuff: HotStuff,
  s: Replica,
  { block, entrance, stable, from }: Sent<"proposal">,
  io: HotStuffIo,
): void {
  if (from !== leaderOf(hotstuff, block.view) || !isBlock(hotstuff, block)) return;
  learn(hotstuff, s, block.justify, from, io);
  if (stable !== null) takeStable(hotstuff, s, stable, io);
  if (entrance !== null) comeAlong(hotstuff, s, entrance, io);
  if (block.view !== s.view) return;
  if (s.blocks.has(block.parent)) voteFor(hotstuff, s, block, io);
  else s.waiting = { block, entrance };
}

/** Votes for a block of this view if it is safe. */
export function voteFor(hotstuff: HotStuff, s: Replica, block: Block, io: HotStuffIo): void {
  const { rules, phases } = hotstuff, below = s.blocks.get(block.parent);
  if (below === undefined || block.height !== below.height + 1) return;
  // Whoever wants to leave a view, and has said what it knows, takes part in it no more.
  if (block.view !== s.view || s.wish > s.view) return;
  if (!rules.mayVote(block.view, s.voted.view)) return;
  const extendsLock = extendsIt(s, block.parent, s.lock);
  if (!rules.isSafe(extendsLock, viewOf(block.justify), viewOf(s.lock))) return;
  const id = idOf(block, hotstuff.digest);
  keepBlock(hotstuff, s, id, block, io);
  // What others ask for is waited for by all.
  for (const request of block.batch) {
    const { signer: client, statement: { timestamp } } = request;
    const known = s.pool.get(client)?.statement.timestamp ?? 0;
    if (timestamp > known && !isServed(s.served, request)) s.pool.set(client, request);
  }
  const { cluster } = hotstuff, justified = viewOf(block.justify);
  cast(hotstuff, s, { cluster, view: block.view, phase: phases[0]!, block: id, justified }, io);
}

/** Saves what it votes, and sends it to whoever makes a certificate of it. */
function cast(hotstuff: HotStuff, s: Replica, vote: Vote, io: HotStuffIo): void {
  const { view, phase, block } = vote, { lock, high } = s;
  s.voted = { view, phase, block };
  save(hotstuff, io, { type: "voted", voted: s.voted, lock, high });
  const to = leaderOf(hotstuff, hotstuff.style === "chained" ? view + 1 : view);
  const signed = sign(io, vote), checkpoint = ownCheckpoint(hotstuff, s, io);
  if (to !== io.self) return io.send(to, { type: "vote", vote: signed, checkpoint });
  noteVote(hotstuff, s, signed);
  if (checkpoint !== null) noteCheckpoint(hotstuff, s, checkpoint, io);
}

/** A certificate has come by itself. */
export function uponCertified(
  hotstuff: HotStuff,
  s: Replica,
  { certificate, from }: Sent<"certified">,
  io: HotStuffIo,
): void {
  if (!isGenuine(hotstuff, certificate)) return;
  learn(hotstuff, s, certificate, from, io);
  if (hotstuff.style === "basic") voteOn(hotstuff, s, certificate, io);
}

/** Basic HotStuff: whoever sees the certificate of one phase votes in the next. */
export function voteOn(
  hotstuff: HotStuff,
  s: Replica,
  { statement }: QuorumCertificate,
  io: HotStuffIo,
): void {
  const { phases } = hotstuff, { view, phase, block } = statement;
  const next = phases[placeOf(hotstuff, phase) + 1], { voted } = s;
  if (next === undefined || view !== s.view || s.wish > s.view) return;
  // In one view all votes are for one block, phase after phase.
  const isBefore = voted.view < view ||
    voted.block === block && placeOf(hotstuff, voted.phase) < placeOf(hotstuff, next);
  if (isBefore) cast(hotstuff, s, { ...statement, phase: next }, io);
}

/** The block that a proposal waited for is there. */
export function takeWaiting(hotstuff: HotStuff, s: Replica, from: NodeId, io: HotStuffIo): void {
  const { waiting } = s;
  if (waiting === null || !s.blocks.has(waiting.block.parent)) return;
  s.waiting = null;
  if (waiting.block.view !== s.view) return;
  learn(hotstuff, s, waiting.block.justify, from, io);
  voteFor(hotstuff, s, waiting.block, io);
}
