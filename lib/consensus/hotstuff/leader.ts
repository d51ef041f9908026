/** What a leader does: it proposes on the highest certificate that it knows, and makes certificates of votes. @module */

import type { Signed } from "../../security/identity/signed.ts";
import { isServed } from "../byzantine_client/served.ts";
import type { Request } from "../byzantine_client/messages.ts";
import { type Block, type BlockId, idOf, type QuorumCertificate, type Vote } from "./block.ts";
import { leaderOf, placeOf } from "./checks.ts";
import { keepBlock } from "./fetch.ts";
import { learn } from "./learn.ts";
import type { HotStuffIo } from "./messages.ts";
import { entranceTo, hasWork } from "./pacemaker.ts";
import type { HotStuff } from "./settings.ts";
import type { Replica } from "./state.ts";
import { downFrom, heightOf, viewOf } from "./tree.ts";
import { certificateFor } from "./votes.ts";
import { voteFor, voteOn } from "./voting.ts";

/** All that a leader can do now. */
export function lead(hotstuff: HotStuff, s: Replica, io: HotStuffIo): void {
  let isCertified = false;
  while (certify(hotstuff, s, io)) {
    isCertified = true;
    propose(hotstuff, s, io);
  }
  propose(hotstuff, s, io);
  // With nothing to propose, what is certified would reach nobody.
  if (isCertified && hotstuff.style === "chained" && s.proposed < s.view) {
    tellAll(hotstuff, s.high, io);
  }
}

/** Proposes a block if this replica leads the view, may, and has something to propose. */
function propose(hotstuff: HotStuff, s: Replica, io: HotStuffIo): void {
  const { rules, members } = hotstuff;
  if (leaderOf(hotstuff, s.view) !== io.self || s.proposed >= s.view || s.wish > s.view) return;
  if (!hasWork(hotstuff, s)) return;
  const entrance = mayBegin(hotstuff, s);
  const justify = rules.proposesOn(s.high, s.lock, s.view), { block: parent } = justify.statement;
  const below = s.blocks.get(parent);
  if (entrance === undefined || below === undefined) return;
  s.proposed = s.view;
  const batch = batchOn(hotstuff, s, parent);
  const block: Block = { view: s.view, height: below.height + 1, parent, justify, batch };
  keepBlock(hotstuff, s, idOf(block, hotstuff.digest), block, io);
  for (const to of members) {
    if (to !== io.self) io.send(to, { type: "proposal", block, entrance, stable: s.stable });
  }
  voteFor(hotstuff, s, block, io);
}

/** Why the leader may propose: null if a certificate of the view before says so, undefined if it may not. */
function mayBegin(hotstuff: HotStuff, s: Replica) {
  if (hotstuff.style === "chained" && viewOf(s.high) === s.view - 1) return null;
  const entrance = s.view === 1 ? null : s.entrance ?? entranceTo(hotstuff, s, s.view);
  if (entrance === undefined) return undefined;
  const heard = [...s.wishes.values()].filter(({ statement }) => statement.wish >= s.view);
  const isResponsive = viewOf(s.high) === s.view - 1 || heard.length === hotstuff.members.length;
  if (hotstuff.rules.waits && !s.settled && !isResponsive) return undefined;
  return s.view > 1 && heard.length < hotstuff.quorum ? undefined : entrance;
}

/** What is asked for and not in a block below. */
function batchOn({ maxBatch, rules }: HotStuff, s: Replica, parent: BlockId): Signed<Request>[] {
  const ordered = new Map<number, number>();
  for (const [, { batch, height }] of downFrom(s, parent)) {
    if (height <= heightOf(s) || !rules.leavesOut) break;
    for (const { signer, statement } of batch) {
      ordered.set(signer, Math.max(ordered.get(signer) ?? 0, statement.timestamp));
    }
  }
  return [...s.pool.values()].filter((request) =>
    !isServed(s.served, request) &&
    request.statement.timestamp > (ordered.get(request.signer) ?? 0)
  ).slice(0, maxBatch);
}

/** Makes a certificate of the votes, if they are enough and it is new; whether it has. */
function certify(hotstuff: HotStuff, s: Replica, io: HotStuffIo): boolean {
  for (const { statement } of s.votes.values()) {
    if (!isNew(hotstuff, s, statement)) continue;
    const certificate = certificateFor(hotstuff, s, statement);
    if (certificate === undefined) continue;
    const voter = certificate.signers.find((signer) => signer !== io.self)!;
    learn(hotstuff, s, certificate, voter, io);
    if (hotstuff.style === "basic") {
      s.certified = { view: statement.view, phase: statement.phase };
      // Everybody is told, as the next phase begins with it.
      tellAll(hotstuff, certificate, io);
      voteOn(hotstuff, s, certificate, io);
    }
    return true;
  }
  return false;
}

/** Whether a certificate of such votes would bring something. */
function isNew(hotstuff: HotStuff, s: Replica, { view, phase }: Vote): boolean {
  if (hotstuff.style === "chained") return view > viewOf(s.high);
  const { certified } = s, last = placeOf(hotstuff, certified.phase);
  if (view !== s.view) return view > s.view;
  return view > certified.view || placeOf(hotstuff, phase) > last;
}

/** Shows a certificate to all others. */
function tellAll({ members }: HotStuff, certificate: QuorumCertificate, io: HotStuffIo): void {
  for (const to of members) if (to !== io.self) io.send(to, { type: "certified", certificate });
}
