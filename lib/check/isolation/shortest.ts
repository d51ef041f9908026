/** Short cycles inside a component, by breadth-first search. @module */

import type { Graph } from "./graph.ts";
import { follow, type Region, type StrongComponents } from "./strong_components.ts";
import { type Cycle, cycleOf } from "./link.ts";

/** A cycle through an edge of a certain kind. */
export interface CycleQuery extends Region {
  /** The cycle begins with an edge of this kind. */
  readonly first: number;
  /** The kinds of the edges after that; those of the region by default. */
  readonly rest?: number;
}

/** An edge with which a cycle may begin: its end, as a state, and its beginning, as a node. */
interface Opening {
  readonly edge: number;
  readonly source: number;
  readonly state: number;
}

/** Searches one graph; what it needs to remember is kept from one search to the next. */
export class CycleSearch {
  /** How many edges were looked at. */
  visits = 0;
  readonly #cameBy: Int32Array;
  readonly #cameFrom: Int32Array;
  readonly #stamp: Int32Array;
  #round = 0;

  /** A search of a graph. */
  constructor(readonly graph: Graph) {
    this.#cameBy = new Int32Array(2 * graph.nodes);
    this.#cameFrom = new Int32Array(2 * graph.nodes);
    this.#stamp = new Int32Array(2 * graph.nodes);
  }

  /**
   * A shortest cycle of the sort that is sought in the component of some nodes, if there is one. After
   * `patience` visits the shortest up to then has to do; if there is none up to then, `"undecided"`.
   */
  find(
    sought: CycleQuery,
    components: StrongComponents,
    members: readonly number[],
    patience: number,
  ): Cycle | undefined | "undecided" {
    const end = this.visits + patience;
    let best: Cycle | undefined;
    for (const openings of this.#openings(sought, components, members)) {
      if (this.visits >= end) return best ?? "undecided";
      const cycle = this.#close(openings, sought, components, best?.length ?? Infinity);
      if (cycle !== undefined) best = cycle;
      if (best?.length === 2) break;
    }
    return best;
  }

  /** All edges with which a cycle may begin, those with one end together. */
  #openings(
    sought: CycleQuery,
    components: StrongComponents,
    members: readonly number[],
  ): Iterable<Opening[]> {
    const { graph } = this;
    const byState = new Map<number, Opening[]>();
    for (const member of members) {
      const source = sought.layered ? member >> 1 : member;
      // An anti-dependency opens a cycle from a state that no anti-dependency entered.
      if (sought.layered && (member & 1) === 1) continue;
      for (let edge = graph.start[source]!; edge < graph.start[source + 1]!; edge++) {
        if ((graph.kinds[edge]! & sought.first) === 0) continue;
        const state = follow(graph, sought, member, edge);
        if (state < 0 || components.labels[state] !== components.labels[member]) continue;
        const openings = byState.get(state);
        if (openings === undefined) byState.set(state, [{ edge, source, state }]);
        else openings.push({ edge, source, state });
      }
    }
    return byState.values();
  }

  /** The shortest way from the end of some edges to the beginning of one of them, if below a bound. */
  #close(
    openings: readonly Opening[],
    sought: CycleQuery,
    components: StrongComponents,
    below: number,
  ) {
    const { graph } = this;
    const region = { ...sought, mask: sought.rest ?? sought.mask };
    const { state: origin } = openings[0]!;
    const goals = new Map(openings.map((opening) => {
      return [sought.layered ? 2 * opening.source : opening.source, opening];
    }));
    const round = ++this.#round;
    this.#stamp[origin] = round;
    let frontier = [origin];
    for (let length = this.#isReal(origin, sought) ? 1 : 0; frontier.length > 0; length++) {
      if (length >= below) return undefined;
      const next: number[] = [];
      // Passages take no step: they join the list while it is walked.
      for (let i = 0; i < frontier.length; i++) {
        const state = frontier[i]!;
        const opening = goals.get(state);
        if (opening !== undefined) return this.#path(opening, state, sought.layered);
        const node = sought.layered ? state >> 1 : state;
        for (let edge = graph.start[node]!; edge < graph.start[node + 1]!; edge++) {
          this.visits++;
          const target = follow(graph, region, state, edge);
          if (target < 0 || components.labels[target] !== components.labels[state]) continue;
          if (this.#stamp[target] === round) continue;
          this.#stamp[target] = round;
          this.#cameBy[target] = edge;
          this.#cameFrom[target] = state;
          (this.#isReal(target, sought) ? next : frontier).push(target);
        }
      }
      frontier = next;
    }
    return undefined;
  }

  #isReal(state: number, { layered }: Region): boolean {
    return (layered ? state >> 1 : state) < this.graph.transactions;
  }

  #path(opening: Opening, goal: number, layered: boolean): Cycle {
    const edges: number[] = [], sources: number[] = [];
    const nodeOf = (state: number) => layered ? state >> 1 : state;
    for (let state = goal; state !== opening.state; state = this.#cameFrom[state]!) {
      edges.push(this.#cameBy[state]!);
      sources.push(nodeOf(this.#cameFrom[state]!));
    }
    edges.push(opening.edge);
    sources.push(opening.source);
    return cycleOf(this.graph, edges.reverse(), sources.reverse());
  }
}
