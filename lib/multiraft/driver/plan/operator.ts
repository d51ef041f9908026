/**
 * Operators: what the driver does to one range, step by step. Each step is an order to the leader
 * of the range, and a goal by which it is seen to be done. An operator is pinned to the epoch that
 * it was planned for, and from there only to those that its own steps have made: if the range has
 * changed otherwise, it is over. So an order that comes late, or again, finds the epoch that it
 * names, or does nothing.
 *
 * @module
 */

import type { NodeId } from "../../../model/protocol.ts";
import type { Epoch, Order } from "../../messages.ts";
import type { GroupId } from "../../range/interval.ts";
import type { PlanSettings } from "../settings.ts";
import type { Seen } from "./seen.ts";

/** What an operator is for. */
export type Kind =
  | "move"
  | "add"
  | "remove"
  | "transfer"
  | "split"
  | "merge";

/** Why it is. */
export type Reason =
  | "repair"
  | "drain"
  | "zones"
  | "balance"
  | "leaders"
  | "size"
  | "load"
  | "cold";

/** By what a step is seen to be done. */
export type Goal =
  /** These are the members. */
  | {
    readonly type: "members";
    readonly voters: readonly NodeId[];
    readonly learners: readonly NodeId[];
  }
  /** This one leads. */
  | { readonly type: "leader"; readonly node: NodeId }
  /** The interval has changed, or the range is gone. */
  | { readonly type: "interval" };

/** One step. */
export interface Step {
  /** What is ordered. */
  readonly order: Order;
  /** When it is done. */
  readonly goal: Goal;
  /** The new replica that must have caught up before. */
  readonly needs?: NodeId;
}

/** An operator. */
export interface Operator {
  /** Its number at this leader of the driver. */
  readonly id: number;
  /** What it does. */
  readonly kind: Kind;
  /** Why. */
  readonly reason: Reason;
  /** The range. */
  readonly group: GroupId;
  /** The neighbour that has its part in it; null: none. */
  readonly into: GroupId | null;
  /** The node that loses a replica, or the lead; null: none. */
  readonly from: NodeId | null;
  /** The node that gets it; null: none. */
  readonly to: NodeId | null;
  /** What is to be done. */
  readonly steps: readonly Step[];
  /** The step that is under way. */
  readonly at: number;
  /** The epoch that this step is for. */
  readonly pin: Epoch;
  /** Since when this step is under way. */
  readonly since: number;
}

/** What is next. */
export type Verdict =
  /** Its last step is done. */
  | { readonly type: "done" }
  /** It is given up, for this reason. */
  | { readonly type: "over"; readonly why: "changed" | "late" }
  /** A step is done: the operator as it goes on. */
  | { readonly type: "next"; readonly operator: Operator }
  /** Its order is to be given, or to be given again. */
  | { readonly type: "send"; readonly epoch: Epoch; readonly order: Order }
  /** There is nothing to do but to wait. */
  | { readonly type: "wait" };

/** What is next for an operator, given how its range is seen; undefined: it is gone. */
export function advance(
  { stepMs, rules }: Pick<PlanSettings, "stepMs" | "rules">,
  operator: Operator,
  seen: Seen | undefined,
  now: number,
): Verdict {
  const { steps, at, pin, since } = operator, step = steps[at]!;
  if (isReached(step.goal, pin, seen)) {
    if (at + 1 === steps.length || seen === undefined) return { type: "done" };
    // Its own step has made this epoch, and nothing else has.
    const made = { conf: seen.conf, version: pin.version };
    return { type: "next", operator: { ...operator, at: at + 1, since: now, pin: made } };
  }
  if (now - since > stepMs) return { type: "over", why: "late" };
  const epoch = seen === undefined ? null : rules.epochFor(pin, seen);
  if (epoch === null) return { type: "over", why: "changed" };
  if (step.needs !== undefined && !rules.hasCaughtUp(seen!, step.needs)) return { type: "wait" };
  return { type: "send", epoch, order: step.order };
}

function isReached(goal: Goal, pin: Epoch, seen: Seen | undefined): boolean {
  switch (goal.type) {
    case "members": {
      if (seen === undefined || seen.version !== pin.version) return false;
      const { voters, learners } = seen;
      return voters.join() === goal.voters.join() && learners.join() === goal.learners.join();
    }
    case "leader":
      return seen?.leader === goal.node && seen.conf === pin.conf && seen.version === pin.version;
    case "interval":
      return seen === undefined || seen.version > pin.version;
  }
}
