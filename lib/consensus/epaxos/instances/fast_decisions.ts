/** What a coordinator that nobody hears of any more may have decided. @module */

import { type Invariant, remembering } from "../../../model/invariant.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { supports } from "../choice.ts";
import { idLabel, type Proposal, sameAttributes } from "../instance.ts";
import { fastQuorum, type Sizes } from "../quorums.ts";
import type { State } from "../state.ts";

/** For each instance, what was asked for, and who has pre-accepted just that. */
type Support = Map<string, { readonly asked: Proposal; readonly by: Set<NodeId> }>;

/**
 * What n − e replicas have pre-accepted alike, the coordinator among them, it may have decided before it crashed, and
 * answered its client: nothing else may be decided there.
 */
export function fastDecisions(sizes: Sizes): Invariant<State> {
  return remembering<State, { support: Support }>({
    name: "fast decisions",
    words:
      "what a coordinator may have decided on the fast path before it was gone is what is decided",
    memory: () => ({ support: new Map() }),
    check({ states }, { support }) {
      for (const { node, label, instance } of instancesOf(states)) {
        if (!supports(instance)) continue;
        const { initial } = instance;
        if (!support.has(label)) support.set(label, { asked: initial!, by: new Set() });
        support.get(label)!.by.add(node);
      }
      for (const { node, label, instance: { phase, proposal } } of instancesOf(states)) {
        const known = support.get(label);
        if (phase !== "committed" || known === undefined) continue;
        if (known.by.size < fastQuorum(sizes)) continue;
        const isNoOp = proposal!.value.commands.length === 0;
        if (!isNoOp && sameAttributes(proposal!, known.asked)) continue;
        const words =
          `replica ${node} has something else decided in ${label} than its coordinator may have`;
        return { words, nodes: [node] };
      }
      return undefined;
    },
  });
}

function* instancesOf(states: readonly (Readonly<State> | undefined)[]) {
  for (const [node, s] of states.entries()) {
    if (s === undefined) continue;
    for (const [replica, row] of s.rows.entries()) {
      for (const [slot, instance] of row) {
        yield { node, label: idLabel({ replica, slot }), instance };
      }
    }
  }
}
