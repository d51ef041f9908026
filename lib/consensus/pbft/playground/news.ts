/** What is worth telling of PBFT: views that change, what the primary sees committed, and who lies. @module */

import type { NodeId } from "../../../model/protocol.ts";
import { type NewsAmong, newsAmong } from "../../playground/among_liars.ts";
import { lowOf, primaryOf, type Replica } from "../state.ts";
import { batchText, knownOf } from "./cells.ts";
import { REPLICAS } from "./settings.ts";

/** What is new at one node. */
export const news: NewsAmong<Replica> = newsAmong(ofReplica);

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
