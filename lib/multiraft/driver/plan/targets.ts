/** Which node gets a replica, and which member the lead. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Draft } from "./draft.ts";
import { isAlive, isLeft, isWell, type Seen } from "./seen.ts";

/** How many of some nodes are in a zone. */
export function countInZone({ view }: Draft, nodes: readonly NodeId[], zone: string): number {
  return nodes.filter((node) => view.nodes.get(node)?.zone === zone).length;
}

/**
 * The node that is best for one more replica beside the others: of the zone with fewest of them,
 * and least full.
 */
export function bestFor(draft: Draft, range: Seen, others: readonly NodeId[]): NodeId | undefined {
  const { view, scores, settings: { rules, maxIn } } = draft;
  const members = new Set([...range.voters, ...range.learners]);
  let best: { readonly node: NodeId; readonly zone: number; readonly score: number } | undefined;
  for (const seen of view.nodes.values()) {
    const { node, zone: name } = seen, score = scores.get(node)!;
    if (!isWell(seen) || members.has(node) || !rules.hasRoom(score.in, maxIn)) continue;
    const zone = countInZone(draft, others, name);
    const isBetter = best === undefined || zone < best.zone ||
      zone === best.zone && (score.replicas < best.score ||
          score.replicas === best.score && node < best.node);
    if (isBetter) best = { node, zone, score: score.replicas };
  }
  return best?.node;
}

/** The other voter that is best as leader: the one that leads least, of those that are well. */
export function nextLeader(draft: Draft, range: Seen): NodeId | undefined {
  return leadsLeast(draft, range, (node) => isWell(draft.view.nodes.get(node)));
}

/** The same; where there is none, one that will stop for a while may lead until then. */
export function anyLeader(draft: Draft, range: Seen): NodeId | undefined {
  const { nodes } = draft.view, mayLead = (node: NodeId) => isAlive(nodes.get(node));
  return nextLeader(draft, range) ??
    leadsLeast(draft, range, (node) => mayLead(node) && !isLeft(nodes.get(node)));
}

function leadsLeast(
  { scores }: Draft,
  { voters, leader, caughtUp }: Seen,
  may: (node: NodeId) => boolean,
): NodeId | undefined {
  let best: NodeId | undefined;
  for (const node of voters) {
    if (node === leader || !may(node) || !caughtUp.includes(node)) continue;
    if (best === undefined || leadsOf(node) < leadsOf(best)) best = node;
  }
  return best;

  function leadsOf(node: NodeId): number {
    return scores.get(node)?.leads ?? 0;
  }
}

/** Whether the leader of a range may send one more replica. */
export function maySend({ scores, settings: { rules, maxOut } }: Draft, { leader }: Seen): boolean {
  const score = scores.get(leader);
  return score === undefined || rules.hasRoom(score.out, maxOut);
}

/** Whether a range can decide anything, and goes on doing so with these voters. */
export function decides({ view }: Draft, voters: readonly NodeId[]): boolean {
  const alive = voters.filter((node) => isAlive(view.nodes.get(node))).length;
  return 2 * alive > voters.length;
}

/** The voters whose replicas must be given to others. */
export function leftOf({ view }: Draft, nodes: readonly NodeId[]): NodeId[] {
  return nodes.filter((node) => isLeft(view.nodes.get(node)));
}
