/** What is worth telling of PBFT: views that change, what the primary sees committed, and who lies. @module */

import type { NodeId } from "../../../model/protocol.ts";
import { isTraitor } from "../../../security/adversary/traitors.ts";
import { lowOf, primaryOf, type Replica } from "../state.ts";
import { batchText, knownOf } from "./cells.ts";
import type { Node } from "./look.ts";
import { REPLICAS } from "./settings.ts";

/** What is new at one node. */
export function news(
  node: NodeId,
  before: Readonly<Node> | undefined,
  now: Readonly<Node>,
): string | undefined {
  if (isTraitor(now)) return before === undefined ? `Node ${node} is a traitor.` : undefined;
  if (now.role !== "replica" || before === undefined || isTraitor(before)) return undefined;
  return before.role === "replica" ? ofReplica(node, before, now) : undefined;
}

function ofReplica(node: NodeId, before: Readonly<Replica>, now: Readonly<Replica>) {
  const { view, changing, executed } = now, primary = primaryOf(view, REPLICAS);
  if (changing && (!before.changing || before.view < view)) {
    return `Node ${node} wants view ${view}, in which node ${primary} is primary.`;
  }
  if (!changing && (before.changing || before.view < view)) {
    if (node !== primary) return `Node ${node} is in view ${view}.`;
    const first = now.newView?.statement.prePrepares.map(({ statement }) => statement.sequence) ??
      [];
    const from = first.length === 0 ? "with nothing to go on from" : `with ${numbers(first)} again`;
    return `Node ${node} begins view ${view} ${from}.`;
  }
  if (node !== primary) return undefined;
  if (before.executed < executed) {
    const digest = knownOf(now, executed)?.digest ?? knownOf(before, executed)?.digest ?? "";
    const batch = (now.batches.get(digest) ?? before.batches.get(digest))?.batch;
    return `Node ${node}, the primary, executes number ${executed}: ${batchText(batch)}.`;
  }
  const low = lowOf(now);
  return lowOf(before) < low ? `Node ${node} has a stable checkpoint at ${low}.` : undefined;
}

function numbers(all: readonly number[]): string {
  return `${all.length === 1 ? "number" : "numbers"} ${all.join(", ")}`;
}
