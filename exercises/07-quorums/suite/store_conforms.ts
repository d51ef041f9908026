/** The conformance suite of registers, which the book's ABD passes too. @module */

import type { Grading } from "hb/grade/part.ts";
import { registerOn, type RegisterService } from "hb/laboratory/conformance/register.ts";
import type { AnyWorld } from "hb/laboratory/conformance/service.ts";
import { happenedIn } from "hb/sim/happened.ts";
import type { Begin } from "./store_world.ts";

/** On so many seeds each guarantee is tried. */
const SEEDS = 5;

/** Requires all guarantees of the suite, of five nodes and of three. */
export function conforms(begin: Begin, grading: Grading): void {
  for (const nodes of [3, 5]) {
    const service = serviceOf(begin, nodes);
    for (const { name, breach } of registerOn(SEEDS).guarantees) {
      const words = `the conformance suite of registers, ${nodes} nodes: ${name}`;
      grading.busyWith(() => words);
      const found = grading.asked(() => breach(service), () => words);
      if (found !== undefined) drawn(begin, nodes, name, breach, found, words, grading);
    }
  }
}

/** Once more, to draw the run: the one that went wrong is the last. */
function drawn(
  begin: Begin,
  nodes: number,
  name: string,
  breach: (service: RegisterService) => string | undefined,
  found: string,
  words: string,
  grading: Grading,
): never {
  let last: { readonly world: AnyWorld; readonly seed: number } | undefined;
  breach(serviceOf(begin, nodes, (world, seed) => void (last = { world, seed })));
  const { world: { now, trace }, seed } = last!;
  grading.wentWrong(`${words} – but ${found}`, {
    seed,
    at: now,
    rule: name,
    breach: found,
    happened: happenedIn(trace),
    trace,
  });
}

function serviceOf(begin: Begin, nodes: number, shown?: RegisterService["shown"]): RegisterService {
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
    ...(shown === undefined ? {} : { shown }),
  };
}
