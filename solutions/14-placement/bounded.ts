/** Part 7: no node above its bound. */

import { type Bounded, cannot, type Node } from "../../exercises/14-placement/given.ts";

/** Invariant: `all` is the sum of the loads. */
interface State {
  readonly nodes: readonly Node[];
  readonly epsilon: number;
  readonly loads: Map<string, number>;
  all: number;
}

export const bounded: Bounded<State> = {
  start(nodes, epsilon) {
    if (!(epsilon >= 0 && epsilon < Infinity)) {
      throw cannot("bound loads", "epsilon must be a finite number from 0 on", `${epsilon}`);
    }
    const sorted = nodes.toSorted((a, b) => a.id < b.id ? -1 : 1);
    return { nodes: sorted, epsilon, loads: new Map(sorted.map(({ id }) => [id, 0])), all: 0 };
  },
  take: (s, walk) => give(s, walk, s.all + 1),
  release(s, id) {
    const load = s.loads.get(id) ?? 0;
    if (load === 0) throw cannot("release", "a node must have something", `"${id}" with 0`);
    s.loads.set(id, load - 1);
    s.all--;
  },
  assign(nodes, epsilon, keys, walk) {
    const known = new Map(keys.map((each) => [each.key, each]));
    const sorted = [...known.values()].sort((a, b) => a.hash - b.hash || (a.key < b.key ? -1 : 1));
    const s = bounded.start(nodes, epsilon);
    return new Map(sorted.map(({ key, hash }) => [key, give(s, walk(hash), sorted.length)]));
  },
};

/** What rounding may add to a product of a few numbers: 1.1 * 100 / 10 is 11, and 11.000000000000002. */
const ROUNDING = 1e-12;

/** Gives one thing to the first that may have more, where there are so many things in all. */
function give(s: State, walk: Iterable<string>, things: number): string {
  const weights = s.nodes.reduce((sum, { weight = 1 }) => sum + weight, 0);
  const bounds = new Map(
    s.nodes.map(({ id, weight = 1 }) => [
      id,
      Math.ceil((1 + s.epsilon) * things * weight / weights * (1 - ROUNDING)),
    ]),
  );
  for (const id of both(walk, s.nodes)) {
    const load = s.loads.get(id)!;
    if (load >= bounds.get(id)!) continue;
    s.loads.set(id, load + 1);
    s.all++;
    return id;
  }
  throw cannot("place a thing", "there must be a node", "0 nodes");
}

/** The walk, and then whoever it left out. */
function* both(walk: Iterable<string>, nodes: readonly Node[]): Generator<string> {
  yield* walk;
  for (const { id } of nodes) yield id;
}
