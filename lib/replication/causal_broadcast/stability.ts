/** What a node of causal broadcast may forget, and what is stable. @module */

import { merge, type Vector } from "../../clocks/vector.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Application } from "./application.ts";
import { forApplications } from "./membership.ts";
import type { Rules } from "./rules.ts";
import type { State } from "./state.ts";

/** How a node concludes from what others have. */
export interface Stability<A, P> {
  /** Node `of` has delivered this much. */
  hear(s: State<A, P>, of: NodeId, row: Vector): void;
  /** Node `of` had delivered this much when it said what is delivered here now. */
  said(s: State<A, P>, of: NodeId, stamp: Vector): void;
  /** Forgets what all have, and tells the application what is stable. */
  settle(s: State<A, P>, self: NodeId): void;
}

/** Concludes. */
export function stability<A, P>(
  { stable }: Pick<Application<A, P>, "stable">,
  rules: Rules,
): Stability<A, P> {
  return {
    hear(s, of, row) {
      s.known[of] = [...rules.heard(s.known[of]!, row)];
    },
    said(s, of, stamp) {
      s.known[of] = [...rules.heard(s.known[of]!, stamp)];
      s.settled[of] = merge(s.settled[of]!, stamp).slice();
    },
    settle(s, self) {
      const { delivered, known, settled, held } = s;
      known[self] = [...delivered];
      known.forEach((row, node) => {
        if (rules.hasSettled(row, node, delivered)) settled[node] = [...row];
      });
      // All rows count, and a row that has not settled counts as it was when it last had.
      const { members, gone, joined } = s.membership;
      const counted = known.map((_, node) =>
        rules.counts(members.includes(node), gone.includes(node), joined.includes(node))
      );
      const column = (matrix: readonly Vector[], node: NodeId) =>
        matrix.flatMap((row, of) => counted[of] ? [row[node]!] : []);
      const forgotten = delivered.map((_, node) => rules.forgets(column(known, node)));
      for (const [key, { origin, stamp }] of held) {
        if (stamp[origin]! <= forgotten[origin]!) held.delete(key);
      }
      const upTo = delivered.map((own, node) => rules.stableOf(column(settled, node), own));
      const isMore = upTo.some((count, node) => count !== s.stable[node]);
      s.stable = upTo;
      if (isMore) stable?.(s.app, forApplications(s.membership, upTo));
    },
  };
}
