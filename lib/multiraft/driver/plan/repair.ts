/**
 * Ranges that lack a replica get one, and those with one too many lose it; leaders leave nodes that
 * will stop.
 *
 * @module
 */

import type { NodeId } from "../../../model/protocol.ts";
import { type Draft, membersStep, plan, transferStep } from "./draft.ts";
import type { Reason, Step } from "./operator.ts";
import {
  anyLeader,
  bestFor,
  countInZone,
  decides,
  leftOf,
  maySend,
  nextLeader,
} from "./targets.ts";
import { isAlive, isWell, type Seen } from "./seen.ts";

/** Every range has as many replicas as it shall, on nodes that are there. */
export function repair(draft: Draft): void {
  // Those that have lost most come first.
  const hurt = draft.view.ranges.filter((range) => !draft.busy.has(range.group))
    .map((range) => ({ range, lost: leftOf(draft, range.voters).length }))
    .sort((a, b) => b.lost - a.lost);
  for (const { range } of hurt) repairOne(draft, range);
}

function repairOne(draft: Draft, range: Seen): void {
  const { view, settings: { rules } } = draft, { voters, learners } = range;
  // Nobody would carry out what is ordered.
  if (!decides(draft, voters) || !isAlive(view.nodes.get(range.leader))) return;
  // Who leads is the last to go: somebody else must be able to lead by then.
  const left = leftOf(draft, voters).sort((a, b) => +(a === range.leader) - +(b === range.leader));
  const replicas = rules.replicasOf(range), count = replicas.length, [first] = left;
  const stray = learners.find((node) => !replicas.includes(node));
  if (count < view.replicas) return addOne(draft, range);
  if (first !== undefined && count > view.replicas) return drop(draft, range, first);
  if (first !== undefined) return replace(draft, range, first, "repair");
  if (stray !== undefined) {
    const steps = [membersStep(range, [{ type: "remove", node: stray }])];
    return plan(draft, range, { kind: "remove", reason: "repair", from: stray, steps });
  }
  if (count > view.replicas) dropWorst(draft, range);
}

/** A replica goes from one node to another: it is copied first, then both change places at once. */
export function replace(
  draft: Draft,
  range: Seen,
  from: NodeId,
  reason: Reason,
  target?: NodeId,
): void {
  const there = range.learners.find((node) => isWell(draft.view.nodes.get(node)));
  const others = range.voters.filter((node) => node !== from);
  const to = target ?? there ?? (maySend(draft, range) ? bestFor(draft, range, others) : undefined);
  if (to === undefined) return;
  const steps: Step[] = [];
  if (range.leader === from) {
    const next = anyLeader(draft, range);
    if (next === undefined) return;
    steps.push(transferStep(next));
  }
  let members: Pick<Seen, "voters" | "learners"> = range;
  if (!range.learners.includes(to)) {
    const first = membersStep(range, [{ type: "addLearner", node: to }]);
    steps.push(first);
    members = first.goal as Extract<typeof first.goal, { type: "members" }>;
  }
  const swap = [{ type: "addVoter", node: to }, { type: "remove", node: from }] as const;
  steps.push(membersStep(members, swap, to));
  plan(draft, range, { kind: "move", reason, from, to, steps });
}

function addOne(draft: Draft, range: Seen): void {
  const there = range.learners.find((node) => isWell(draft.view.nodes.get(node)));
  const to = there ?? (maySend(draft, range) ? bestFor(draft, range, range.voters) : undefined);
  if (to === undefined) return;
  const steps: Step[] = [];
  let members: Pick<Seen, "voters" | "learners"> = range;
  if (there === undefined) {
    const first = membersStep(range, [{ type: "addLearner", node: to }]);
    steps.push(first);
    members = first.goal as Extract<typeof first.goal, { type: "members" }>;
  }
  steps.push(membersStep(members, [{ type: "addVoter", node: to }], to));
  plan(draft, range, { kind: "add", reason: "repair", to, steps });
}

/** The one that is least missed: of the zone with most of them, and of the fullest node. */
function dropWorst(draft: Draft, range: Seen): void {
  const { view, scores } = draft;
  const inZone = (node: NodeId) =>
    countInZone(draft, range.voters, view.nodes.get(node)?.zone ?? "");
  const score = (node: NodeId) => scores.get(node)?.replicas ?? 0;
  const worst = range.voters.filter((node) => node !== range.leader)
    .sort((a, b) => inZone(b) - inZone(a) || score(b) - score(a) || b - a)[0];
  if (worst !== undefined) drop(draft, range, worst);
}

function drop(draft: Draft, range: Seen, from: NodeId): void {
  const rest = range.voters.filter((node) => node !== from);
  if (rest.length === 0 || !decides(draft, rest)) return;
  const steps: Step[] = [];
  if (range.leader === from) {
    const next = anyLeader(draft, range);
    if (next === undefined) return;
    steps.push(transferStep(next));
  }
  steps.push(membersStep(range, [{ type: "remove", node: from }]));
  plan(draft, range, { kind: "remove", reason: "repair", from, steps });
}

/** Others lead what is led by nodes that will stop. */
export function drain(draft: Draft): void {
  for (const range of draft.view.ranges) {
    const { leader, group } = range, node = draft.view.nodes.get(leader);
    if (draft.busy.has(group) || node?.standing !== "draining" || !isAlive(node)) continue;
    const to = nextLeader(draft, range);
    if (to === undefined) continue;
    const steps = [transferStep(to)];
    plan(draft, range, { kind: "transfer", reason: "drain", from: leader, to, steps });
  }
}
