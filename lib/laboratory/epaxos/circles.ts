/** What commands wait for once they are decided: the graph of their dependencies, and its circles. @module */

import { components } from "../../consensus/epaxos/components.ts";
import {
  covers,
  type Dependencies,
  idLabel,
  idOf,
  type Proposal,
} from "../../consensus/epaxos/instance.ts";
import type { State } from "../../consensus/epaxos/state.ts";
import { footprintOf, interfere, keyFootprint, type Value } from "../../consensus/epaxos/value.ts";
import type { Loaded } from "./load.ts";

/** A command of the graph. */
export interface Vertex {
  /** Its instance, such as "2.5". */
  readonly instance: string;
  /** What it was decided to depend on. */
  readonly dependencies: Dependencies;
  /** Its sequence number. */
  readonly sequence: number;
  /** Its commands. */
  readonly value: Value;
  /** Those that it depends on, by their instances. */
  readonly edges: readonly string[];
}

/** The graph of what a replica knows to be decided, no-ops left out. */
export function graphOf({ rows }: Readonly<Pick<State, "rows">>): Map<string, Vertex> {
  const decided = rows.flatMap((row, replica) =>
    [...row].flatMap(([slot, { phase, proposal }]) =>
      phase !== "committed" || proposal!.value.commands.length === 0
        ? []
        : [{ instance: idLabel({ replica, slot }), ...proposal!, touched: touchedBy(proposal!) }]
    )
  );
  return new Map(decided.map(({ instance, dependencies, sequence, value, touched }) => {
    const edges = decided.filter((other) =>
      other.instance !== instance && covers(dependencies, idOf(other.instance)) &&
      interfere(touched, other.touched)
    ).map((other) => other.instance);
    return [instance, { instance, dependencies, sequence, value, edges }];
  }));
}

function touchedBy({ value }: Proposal) {
  return footprintOf(value, 0, keyFootprint());
}

/** The circles of a graph: components of more than one command, the largest first. */
export function circlesOf(graph: ReadonlyMap<string, Vertex>): Vertex[][] {
  return [...components(graph.keys(), (instance) => graph.get(instance)!.edges)]
    .filter(({ length }) => length > 1)
    .map((members) => members.map((instance) => graph.get(instance)!))
    .sort((a, b) => b.length - a.length);
}

/** How much of a run goes round in circles. */
export interface Circling {
  /** The share of the commands that are in a circle, 0 to 1. */
  readonly share: number;
  /** How many commands the largest has; 0 if there is none. */
  readonly largest: number;
}

/** How much of a run of EPaxos goes round in circles, as replica 0 knows it. */
export function circling({ done, states }: Loaded): Circling {
  const circles = circlesOf(graphOf(states[0] as State));
  const within = circles.reduce((sum, { length }) => sum + length, 0);
  return { share: within / done.length, largest: circles[0]?.length ?? 0 };
}

/** Of instances in one row only the last. */
export function latestOnly(instances: readonly string[]): string[] {
  const last = new Map<number, number>();
  for (const { replica, slot } of instances.map(idOf)) {
    last.set(replica, Math.max(slot, last.get(replica) ?? 0));
  }
  return [...last].map(([replica, slot]) => idLabel({ replica, slot }));
}
