/**
 * A cluster on paper: ranges do at once what is ordered, so that plans can be tried by themselves.
 * Whoever has just become a member has caught up one turn later.
 *
 * @module
 */

import type { NodeId } from "../../../model/protocol.ts";
import { type Configuration, isJoint, votersOnly } from "../../../consensus/raft/configuration.ts";
import { change } from "../../../consensus/raft/membership.ts";
import type { GroupId } from "../../range/interval.ts";
import { choose } from "../plan/choose.ts";
import { advance, type Operator } from "../plan/operator.ts";
import { planRules } from "../plan/rules.ts";
import { isAlive, type Seen, type SeenNode } from "../plan/seen.ts";
import type { View } from "../plan/view.ts";
import type { PlanSettings } from "../settings.ts";
import { keyOf } from "./stage.ts";

/** The usual settings. */
export const paperSettings: PlanSettings = {
  stepMs: 1000,
  maxIn: 2,
  maxOut: 2,
  maxMoves: 8,
  bytesPerReplica: null,
  opsPerLeader: 50,
  opsPerReplica: 200,
  slack: 0.05,
  splitBytes: Infinity,
  splitOps: Infinity,
  mergeBytes: 0,
  mergeAfterMs: 100,
  restsOtherwise: false,
  rules: planRules,
  reportMs: 10,
};

/** A range on paper. */
export type PaperRange = Partial<Omit<Seen, "group">> & { readonly voters: readonly NodeId[] };

/**
 * Ranges on paper, in the order of their keys; the first voter leads, if it is not said who does.
 */
export function seenRanges(ranges: readonly PaperRange[]): Seen[] {
  return ranges.map((range, i) => ({
    group: i + 1,
    start: i === 0 ? "" : keyOf(i),
    end: i === ranges.length - 1 ? null : keyOf(i + 1),
    conf: 0,
    version: 1,
    term: 1,
    learners: [],
    caughtUp: [...range.voters, ...range.learners ?? []],
    load: 0,
    middle: null,
    bytes: 0,
    leader: range.voters[0]!,
    since: 0,
    ...range,
  }));
}

/** Nodes on paper. */
export function seenNodes(
  nodes: readonly Partial<Omit<SeenNode, "node">>[],
): Map<NodeId, SeenNode> {
  return new Map(nodes.map((each, node) => [
    node,
    { node, zone: String(node), capacity: 1, standing: "up", isLost: false, ...each },
  ]));
}

/** A cluster on paper. */
export interface Paper {
  /** How it is seen. */
  view: View;
  /** How many operators there were. */
  count: number;
  /** What must not be, as it was seen first; undefined: all is well. */
  wrong: string | undefined;
}

/** A cluster on paper, as it begins. */
export function paperOf(
  nodes: ReadonlyMap<NodeId, SeenNode>,
  ranges: readonly Seen[],
  replicas = 3,
): Paper {
  const spare = Array.from({ length: 1000 }, (_, i) => ranges.length + 1 + i);
  const view = { now: 0, replicas, nodes, ranges, operators: new Map(), spare };
  return { view, count: 0, wrong: undefined };
}

/** One turn: operators go on, and new ones are made; whether there were any at all. */
export function turn(paper: Paper, settings: PlanSettings = paperSettings): boolean {
  const { view } = paper, now = view.now + 1;
  const operators = new Map<GroupId, Operator>(),
    ranges = new Map(view.ranges.map((each) => [each.group, each]));
  for (const before of view.operators.values()) {
    let operator = before, verdict = advance(settings, operator, ranges.get(operator.group), now);
    while (verdict.type === "next") {
      operator = verdict.operator;
      verdict = advance(settings, operator, ranges.get(operator.group), now);
    }
    if (verdict.type === "done" || verdict.type === "over") continue;
    operators.set(operator.group, operator);
    if (verdict.type === "send") carryOut(paper, ranges, operator, now);
  }
  for (const [group, range] of ranges) {
    // Who was a member before this turn has caught up.
    const before = view.ranges.find((each) => each.group === group) ?? range;
    const known = new Set([...before.voters, ...before.learners]);
    const caughtUp = [...range.voters, ...range.learners].filter((node) => known.has(node));
    ranges.set(group, { ...range, caughtUp });
  }
  const seen = [...ranges.values()].sort((a, b) => a.start < b.start ? -1 : 1);
  const next = { ...view, now, ranges: seen, operators };
  const made = choose(settings, next);
  for (const each of made) operators.set(each.group, each);
  paper.count += made.length;
  paper.view = next;
  return operators.size > 0;
}

function carryOut(paper: Paper, ranges: Map<GroupId, Seen>, operator: Operator, now: number): void {
  const range = ranges.get(operator.group)!, { order } = operator.steps[operator.at]!;
  const version = range.version + 1;
  switch (order.type) {
    case "members": {
      const from = { ...votersOnly(range.voters), learners: range.learners };
      const to = change(from, order.transition, order.changes);
      if (!to.ok) return;
      look(paper, to.configuration, `${operator.kind} ${operator.reason}`);
      for (const node of to.configuration.voters) {
        if (range.voters.includes(node) || range.caughtUp.includes(node)) continue;
        paper.wrong ??= `${operator.kind}: node ${node} becomes a voter and has not caught up`;
      }
      const end = isJoint(to.configuration) ? change(to.configuration, "auto", []) : to;
      if (!end.ok) return;
      look(paper, end.configuration, `${operator.kind} ${operator.reason}`);
      const { voters, learners } = end.configuration, conf = range.conf + 1;
      // Whoever is no voter any more cannot lead.
      const leader = voters.includes(range.leader) ? range.leader : voters[0]!;
      const caughtUp = range.caughtUp.filter((node) =>
        voters.includes(node) || learners.includes(node)
      );
      return void ranges.set(range.group, { ...range, voters, learners, caughtUp, conf, leader });
    }
    case "transfer":
      return void ranges.set(range.group, { ...range, leader: order.to });
    case "split":
      ranges.set(order.child, {
        ...range,
        group: order.child,
        start: order.at,
        version,
        since: now,
        conf: 0,
        load: range.load / 2,
        bytes: range.bytes / 2,
      });
      return void ranges.set(range.group, {
        ...range,
        end: order.at,
        version,
        since: now,
        load: range.load / 2,
        bytes: range.bytes / 2,
      });
    case "merge": {
      const into = ranges.get(order.into)!;
      const [first, last] = into.start < range.start ? [into, range] : [range, into];
      ranges.delete(range.group);
      ranges.set(into.group, {
        ...into,
        start: first.start,
        end: last.end,
        version: Math.max(into.version, range.version) + 1,
        since: now,
        load: into.load + range.load,
        bytes: into.bytes + range.bytes,
      });
    }
  }
}

/** In either half of a configuration, a majority must be there. */
function look(paper: Paper, { voters, outgoing }: Configuration, what: string): void {
  const { nodes } = paper.view;
  for (const half of [voters, outgoing]) {
    if (half.length === 0) continue;
    const alive = half.filter((node) => isAlive(nodes.get(node))).length;
    if (2 * alive <= half.length) {
      paper.wrong ??= `${what}: only ${alive} of ${half.join(", ")} are there`;
    }
  }
  if (new Set(voters).size !== voters.length) paper.wrong ??= `${what}: ${voters.join(", ")}`;
}
