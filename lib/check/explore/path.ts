/** Turns what a search remembers into a way that a reader can follow. @module */

import type { Search } from "./search.ts";
import { type Space, Successors } from "./space.ts";

/** A state, and the step that led there. */
export interface Step<State, Action> {
  /** What was done. Nothing leads to the first state of a plain system; a protocol begins. */
  readonly action?: Action;
  /** The state then. */
  readonly state: State;
}

/** A run from an initial state, step by step. */
export type Path<State, Action> = readonly Step<State, Action>[];

/** The way on which `state` was found. */
export function pathTo<State, Action>(
  search: Search<State, Action>,
  state: number,
): Path<State, Action> {
  const numbers: number[] = [];
  for (let at = state; at >= 0; at = search.parent(at)) numbers.unshift(at);
  return walk(search, numbers);
}

/**
 * A run through the states of these numbers. Steps are found again by taking them again; under symmetry
 * each is taken from where the last one really led, as the search only knows representatives.
 */
export function walk<State, Action>(
  { space, states }: Search<State, Action>,
  numbers: readonly number[],
): Path<State, Action> {
  const out = new Successors(space.width);
  const wanted = new Int32Array(space.width);
  const tuple = new Int32Array(space.width);
  space.initial(out);
  return numbers.map((number, at) => {
    if (at > 0) {
      out.count = 0;
      space.expand(tuple, out);
    }
    states.read(number, wanted);
    const k = find(space, out, wanted);
    const label = out.labels[k]!;
    const done = at > 0 ? space.action(label, tuple) : space.beginning?.(label);
    const action = done === undefined ? {} : { action: done };
    tuple.set(out.words.subarray(k * space.width, (k + 1) * space.width));
    return { ...action, state: space.state(tuple) };
  });
}

/** Which of the states in `out` has `wanted` as its representative. */
function find<State, Action>(
  space: Space<State, Action>,
  out: Successors,
  wanted: Int32Array,
): number {
  for (let k = 0; k < out.count; k++) {
    const candidate = out.words.slice(k * space.width, (k + 1) * space.width);
    space.canonical?.(candidate, 0);
    if (candidate.every((number, place) => number === wanted[place])) return k;
  }
  throw new Error("Cannot follow a path as every step must be one of the system: given another");
}
