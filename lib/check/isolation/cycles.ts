/**
 * Which cycles a graph of dependencies has. Where no node is in a component there are none, and one linear
 * pass has shown it. Else each component is searched for the cycles that the weakest level forbids, and then
 * for those of ever stronger levels; what a stronger level forbids is reported only for components where
 * no more telling cycle has been found.
 *
 * @module
 */

import { type CycleName, cycleNames, type CyclicAnomaly } from "./anomaly.ts";
import { anti, type Graph, kind } from "./graph.ts";
import { ruledOutBy } from "./level.ts";
import { type Region, type StrongComponents, strongComponents } from "./strong_components.ts";
import { type Cycle, cycleName, simple } from "./link.ts";
import { type CycleQuery, CycleSearch } from "./shortest.ts";

/** A cycle, and what it is. */
export interface Found {
  /** Its name. */
  readonly name: CyclicAnomaly;
  /** The cycle. */
  readonly cycle: Cycle;
}

/** What a search finds. */
export interface Search {
  /** Called with each cycle. */
  found(cycle: Found): void;
  /** Called if the budget ended before it was known whether there is such a cycle. */
  undecided(name: CyclicAnomaly): void;
  /** How many cycles of one name are looked for. */
  readonly most: number;
  /** How many edges may be visited for each name. */
  readonly patience: number;
}

const { ww, wr, rw, process, realtime, onward, over, wrp, rwp } = kind;

/** All dependencies that are no anti-dependencies. */
const seen = ww | wr | wrp;

/** The orders that count as dependencies, besides what the data shows. */
const orders = [
  { suffix: "", mask: 0 },
  { suffix: "-process", mask: process },
  { suffix: "-realtime", mask: process | realtime },
] as const;

/** The cycles of each name, apart from orders of time; `single` ones have just one such edge. */
const shapes: Readonly<
  Record<CycleName, { mask: number; first: number; layered: boolean; single: boolean }>
> = {
  "G0": { mask: ww, first: ww, layered: false, single: false },
  "G1c": { mask: ww | wr, first: wr, layered: false, single: false },
  "G1-predicate": { mask: seen, first: wrp, layered: false, single: false },
  "G-single": { mask: seen | rw | over, first: rw, layered: true, single: true },
  "G-single-predicate": { mask: seen | rwp | over, first: rwp, layered: true, single: true },
  "G-nonadjacent": { mask: seen | rw | over, first: rw, layered: true, single: false },
  "G-nonadjacent-predicate": { mask: seen | anti | over, first: rwp, layered: true, single: false },
  "G2-item": { mask: seen | rw, first: rw, layered: false, single: false },
  "G2": { mask: seen | anti, first: rwp, layered: false, single: false },
};

/** Searches a graph for cycles of every kind. */
export function findCycles(graph: Graph, search: Search): void {
  const everything = seen | anti | process | realtime | onward | over;
  const inside = strongComponents(graph, { mask: everything, layered: false });
  if (inside.count === 0) return;
  const stages = new Stages(graph, inside, search);
  orders.forEach((_, order) => cycleNames.forEach((_, shape) => stages.run(shape, order)));
}

/** A cycle that is known: where it is, and the stage that found it. */
interface Known {
  readonly node: number;
  readonly shape: number;
  readonly order: number;
}

class Stages {
  readonly #known: Known[] = [];
  readonly #counts = new Map<CyclicAnomaly, number>();
  readonly #search: CycleSearch;
  /** The kinds of edges that the graph has at all. */
  readonly #present: number;

  constructor(readonly graph: Graph, readonly inside: StrongComponents, readonly search: Search) {
    this.#search = new CycleSearch(graph);
    this.#present = graph.kinds.reduce((all, bits) => all | bits, 0);
  }

  /** Looks for the cycles of one shape and one order in every component that such cycles may form. */
  run(shape: number, order: number): void {
    // Where enough of a shape were found without an order of time, those that need one rule out no more.
    if (orders.slice(0, order).some((_, earlier) => this.#enough(stageName(shape, earlier)))) {
      return;
    }
    const { mask, first, layered, single } = shapes[cycleNames[shape]!];
    if ((this.#present & first) === 0) return;
    const timed = orders[order]!.mask;
    const region: Region = { mask: mask | timed | onward, layered, inside: this.inside };
    const components = strongComponents(this.graph, region);
    if (components.count === 0) return;
    const name = stageName(shape, order);
    const sought: CycleQuery = {
      ...region,
      first,
      ...(single ? { rest: region.mask & ~anti } : {}),
    };
    const told = this.#told(components, layered, shape, order);
    const end = this.#search.visits + this.search.patience;
    for (const members of membersOf(components)) {
      if (told.has(components.labels[members[0]!]!)) continue;
      if (this.#enough(name)) break;
      const patience = (end - this.#search.visits) / 2;
      const cycle = this.#search.find(sought, components, members, patience);
      if (cycle === "undecided") this.search.undecided(name);
      else if (cycle !== undefined) this.#tell(cycle, shape, order);
    }
  }

  /** The components for which something has been reported that says more than this stage could. */
  #told({ labels }: StrongComponents, layered: boolean, shape: number, order: number): Set<number> {
    // Up to G-single each name is looked for by itself; the others are what remains.
    const remains = shape > cycleNames.indexOf("G-single-predicate");
    const told = this.#known.filter((known) =>
      known.shape <= shape && rulesOutAll(known.shape, shape) &&
      (known.order < order || (remains && known.order === order))
    );
    const states = told.flatMap(({ node }) => layered ? [2 * node, 2 * node + 1] : [node]);
    return new Set(states.map((state) => labels[state]!));
  }

  #tell(walk: Cycle, shape: number, order: number): void {
    const cycle = simple(walk);
    this.#known.push({ node: cycle[0]!.from, shape, order });
    const name = cycleName(cycle);
    if (this.#enough(name)) return;
    this.#counts.set(name, 1 + (this.#counts.get(name) ?? 0));
    this.search.found({ name, cycle });
  }

  #enough(name: CyclicAnomaly): boolean {
    return (this.#counts.get(name) ?? 0) >= this.search.most;
  }
}

function stageName(shape: number, order: number): CyclicAnomaly {
  return `${cycleNames[shape]!}${orders[order]!.suffix}`;
}

/** What each shape rules out. */
const out = cycleNames.map((name) => new Set(ruledOutBy(name)));

/** Whether one shape rules out all levels that another one does. */
function rulesOutAll(shape: number, other: number): boolean {
  return out[other]!.isSubsetOf(out[shape]!);
}

/** The states of each component. */
function membersOf({ labels, count }: StrongComponents): number[][] {
  const members: number[][] = Array.from({ length: count }, () => []);
  labels.forEach((label, state) => {
    if (label > 0) members[label - 1]!.push(state);
  });
  return members;
}
