/**
 * What mutual exclusion promises (Lamport 1978, conditions I and II). Condition III, that every request is
 * granted in the end if whoever has the resource gives it back, is what storms of the kit demand.
 *
 * @module
 */

import type { Invariant } from "../../model/invariant.ts";
import { order, type Stamp } from "../lamport.ts";
import type { State } from "./mutex.ts";

/** Condition I: the resource is released before it is granted to anybody else. */
export const mutualExclusion: Invariant<State> = {
  name: "mutual exclusion",
  words: "at most one node has the resource",
  check({ states }) {
    const nodes = states.flatMap((s, node) => s?.inside ? [node] : []);
    if (nodes.length < 2) return undefined;
    return { words: `nodes ${nodes.join(" and ")} have it`, nodes };
  },
};

/** Condition II: requests are granted in the total order of their stamps, which extends happens-before. */
export const earliestFirst: Invariant<State> = {
  name: "earliest first",
  words: "no node that waits has an earlier request than the one that has the resource",
  check({ states }) {
    const own = states.flatMap((s, node): Stamp[] =>
      s?.requests.filter((each) => each.node === node) ?? []
    );
    const inside = own.find(({ node }) => states[node]!.inside);
    const earlier = inside && own.find((each) => order(each, inside) < 0);
    if (inside === undefined || earlier === undefined) return undefined;
    const tell = ({ time, node }: Stamp) => `node ${node}, whose request is of time ${time}`;
    return {
      words: `${tell(inside)}, has it before ${tell(earlier)}`,
      nodes: [inside.node, earlier.node],
    };
  },
};
