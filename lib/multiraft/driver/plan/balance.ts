/** Full nodes give to those that are less full: replicas, and the lead. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { GroupId } from "../../range/interval.ts";
import { type Draft, plan, transferStep } from "./draft.ts";
import { replace } from "./repair.ts";
import { gains, leadOf, meanOf, weightOf } from "./score.ts";
import { bestFor, countInZone, maySend, nextLeader } from "./targets.ts";
import { isWell, type Seen } from "./seen.ts";

/** How many nodes from either end are compared: those in between are no help. */
const ENDS = 32;

/** No zone has two replicas of a range as long as there is one that has none. */
export function spreadZones(draft: Draft): void {
  for (const range of draft.view.ranges) {
    if (draft.moves <= 0) return;
    if (!isFree(draft, range) || !maySend(draft, range)) continue;
    for (const node of range.voters) {
      const others = range.voters.filter((each) => each !== node), zone = zoneOf(draft, node);
      if (countInZone(draft, others, zone) === 0) continue;
      const to = bestFor(draft, range, others);
      if (to === undefined) break;
      if (countInZone(draft, others, zoneOf(draft, to)) >= countInZone(draft, others, zone)) {
        continue;
      }
      replace(draft, range, node, "zones", to);
      break;
    }
  }
}

/** Each node has about its part of the replicas. */
export function balanceReplicas(draft: Draft): void {
  const ranges = rangesBy(draft, ({ voters }) => voters);
  while (draft.moves > 0 && moveOne(draft, ranges));
}

/**
 * Of the fullest node and the emptiest one between which a replica can be moved, one is; whether
 * there were such.
 */
function moveOne(draft: Draft, ranges: ReadonlyMap<NodeId, readonly Seen[]>): boolean {
  const { view, scores, settings } = draft, { rules } = settings;
  const slack = settings.slack * meanOf(scores, "replicas");
  const order = inOrder(draft, "replicas"), full = order.slice(-ENDS).reverse();
  for (const from of full) {
    for (const to of order.slice(0, ENDS)) {
      if (!isWell(view.nodes.get(to)) || !rules.hasRoom(scores.get(to)!.in, settings.maxIn)) {
        continue;
      }
      if (!gains(view, scores, "replicas", { from, to, weight: 0, slack })) break;
      for (const range of ranges.get(from) ?? []) {
        if (!isFree(draft, range) || !maySend(draft, range) || range.voters.includes(to)) continue;
        const others = range.voters.filter((node) => node !== from);
        const there = countInZone(draft, others, zoneOf(draft, to));
        if (!rules.mayMoveZone(there, countInZone(draft, others, zoneOf(draft, from)))) continue;
        const weight = weightOf(settings, range);
        if (!gains(view, scores, "replicas", { from, to, weight, slack })) continue;
        const before = draft.made.length;
        replace(draft, range, from, "balance", to);
        if (draft.made.length > before) return true;
      }
    }
  }
  return false;
}

/** Each node leads about its part, in number and in what is asked of it. */
export function balanceLeaders(draft: Draft): void {
  const ranges = rangesBy(draft, ({ leader }) => [leader]);
  while (draft.moves > 0 && transferOne(draft, ranges));
}

function transferOne(draft: Draft, ranges: ReadonlyMap<NodeId, readonly Seen[]>): boolean {
  const { view, scores, settings } = draft, slack = settings.slack * meanOf(scores, "leads");
  for (const from of inOrder(draft, "leads").reverse()) {
    let best: { readonly range: Seen; readonly to: NodeId; readonly weight: number } | undefined;
    for (const range of ranges.get(from) ?? []) {
      if (!isFree(draft, range)) continue;
      const to = nextLeader(draft, range), weight = leadOf(settings, range);
      if (to === undefined || best !== undefined && best.weight >= weight) continue;
      if (gains(view, scores, "leads", { from, to, weight, slack })) best = { range, to, weight };
    }
    if (best === undefined) continue;
    const { range, to } = best, steps = [transferStep(to)];
    plan(draft, range, { kind: "transfer", reason: "leaders", from, to, steps });
    return true;
  }
  return false;
}

/**
 * Whether anything may be done with a range that is not needed: it has all of its replicas, on
 * nodes that are well.
 */
function isFree({ busy, view }: Draft, { group, learners, voters }: Seen): boolean {
  return !busy.has(group) && learners.length === 0 && voters.length === view.replicas &&
    voters.every((node) => isWell(view.nodes.get(node)));
}

function zoneOf({ view }: Draft, node: NodeId): string {
  return view.nodes.get(node)?.zone ?? "";
}

function inOrder({ view, scores }: Draft, what: "replicas" | "leads"): NodeId[] {
  return [...view.nodes.keys()].filter((node) => isWell(view.nodes.get(node)))
    .sort((a, b) => scores.get(a)![what] - scores.get(b)![what] || a - b);
}

function rangesBy(
  { view }: Draft,
  nodesOf: (range: Seen) => readonly NodeId[],
): ReadonlyMap<NodeId, readonly Seen[]> {
  const by = new Map<GroupId, Seen[]>();
  for (const range of view.ranges) {
    for (const node of nodesOf(range)) {
      const there = by.get(node);
      if (there === undefined) by.set(node, [range]);
      else there.push(range);
    }
  }
  return by;
}
