/**
 * What a certificate teaches (Yin et al. 2019, algorithms 2 and 3): it may be the highest, it may raise the lock, it
 * may decide a block, and it begins another phase or view. Certificates come in proposals, in wishes for a view, by
 * themselves, and out of votes; all of them teach the same.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { placeOf } from "./checks.ts";
import type { BlockId, QuorumCertificate } from "./block.ts";
import { commit } from "./execute.ts";
import { lack } from "./fetch.ts";
import type { HotStuffIo } from "./messages.ts";
import { ease, enter } from "./pacemaker.ts";
import type { HotStuff } from "./settings.ts";
import type { Replica } from "./state.ts";
import { downFrom, heightOf, isSettled, later, viewOf } from "./tree.ts";

/** A genuine certificate has come, from `from`. */
export function learn(
  hotstuff: HotStuff,
  s: Replica,
  certificate: QuorumCertificate,
  from: NodeId,
  io: HotStuffIo,
): void {
  if (viewOf(certificate) === 0) return;
  if (hotstuff.style === "chained") learnGeneric(hotstuff, s, certificate, from, io);
  else learnPhase(hotstuff, s, certificate, from, io);
}

function learnGeneric(
  hotstuff: HotStuff,
  s: Replica,
  certificate: QuorumCertificate,
  from: NodeId,
  io: HotStuffIo,
): void {
  const before = heightOf(s);
  s.high = later(s.high, certificate);
  follow(hotstuff, s, certificate, from, io);
  // What is learnt of earlier views says nothing of how long this one took.
  if (viewOf(certificate) === s.view && heightOf(s) > before) ease(hotstuff, s, io);
  if (viewOf(certificate) >= s.view) enter(hotstuff, s, viewOf(certificate) + 1, null, io);
}

/** Looks at a certificate and at those below it that are not settled: what they lock, and what they decide. */
export function follow(
  hotstuff: HotStuff,
  s: Replica,
  certificate: QuorumCertificate,
  from: NodeId,
  io: HotStuffIo,
): void {
  const { rules } = hotstuff;
  for (let above = certificate; !isSettled(s, above);) {
    const { block: id } = above.statement, block = s.blocks.get(id);
    if (block === undefined) return lack(s, above, from, io);
    s.lock = later(s.lock, rules.lockOf(above, block));
    const decided = decidedBy(hotstuff, s, id);
    if (decided !== undefined) commit(hotstuff, s, decided, from, io);
    if (block.height <= heightOf(s)) return;
    above = block.justify;
  }
}

/** The block that is decided when this one is certified, if one is. */
function decidedBy({ rules }: HotStuff, s: Replica, id: BlockId): BlockId | undefined {
  const views: number[] = [];
  for (const [below, { view }] of downFrom(s, id)) {
    views.push(view);
    if (views.length < rules.chainLength) continue;
    return rules.isDecided(views) ? below : undefined;
  }
  return undefined;
}

/** Basic HotStuff: each phase of a view has its own certificate. */
function learnPhase(
  hotstuff: HotStuff,
  s: Replica,
  certificate: QuorumCertificate,
  from: NodeId,
  io: HotStuffIo,
): void {
  const { phases, rules } = hotstuff, { phase, block, view } = certificate.statement;
  const isLast = placeOf(hotstuff, phase) === phases.length - 1;
  if (phase === phases[0]) s.high = later(s.high, certificate);
  if (phase === rules.locksIn(phases)) s.lock = later(s.lock, certificate);
  const isNew = !isSettled(s, certificate);
  if (isNew && !s.blocks.has(block)) lack(s, certificate, from, io);
  if (isLast) s.ended = s.ended === null ? certificate : later(s.ended, certificate);
  if (isLast && isNew) commit(hotstuff, s, block, from, io);
  if (isLast && isNew && view === s.view) ease(hotstuff, s, io);
  const next = isLast ? view + 1 : view;
  if (next > s.view) enter(hotstuff, s, next, null, io);
}
