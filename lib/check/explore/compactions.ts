/** Where journals are compacted on a path that the explorer found. @module */

import { equal } from "../../model/compare.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Trace, TraceEvent } from "../../model/trace.ts";
import type { Path } from "./path.ts";
import type { ProtocolAction } from "./protocol_action.ts";

/** A journal that was compacted. */
export interface Compaction {
  /** The step of the path in which its node saved, which is also the time of its replay, in ms. */
  readonly step: number;
  /** Whose it is. */
  readonly node: NodeId;
  /** How many records it had. */
  readonly from: number;
  /** How many it then has. */
  readonly to: number;
}

/** Every compaction that left something else than what had been saved, in order. */
export function compactionsOf(path: Path<unknown, ProtocolAction>): Compaction[] {
  const journals = new Map<NodeId, readonly unknown[]>(), found: Compaction[] = [];
  path.forEach(({ action }, step) => {
    for (const { node, saved, journal } of action?.nodes ?? []) {
      const written = [...journals.get(node) ?? [], ...saved];
      journals.set(node, journal);
      if (saved.length === 0 || equal(written, journal)) continue;
      found.push({ step, node, from: written.length, to: journal.length });
    }
  });
  return found;
}

/** The trace of a replay of that path, whose saves tell of the compactions: in a world, they need not come at once. */
export function withCompactions(trace: Trace, compactions: readonly Compaction[]): Trace {
  const told = new Map<TraceEvent, Compaction>();
  for (const each of compactions) {
    const save = trace.findLast((event) =>
      event.kind === "save" && event.node === each.node && event.at === each.step
    );
    if (save !== undefined) told.set(save, each);
  }
  return trace.map((event) => {
    const found = told.get(event);
    if (event.kind !== "save" || found === undefined) return event;
    return { ...event, compacted: { from: found.from, to: found.to } };
  });
}
