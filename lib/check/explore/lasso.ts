/**
 * Liveness: what must happen in the end. A counterexample is a run that is infinite, fair, and avoids
 * the good for ever: a path and then a loop, a lasso. What is found here is one; what is not a fair run
 * is never reported.
 *
 * Weak fairness of a class of steps: in the loop the class is disabled somewhere, or taken (Lamport
 * 1994). If the whole of a strongly connected component satisfies that, one loop through it does; if
 * not, the class is enabled everywhere in it and taken nowhere, and so no loop within satisfies it.
 *
 * Strong fairness: the class is disabled everywhere in the loop, or taken. If it is enabled somewhere in a
 * component and taken nowhere in it, a loop can only stay where it is disabled: what is left without the
 * other nodes is looked at as a component, or several, of its own (Emerson and Lei 1987).
 *
 * @module
 */

import { components } from "./components.ts";
import { chain, fairCycle } from "./fair_cycle.ts";
import { type Path, walk } from "./path.ts";
import { type IsStrong, type Region, region } from "./region.ts";
import type { Search } from "./search.ts";
import type { SpaceProperty } from "./space.ts";

/** A run for ever. */
export interface Lasso<State, Action> {
  /** The way to the loop, and once round it. */
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
  const depths = depthsOf(search, graph);
  const nearest = (members: readonly number[]) =>
    members.reduce((best, node) => depths[node]! < depths[best]! ? node : best);
  const isStrong = (fairness: number) => search.space.isStrong?.(fairness) ?? false;
  const found = [...strongComponents(graph, isStrong)].map((members) => ({
    members,
    start: nearest(members),
  }));
  found.sort((a, b) => depths[a.start]! - depths[b.start]!);
  for (const { members, start } of found) {
    const loop = fairCycle(graph, members, start, isStrong);
    if (loop === undefined) continue;
    const toRegion = chain(start, (node) => graph.parents[node]!);
    const toStart = chain(graph.states[toRegion[0]!]!, (state) => search.parent(state));
    const stem = [...toStart, ...toRegion.slice(1).map((node) => graph.states[node]!)];
    const stops = loop.slice(1).map(({ node, by }) => ({
      state: graph.states[node]!,
      ...(by === undefined ? {} : { by }),
    }));
    const path = walk(search, [...stem.map((state) => ({ state })), ...stops]);
    return { path, loopsTo: stem.length - 1 };
  }
}

/** Components in which every strongly fair class is disabled everywhere, or taken. */
function* strongComponents(graph: Region, isStrong: IsStrong): Generator<readonly number[]> {
  const open = [...components(graph)];
  for (let members; (members = open.pop()) !== undefined;) {
    const inside = new Set(members);
    const enabled = new Set(members.flatMap((node) => [...graph.enabled[node]!].filter(isStrong)));
    const missed = [...enabled].filter((fairness) =>
      !members.some((node) =>
        graph.edges[node]!.some((edge) => edge.fairness === fairness && inside.has(edge.to))
      )
    );
    if (missed.length === 0) {
      yield members;
      continue;
    }
    const rest = new Set(
      members.filter((node) => !missed.some((fairness) => graph.enabled[node]!.has(fairness))),
    );
    open.push(...components(graph, rest, (node) => rest.has(node)));
  }
}

/** How many steps lead to each node, on the way by which it is shown. */
function depthsOf<State, Action>(search: Search<State, Action>, graph: Region): Int32Array {
  const ofStates = new Int32Array(search.states.size).fill(-1);
  const depthOf = (state: number): number => {
    const path = chain(state, (each) => ofStates[each]! < 0 ? search.parent(each) : -1);
    for (const each of path) {
      const parent = search.parent(each);
      if (ofStates[each]! < 0) ofStates[each] = parent < 0 ? 0 : ofStates[parent]! + 1;
    }
    return ofStates[state]!;
  };
  // Parents in the region come before their children.
  const depths = new Int32Array(graph.states.length);
  graph.parents.forEach((parent, node) =>
    depths[node] = parent < 0 ? depthOf(graph.states[node]!) : depths[parent]! + 1
  );
  return depths;
}
