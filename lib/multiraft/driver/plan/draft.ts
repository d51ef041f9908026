/**
 * A plan as it is being made: each operator counts at once, so that the next one is made as if it
 * had been done.
 *
 * @module
 */

import type { NodeId } from "../../../model/protocol.ts";
import type { Change } from "../../../consensus/raft/membership.ts";
import type { Order } from "../../messages.ts";
import type { GroupId } from "../../range/interval.ts";
import type { PlanSettings } from "../settings.ts";
import type { Kind, Operator, Reason, Step } from "./operator.ts";
import {
  add,
  copies,
  leadOf,
  membersAfter,
  note,
  type Scores,
  scoresOf,
  weightOf,
} from "./score.ts";
import type { Seen } from "./seen.ts";
import type { View } from "./view.ts";

/** A plan as it is being made. */
export interface Draft {
  /** What it is made of. */
  readonly settings: PlanSettings;
  /** What is seen. */
  readonly view: View;
  /** How full nodes are, and will be. */
  readonly scores: Scores;
  /** Ranges of which something is under way. */
  readonly busy: Set<GroupId>;
  /** What is new. */
  readonly made: Operator[];
  /** Numbers for new groups that are left. */
  readonly spare: GroupId[];
  /** How many operators there may still be that repair nothing. */
  moves: number;
}

/** What an operator is to do. */
export interface Purpose {
  /** What it does. */
  readonly kind: Kind;
  /** Why. */
  readonly reason: Reason;
  /** The node that loses a replica, or the lead. */
  readonly from?: NodeId;
  /** The node that gets it. */
  readonly to?: NodeId;
  /** The neighbour that has its part in it. */
  readonly into?: Seen;
  /** What is to be done. */
  readonly steps: readonly Step[];
}

/** A plan that has nothing yet. */
export function draftOf(settings: PlanSettings, view: View): Draft {
  const busy = new Set<GroupId>();
  let moves = settings.maxMoves;
  for (const { group, into, reason } of view.operators.values()) {
    busy.add(group);
    if (into !== null) busy.add(into);
    if (reason !== "repair" && reason !== "drain") moves--;
  }
  return {
    settings,
    view,
    scores: scoresOf(settings, view),
    busy,
    made: [],
    spare: [...view.spare],
    moves,
  };
}

/** An operator is planned. */
export function plan(draft: Draft, range: Seen, purpose: Purpose): void {
  const { view, scores, busy, made, settings } = draft;
  const { kind, reason, from = null, to = null, into, steps } = purpose;
  const { group, conf, version } = range, pin = { conf, version };
  const operator: Operator = {
    id: 0,
    kind,
    reason,
    group,
    into: into?.group ?? null,
    from,
    to,
    steps,
    at: 0,
    pin,
    since: view.now,
  };
  made.push(operator);
  busy.add(group);
  if (into !== undefined) busy.add(into.group);
  if (reason !== "repair" && reason !== "drain") draft.moves--;
  if (copies(operator)) note(scores, range.leader, to!);
  const before = membersAfter(range, undefined), after = membersAfter(range, operator);
  const weight = weightOf(settings, range), lead = leadOf(settings, range);
  for (const node of before) add(view, scores, node, "replicas", -weight);
  for (const node of after) add(view, scores, node, "replicas", weight);
  if (kind !== "transfer") return;
  add(view, scores, range.leader, "leads", -lead);
  add(view, scores, to!, "leads", lead);
}

/** The step that changes members, from those of `range` on. */
export function membersStep(
  range: Pick<Seen, "voters" | "learners">,
  changes: readonly Change[],
  needs?: NodeId,
): Step {
  let voters = [...range.voters], learners = [...range.learners];
  for (const { type, node } of changes) {
    voters = voters.filter((each) => each !== node);
    learners = learners.filter((each) => each !== node);
    if (type === "addVoter") voters.push(node);
    if (type === "addLearner") learners.push(node);
  }
  const inOrder = (a: number, b: number) => a - b;
  const goal = {
    type: "members",
    voters: voters.sort(inOrder),
    learners: learners.sort(inOrder),
  } as const;
  const order: Order = { type: "members", transition: "auto", changes };
  return needs === undefined ? { order, goal } : { order, goal, needs };
}

/** The step after which another replica leads. */
export function transferStep(to: NodeId): Step {
  return { order: { type: "transfer", to }, goal: { type: "leader", node: to } };
}
