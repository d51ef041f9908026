/** The conformance suite of memberships, which the book's SWIM passes too. @module */

import { conforms as conformsTo } from "hb/grade/conforms.ts";
import type { Grading } from "hb/grade/part.ts";
import { type Membership, membershipOn } from "hb/laboratory/conformance/membership.ts";
import type { NodeId } from "../given.ts";
import { asProtocol, type Begin, isIn, NODES, options } from "./swim_world.ts";

/** On so many seeds. */
const SEEDS = 2;

/** Requires all guarantees of the suite. */
export function conforms(begin: Begin, grading: Grading): void {
  const { of } = begin(options);
  const subject: Membership = {
    name: "yours",
    nodes: NODES,
    protocol: (members) => asProtocol(begin({ ...options, members })),
    view: (state) => {
      const view = new Map<NodeId, number>();
      for (let node = 0; node < NODES; node++) {
        const held = of(state, node);
        if (isIn(held)) view.set(node, held!.incarnation);
      }
      return view;
    },
    join: (contacts) => ({ type: "join", contacts } as { type: "join" }),
    leave: () => ({ type: "leave" }),
    endures: ["crash", "partition", "pause", "slow", "late"],
    withinMs: 8000,
  };
  conformsTo(membershipOn(SEEDS), "memberships", () => subject, grading);
}
