/** Whether a bug is found by what its kit says finds it. @module */

import { exploreProtocol, type ProtocolExploration } from "../check/explore/protocol.ts";
import type { ProtocolSystem } from "../check/explore/protocol_system.ts";
import type { Tagged } from "../model/protocol.ts";
import { World } from "../sim/world.ts";
import { entryOf, type FoundBy, type Kit } from "./kit.ts";
import { prepare } from "./simulate.ts";

/** Checks that are not part of the kit, by name: what they find wrong with a change, if anything. */
export type Checks<C> = Readonly<
  Record<string, (change: C | undefined, seed: number) => string | undefined>
>;

/**
 * What `foundBy` finds wrong when the bug is there, or, without one, when it is not: the name of the
 * property that breaks, or what a check says. Undefined when nothing is found.
 */
export function findBug<S, M extends Tagged, T extends Tagged, R, C>(
  kit: Kit<S, M, T, R, C>,
  foundBy: FoundBy,
  bug: string | undefined,
  checks: Checks<C> = {},
): string | undefined {
  const broken = bug === undefined ? {} : { bug };
  switch (foundBy.by) {
    case "storm": {
      const { storm, seed, nodes } = foundBy;
      const options = { storm, ...broken, ...(nodes === undefined ? {} : { nodes }) };
      const { scenario, drive } = prepare(kit, options).run(seed);
      const world = new World({ ...scenario, seed, trace: "none" });
      drive(world);
      return world.violation?.invariant;
    }
    case "instance":
      return exploreInstance(kit, foundBy.instance, bug).findings[0]?.property;
    case "check": {
      const [, check] = entryOf(kit.name, "a check", checks, foundBy.check);
      return check(changeOf(kit, bug), foundBy.seed ?? 1);
    }
  }
}

/** Every order of events of an instance, as far as it goes; it ends at the first thing that is wrong. */
export function exploreInstance<S, M extends Tagged, T extends Tagged, R, C>(
  kit: Kit<S, M, T, R, C>,
  instance?: string,
  bug?: string,
): ProtocolExploration<S> {
  const [, { depth }] = entryOf(kit.name, "an instance", kit.instances, instance);
  const system = systemOf(kit, instance, bug);
  return exploreProtocol(system, depth === undefined ? {} : { maxDepth: depth });
}

/** An instance of a kit as a system to explore, with a bug if one is named. */
export function systemOf<S, M extends Tagged, T extends Tagged, R, C>(
  kit: Kit<S, M, T, R, C>,
  instance?: string,
  bug?: string,
): ProtocolSystem<S, M, T, R> {
  const [, chosen] = entryOf(kit.name, "an instance", kit.instances, instance);
  return { invariants: kit.invariants, ...chosen.system(changeOf(kit, bug)) };
}

function changeOf<S, M extends Tagged, T extends Tagged, R, C>(
  kit: Kit<S, M, T, R, C>,
  bug: string | undefined,
): C | undefined {
  return bug === undefined ? undefined : entryOf(kit.name, "a bug", kit.bugs, bug)[1].change;
}
