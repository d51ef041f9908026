/** What Push-Sum promises at every moment (Kempe, Dobra and Gehrke 2003, section 2). @module */

import type { Invariant, InvariantViolation } from "../../../model/invariant.ts";
import { estimate, type Mass, type State } from "./push_sum.ts";

/**
 * Mass conservation. What is on its way nobody sees, so that each node's books are audited: what it has is what it
 * was born with, and what came, less what it has sent. Where the network neither loses nor doubles anything, all
 * nodes and messages together have what all were born with.
 */
export const massIsConserved: Invariant<State> = {
  name: "mass is conserved",
  words: "a node has what it was born with, and what has come, less what it has sent",
  check({ states }): InvariantViolation | undefined {
    for (const [node, s] of states.entries()) {
      if (s === undefined) continue;
      for (const part of ["sum", "weight"] as const) {
        if (isClose(s[part], s.ledger[part])) continue;
        const words = `node ${node} has a ${part} of ${told(s[part])}, and its books say ` +
          told(s.ledger[part]);
        return { words, nodes: [node] };
      }
    }
    return undefined;
  },
};

/** An estimate is a mean of values, so it lies among them. */
export const amongTheValues: Invariant<State> = {
  name: "among the values",
  words: "an estimate of the average is no less than the least value and no more than the greatest",
  check({ states }) {
    // All that a node can have is mixed from what nodes were born with: node `i` with the value `i`.
    const most = states.length - 1;
    const node = states.findIndex((s) => s !== undefined && !isAmong(estimate(s), most));
    if (node < 0) return undefined;
    return { words: `node ${node} estimates ${told(estimate(states[node]!))}`, nodes: [node] };
  },
};

/** Whether all estimates are as near to the truth as this share of it. */
export function allAgree(
  states: readonly (Readonly<Mass> | undefined)[],
  truth: number,
  share: number,
): boolean {
  return states.every((s) =>
    s !== undefined && Math.abs(estimate(s) - truth) <= share * Math.abs(truth)
  );
}

/** Sums of many halves are exact to some bits only. */
function isClose(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

function isAmong(value: number, most: number): boolean {
  return value >= -1e-9 && value <= most + 1e-9;
}

function told(value: number): string {
  return String(Number(value.toPrecision(6)));
}
