/**
 * Explores every reachable state of a transition system, and judges its properties.
 *
 * @example Two processes, one lock
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { explore, type TransitionSystem } from "hb/check/explore/explore.ts";
 *
 * type Lock = { holder: number | null; inside: boolean[] };
 * const lock: TransitionSystem<Lock> = {
 *   name: "lock",
 *   initial: () => [{ holder: null, inside: [false, false] }],
 *   indexed: ["inside"],
 *   actions: [0, 1].flatMap((me) => [
 *     {
 *       name: `enter ${me}`,
 *       next: (s) => s.holder === null ? { holder: me, inside: { [me]: true } } : undefined,
 *     },
 *     {
 *       name: `leave ${me}`,
 *       next: (s) => s.holder === me ? { holder: null, inside: { [me]: false } } : undefined,
 *     },
 *   ]),
 *   always: { "mutual exclusion": (s) => !(s.inside[0] && s.inside[1]) },
 * };
 * const { verdict, unique } = explore(lock);
 * assertEquals([verdict, unique], ["ok", 3]);
 * ```
 *
 * @module
 */

import { type Exploration, exploreSpace } from "./exploration.ts";
import type { SearchOptions } from "./search.ts";
import type { TransitionSystem } from "./system.ts";
import { systemSpace } from "./system_space.ts";

export type { Exploration, Finding } from "./exploration.ts";
export type { Path, Step } from "./path.ts";
export type { SearchOptions } from "./search.ts";
export type { Change, LeadsTo, Predicate, SystemAction, TransitionSystem } from "./system.ts";

/** How to explore a transition system. */
export interface ExploreOptions extends SearchOptions {
  /** Whether states that differ only by names are explored once; default false. */
  readonly symmetry?: boolean;
}

/** Explores a transition system. */
export function explore<State extends object>(
  system: TransitionSystem<State>,
  options: ExploreOptions = {},
): Exploration<State, string> {
  return exploreSpace(systemSpace(system, options.symmetry ?? false), options);
}
