/** Whether what others show is what it says to be. @module */

import { equal } from "../../model/compare.ts";
import type { NodeId } from "../../model/protocol.ts";
import { isSigned } from "../../security/identity/signed.ts";
import { isRequest } from "../byzantine_client/served.ts";
import {
  type Block,
  type Entrance,
  genesisCertificate,
  type Phase,
  type QuorumCertificate,
} from "./block.ts";
import type { HotStuff } from "./settings.ts";

/** Whether a quorum has voted for what it says, in this service. */
export function isGenuine(hotstuff: HotStuff, certificate: QuorumCertificate): boolean {
  const { cluster, members, quorum, phases, rules } = hotstuff, { statement } = certificate;
  if (statement.cluster !== cluster || !phases.includes(statement.phase)) return false;
  if (statement.view === 0) return equal(certificate, genesisCertificate(cluster, phases[0]!));
  return rules.isCertified(certificate, quorum, members);
}

/** Whether a quorum wants to go to this view. */
export function isEntrance(
  { cluster, members, quorum, rules }: HotStuff,
  entrance: Entrance,
  view: number,
): boolean {
  const { statement } = entrance;
  return statement.cluster === cluster && statement.wish === view &&
    rules.isCertified(entrance, quorum, members);
}

/** Whether a block may be voted for as far as it can be seen from itself: right links, right requests, each once. */
export function isBlock(hotstuff: HotStuff, block: Block): boolean {
  const { justify, batch } = block, { rules, phases, maxBatch } = hotstuff;
  return rules.justifies(justify, block) && justify.statement.phase === phases[0] &&
    isGenuine(hotstuff, justify) && batch.length <= maxBatch &&
    batch.every((request) => isProper(hotstuff, request)) &&
    new Set(batch.map(({ signer }) => signer)).size === batch.length;
}

/** Whether a request is one of this service, for what its machine can do. */
export function isProper(
  { cluster, members, isCommand }: HotStuff,
  request: Block["batch"][number],
): boolean {
  return isSigned(request) && isRequest(request, cluster, (node) => members.includes(node)) &&
    !request.statement.readOnly && isCommand(request.statement.command);
}

/** Who leads a view. */
export function leaderOf({ order, tenure }: HotStuff, view: number): NodeId {
  return order[Math.floor(view / tenure) % order.length]!;
}

/** The first view after this one that somebody else leads. */
export function nextLeadersView({ tenure }: HotStuff, view: number): number {
  return tenure === Infinity ? view + 1 : (Math.floor(view / tenure) + 1) * tenure;
}

/** The place of a phase among those of its view. */
export function placeOf({ phases }: HotStuff, phase: Phase): number {
  return phases.indexOf(phase);
}
