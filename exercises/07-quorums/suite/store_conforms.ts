/** The conformance suite of registers, which the book's ABD passes too. @module */

import { conforms as conformsTo } from "hb/grade/conforms.ts";
import type { Grading } from "hb/grade/part.ts";
import { registerOn, type RegisterService } from "hb/laboratory/conformance/register.ts";
import type { Begin } from "./store_world.ts";

/** On so many seeds each guarantee is tried. */
const SEEDS = 5;

/** Requires all guarantees of the suite, of five nodes and of three. */
export function conforms(begin: Begin, grading: Grading): void {
  for (const nodes of [3, 5]) {
    const make = (wanted: Pick<RegisterService, "shown">) => ({
      ...serviceOf(begin, nodes),
      ...wanted,
    });
    conformsTo(registerOn(SEEDS), `registers, ${nodes} nodes`, make, grading);
  }
}

function serviceOf(begin: Begin, nodes: number): RegisterService {
  return {
    name: "yours",
    nodes,
    protocol: begin(),
    ask: (input) => input,
    answer: (result) => result as never,
    clients: "stay",
    endures: ["crash", "partition", "pause", "clock", "slow", "late", "drift", "stall"],
    duplicates: true,
    levels: ["linearizable"],
    answersAlone: () => false,
  };
}
