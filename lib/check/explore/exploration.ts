/** What an exploration found. @module */

import { findLasso } from "./lasso.ts";
import { type Path, pathTo } from "./path.ts";
import { Search, type SearchOptions } from "./search.ts";
import type { Space } from "./space.ts";
import { wentWrong } from "./went_wrong.ts";

/** A property that does not hold, and a run that shows it. */
export interface Finding<State, Action> {
  /** The name of the property. */
  readonly property: string;
  /** What was promised. */
  readonly kind: "always" | "sometimes" | "leads to" | "deadlock";
  /** The run; empty where a state was never reached, as nothing can show that. */
  readonly path: Path<State, Action>;
  /** Where the run goes on from after its last state, for ever; it stays there if that is the last. */
  readonly loopsTo?: number;
}

/** What an exploration found. */
export interface Exploration<State, Action> {
  /** "unknown" when a limit ended the search before anything could be said. */
  readonly verdict: "ok" | "violation" | "unknown";
  /** Different states that were reached. */
  readonly unique: number;
  /** Initial states and steps taken, whether they led to something new or not. */
  readonly generated: number;
  /** Steps to the farthest state, by the order of the search. */
  readonly depth: number;
  /** States from which no step leads on. */
  readonly finals: number;
  /** Whether everything was explored. */
  readonly complete: boolean;
  /** What does not hold, in the order of the properties. */
  readonly findings: readonly Finding<State, Action>[];
  /** For each "sometimes" that was reached, a run that reaches it. */
  readonly reached: ReadonlyMap<string, Path<State, Action>>;
  /** Memory of states, paths and tables, in bytes, without the values that make up the states. */
  readonly bytes: number;
}

/** Explores a space and judges its properties. */
export function exploreSpace<State, Action>(
  space: Space<State, Action>,
  options: SearchOptions,
): Exploration<State, Action> {
  assertOptions(space, options);
  try {
    return judged(space, options);
  } catch (error) {
    throw wentWrong(error);
  }
}

function judged<State, Action>(
  space: Space<State, Action>,
  options: SearchOptions,
): Exploration<State, Action> {
  const search = new Search(space, options);
  const findings: Finding<State, Action>[] = [];
  const reached = new Map<string, Path<State, Action>>();
  let open = !search.complete;
  space.properties.forEach((property, p) => {
    const { kind, name } = property;
    const state = search.found[p]!;
    if (kind === "leads to") {
      const lasso = search.complete ? findLasso(search, property) : undefined;
      if (lasso) findings.push({ property: name, kind, ...lasso });
    } else if (kind === "always" || kind === "deadlock") {
      if (state >= 0) findings.push({ property: name, kind, path: pathTo(search, state) });
    } else if (state >= 0) reached.set(name, pathTo(search, state));
    else if (search.complete) findings.push({ property: name, kind, path: [] });
  });
  open &&= findings.length === 0;
  return {
    verdict: findings.length > 0 ? "violation" : open ? "unknown" : "ok",
    unique: search.states.size,
    generated: search.generated,
    depth: search.depth,
    finals: search.finals,
    complete: search.complete,
    findings,
    reached,
    bytes: search.bytes,
  };
}

function assertOptions<State, Action>(space: Space<State, Action>, options: SearchOptions): void {
  for (const name of ["maxDepth", "maxStates"] as const) {
    const limit = options[name];
    if (limit === undefined || limit >= (name === "maxDepth" ? 0 : 1)) continue;
    throw new RangeError(
      `Cannot explore because ${name} must not be negative or none: given ${limit}`,
    );
  }
  if (space.canonical && space.properties.some(({ kind }) => kind === "leads to")) {
    throw new TypeError(
      "Cannot explore under symmetry because properties of runs must be checked without it: " +
        "a loop of representatives need not be a loop",
    );
  }
}
