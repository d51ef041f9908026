/** Which node gets a replica, and which member the lead. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Draft } from "./draft.ts";
import { isAlive, isLeft, isWell, type Seen } from "./view.ts";

/** How many of some nodes are in a zone. */
export function countInZone({ view }: Draft, nodes: readonly NodeId[], zone: string): number {
  return nodes.filter((node) => view.nodes.get(node)?.zone === zone).length;
}

/** The node that is best for one more replica beside the others: of the zone with fewest of them, and least full. */
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
export function nextLeader(
  { view, scores }: Draft,
  range: Seen,
  but: NodeId | undefined = undefined,
): NodeId | undefined {
  let best: NodeId | undefined;
  for (const node of range.voters) {
    if (node === range.leader || node === but || !isWell(view.nodes.get(node))) continue;
    if (!range.caughtUp.includes(node)) continue;
    if (best === undefined || scores.get(node)!.leads < scores.get(best)!.leads) best = node;
  }
  return best;
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
