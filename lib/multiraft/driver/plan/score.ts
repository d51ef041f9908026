/**
 * How full nodes are, as if all that is under way had been done: the sum of what their replicas
 * weigh, and of what it weighs to lead, each divided by what the node can carry.
 *
 * What a move must gain: the node that gives stays at least as full as the node that takes. So each
 * move makes the sum of the squares smaller, weighted by capacity, by no less than the square of
 * what it moves: there can only be so many, and nothing moves to and fro. Besides, a difference
 * below a part of the mean is left alone.
 *
 * @module
 */

import type { NodeId } from "../../../model/protocol.ts";
import type { PlanSettings } from "../settings.ts";
import type { Operator } from "./operator.ts";
import type { Seen } from "./seen.ts";
import type { View } from "./view.ts";

/** How full one node is. */
export interface Score {
  /** What its replicas weigh. */
  replicas: number;
  /** What it weighs to lead. */
  leads: number;
  /** How many replicas come to it. */
  in: number;
  /** How many it sends to others. */
  out: number;
}

/** The scores of all nodes. */
export type Scores = Map<NodeId, Score>;

/** What a replica weighs: whether it leads or follows, it executes what is written. */
export function weightOf(
  { bytesPerReplica, opsPerReplica }: PlanSettings,
  { bytes, load }: Pick<Seen, "bytes" | "load">,
): number {
  return 1 + load / opsPerReplica + (bytesPerReplica === null ? 0 : bytes / bytesPerReplica);
}

/** What it weighs to lead a range. */
export function leadOf({ opsPerLeader }: PlanSettings, { load }: Pick<Seen, "load">): number {
  return 1 + load / opsPerLeader;
}

/** The members that a range will have. */
export function membersAfter(range: Seen, operator: Operator | undefined): NodeId[] {
  const now = [...new Set([...range.voters, ...range.learners])];
  if (operator === undefined || operator.kind === "transfer") return now;
  const { from, to } = operator, kept = now.filter((node) => node !== from);
  return to === null || kept.includes(to) ? kept : [...kept, to];
}

/** The scores of all nodes of a view. */
export function scoresOf(settings: PlanSettings, view: View): Scores {
  const scores: Scores = new Map();
  for (const node of view.nodes.keys()) scores.set(node, { replicas: 0, leads: 0, in: 0, out: 0 });
  for (const range of view.ranges) {
    const operator = view.operators.get(range.group), weight = weightOf(settings, range);
    for (const node of membersAfter(range, operator)) add(view, scores, node, "replicas", weight);
    const leader = operator?.kind === "transfer" ? operator.to! : range.leader;
    add(view, scores, leader, "leads", leadOf(settings, range));
    if (operator !== undefined && copies(operator)) note(scores, range.leader, operator.to!);
  }
  return scores;
}

/** Whether an operator makes a new replica. */
export function copies({ kind }: Operator): boolean {
  return kind === "move" || kind === "add";
}

/** A replica comes from one node to another. */
export function note(scores: Scores, from: NodeId, to: NodeId): void {
  const sender = scores.get(from), receiver = scores.get(to);
  if (sender !== undefined) sender.out++;
  if (receiver !== undefined) receiver.in++;
}

/** Adds what a node carries. */
export function add(
  { nodes }: View,
  scores: Scores,
  node: NodeId,
  what: "replicas" | "leads",
  weight: number,
): void {
  const score = scores.get(node);
  if (score !== undefined) score[what] += weight / nodes.get(node)!.capacity;
}

/** Whether it gains anything to move a weight from one node to another. */
export function gains(
  { nodes }: View,
  scores: Scores,
  what: "replicas" | "leads",
  { from, to, weight, slack }: {
    readonly from: NodeId;
    readonly to: NodeId;
    readonly weight: number;
    readonly slack: number;
  },
): boolean {
  const least = weight / nodes.get(from)!.capacity + weight / nodes.get(to)!.capacity;
  const difference = scores.get(from)![what] - scores.get(to)![what];
  // A little is lost in the sums; what is equal is not more.
  return difference >= Math.max(least, slack) - 1e-9;
}

/** The mean score of the nodes. */
export function meanOf(scores: Scores, what: "replicas" | "leads"): number {
  let sum = 0;
  for (const score of scores.values()) sum += score[what];
  return scores.size === 0 ? 0 : sum / scores.size;
}
