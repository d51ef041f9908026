/** Looks for a run in which a store does not keep to a level, and shrinks it. @module */

import { type LevelName, levels } from "../../check/levels.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { Tagged } from "../../model/protocol.ts";
import { keeps } from "../../replication/register/kit/promises.ts";
import type { Ask } from "../../replication/register/register.ts";
import type { StoreProtocol } from "../../replication/register/stores.ts";
import { type Failure, sweep } from "../../sim/sweep.ts";
import { World } from "../../sim/world.ts";
import { asks, atLast, lab, nodeOf, type Seen, watch } from "./people.ts";
import { named } from "./told.ts";

/** What came of a hunt. */
export interface Hunt {
  /** How many runs kept to the level. */
  readonly passed: number;
  /** The first that did not, shrunk, and what the three saw in it. */
  readonly failure?: Failure<unknown, Ask, Tagged>;
  /** What the three saw in the shrunk run. */
  readonly seen?: Seen;
}

/** Run after run, each seed with a workload of its own, until a level is broken. */
export function hunt(
  protocol: StoreProtocol,
  name: LevelName,
  seeds: number,
  rounds = 2,
): Hunt {
  for (let seed = 1; seed <= seeds; seed++) {
    const scenario = { ...lab(protocol, asks(seed, rounds)), invariants: [inNames(keeps(name))] };
    const { failure } = sweep(scenario, { seeds: 1, seedBase: seed, drive: toTheEnd });
    if (failure === undefined) continue;
    const world = new World({ ...failure.scenario, seed, trace: "none" });
    toTheEnd(world);
    return { passed: seed - 1, failure, seen: world.history as Seen };
  }
  return { passed: seeds };
}

/** The same, told with the names of the three, and of the node where the last answer was given: it is the breach. */
function inNames(invariant: Invariant<unknown>): Invariant<unknown> {
  return {
    ...invariant,
    check(snapshot, memory) {
      const breach = invariant.check(snapshot, memory);
      if (!breach) return undefined;
      const ended = snapshot.history.filter(({ outcome }) => outcome !== "unknown");
      // Only an answer can break a level, so there is one.
      const last = ended.toSorted((a, b) => a.endedAt - b.endedAt).at(-1)!;
      return { words: named(breach.words), nodes: [nodeOf(last.process)] };
    },
  };
}

function toTheEnd(world: World<unknown, Ask, Tagged>): void {
  world.run(1000, () => !world.clientsBusy);
}

/**
 * Of 100 runs, how many have each level. In each, all read both registers once more when the network has long
 * been quiet, so that there is something by which to judge how it ends. `look` is what is judged of a history.
 */
export function sharesOf(
  protocol: StoreProtocol,
  look: (history: Seen) => readonly Seen[] = (history) => [history],
): ReadonlyMap<LevelName, number> {
  const kept = new Map(levels.map(({ name }) => [name, 0]));
  for (let seed = 1; seed <= 100; seed++) {
    const workload = asks(seed, 3).map((list) => [...list, ...atLast]);
    const views = look(watch(protocol, workload, seed));
    for (const { name, check } of levels) {
      const holds = views.every((view) => check(view).verdict === "ok");
      if (holds) kept.set(name, kept.get(name)! + 1);
    }
  }
  return kept;
}
