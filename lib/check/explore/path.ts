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
  const states: { state: number }[] = [];
  for (let at = state; at >= 0; at = search.parent(at)) states.push({ state: at });
  return walk(search, states.reverse());
}

/** A state by its number, and the class of the step that must lead there, where it matters. */
export interface Waypoint {
  /** The number. */
  readonly state: number;
  /** The class of fairness. */
  readonly by?: number;
}

/**
 * A run through these states. Steps are found again by taking them again; under symmetry
 * each is taken from where the last one really led, as the search only knows representatives.
 */
export function walk<State, Action>(
  { space, states }: Search<State, Action>,
  waypoints: readonly Waypoint[],
): Path<State, Action> {
  const out = new Successors(space.width);
  const wanted = new Int32Array(space.width);
  const tuple = new Int32Array(space.width);
  space.initial(out);
  return waypoints.map(({ state, by }, at) => {
    if (at > 0) {
      out.count = 0;
      space.expand(tuple, out);
    }
    states.read(state, wanted);
    const k = find(space, out, wanted, by);
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
  by: number | undefined,
): number {
  for (let k = 0; k < out.count; k++) {
    if (by !== undefined && space.fairness(out.labels[k]!) !== by) continue;
    const candidate = out.words.slice(k * space.width, (k + 1) * space.width);
    space.canonical?.(candidate, 0);
    if (isSame(candidate, wanted)) return k;
  }
  throw new Error(
    "Cannot follow a path because every step must be one of the system: given another",
  );
}

function isSame(a: Int32Array, b: Int32Array): boolean {
  for (let place = 0; place < a.length; place++) if (a[place] !== b[place]) return false;
  return true;
}
