/** What a hierarchy is made of, and which of its relations have to be drawn. @module */

import { refuse, told } from "../refuse.ts";
import { assertRanks } from "./assert_ranks.ts";

/** One member of a hierarchy. */
export interface Rank {
  /** Its name; no other member has it. */
  readonly name: string;
  /** The names of those below it: all of them, or enough of them that the rest follows. */
  readonly above: readonly string[];
  /** A few words under the name. */
  readonly words?: string;
  /** The kind of member it is; each kind has a colour. */
  readonly kind?: string;
}

/** A line of the diagram, from a member down to one right below it. */
export interface Step {
  /** The name of the one above. */
  readonly upper: string;
  /** The name of the one below. */
  readonly lower: string;
}

/**
 * The steps that are drawn: those from which all others follow (Hasse's diagram of an order). Throws if
 * a member stands above itself.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { stepsOf } from "hb/figure/hierarchy/reduce.ts";
 *
 * const ranks = [{ name: "a", above: ["b", "c"] }, { name: "b", above: ["c"] }];
 * assertEquals(stepsOf([...ranks, { name: "c", above: [] }]), [
 *   { upper: "a", lower: "b" },
 *   { upper: "b", lower: "c" },
 * ]);
 * ```
 */
export function stepsOf(ranks: readonly Rank[]): Step[] {
  assertRanks(ranks);
  const below = belowOf(ranks);
  return ranks.flatMap(({ name }) => {
    const all = below.get(name)!;
    const direct = [...all].filter((lower) => ![...all].some((mid) => below.get(mid)!.has(lower)));
    return direct.map((lower) => ({ upper: name, lower }));
  });
}

/** The length of the longest way down to each member: 0 for those that nothing stands above. */
export function depthsOf(ranks: readonly Rank[]): Map<string, number> {
  const steps = stepsOf(ranks);
  const depths = new Map(ranks.map(({ name }) => [name, 0]));
  for (const _ of ranks) {
    for (const { upper, lower } of steps) {
      depths.set(lower, Math.max(depths.get(lower)!, depths.get(upper)! + 1));
    }
  }
  return depths;
}

/** Everything below each member, near and far. */
function belowOf(ranks: readonly Rank[]): Map<string, Set<string>> {
  const below = new Map(ranks.map(({ name, above }) => [name, new Set(above)]));
  for (const [name, lowers] of below) {
    for (const lower of lowers) {
      // A set that grows while it is walked is walked to its new end.
      for (const further of membersOf(below, name, lower)) lowers.add(further);
    }
    if (lowers.has(name)) {
      refuse("a hierarchy", "no member may stand above itself", told(name));
    }
  }
  return below;
}

function membersOf(below: Map<string, Set<string>>, upper: string, lower: string): Set<string> {
  const members = below.get(lower);
  if (members !== undefined) return members;
  return refuse("a hierarchy", `everything below ${told(upper)} must be a member`, told(lower));
}
