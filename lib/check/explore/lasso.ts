/**
 * Liveness: what must happen in the end. A counterexample is a run that is infinite, fair, and avoids
 * the good for ever: a path and then a loop, a lasso. What is found here is one; what is not a fair run
 * is never reported.
 *
 * Weak fairness of a class of steps: in the loop the class is disabled somewhere, or taken (Lamport
 * 1994). If the whole of a strongly connected component satisfies that, one loop through it does; if
 * not, the class is enabled everywhere in it and taken nowhere, and so no loop within satisfies it.
 *
 * @module
 */

import { components } from "./components.ts";
import { chain, loopThrough } from "./loop.ts";
import { type Path, walk } from "./path.ts";
import { region } from "./region.ts";
import type { Search } from "./search.ts";
import type { SpaceProperty } from "./space.ts";

/** A run for ever. */
export interface Lasso<State, Action> {
  readonly path: Path<State, Action>;
  /** The place in `path` that follows its end. */
  readonly loopsTo: number;
}

/** A fair run on which `from` holds at some time and `to` at no time since. */
export function findLasso<State, Action>(
  search: Search<State, Action>,
  property: SpaceProperty & { kind: "leads to" },
): Lasso<State, Action> | undefined {
  const graph = region(search, property.from, property.to);
  for (const members of components(graph)) {
    const loop = loopThrough(graph, members);
    if (loop === undefined) continue;
    const toRegion = chain(loop[0]!, (node) => graph.parents[node]!);
    const toStart = chain(graph.states[toRegion[0]!]!, (state) => search.parent(state));
    const stem = [...toStart, ...toRegion.slice(1).map((node) => graph.states[node]!)];
    const numbers = [...stem, ...loop.slice(1).map((node) => graph.states[node]!)];
    return { path: walk(search, numbers), loopsTo: stem.length - 1 };
  }
}
