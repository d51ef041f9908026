/**
 * A member that comes back with less memory than the others have of it, as in hashicorp/memberlist's issue 311: it was
 * declared dead, the rumour of that is over, and it begins in the very incarnation in which it is dead.
 *
 * @module
 */

import { bugs } from "../../../membership/swim/bugs.ts";
import type { Rules } from "../../../membership/swim/rules.ts";
import type { State } from "../../../membership/swim/state.ts";
import { swim } from "../../../membership/swim/swim.ts";
import { constant } from "../../../model/latency.ts";
import type { Trace } from "../../../model/trace.ts";
import { World } from "../../../sim/world.ts";
import { assertSpans } from "../../asked.ts";

/** What came of it. */
export interface CameBack {
  /** What happened. */
  readonly trace: Trace;
  /** How each node stands in the end; undefined if it is down. */
  readonly states: readonly (Readonly<State> | undefined)[];
}

/** When node 1 crashes, and when it comes back, in ms. */
export const AWAY_MS = { from: 1500, until: 40_000 } as const;

/**
 * Node 1 of three crashes, loses its disk, and comes back; nobody compares all that it knows. It is watched for `forMs` after
 * its return, with a mistake of the kit in its rules, or without. Throws `RangeError` on a mistake that is none, and on a
 * time that does not end.
 */
export function comesBackEmpty(forMs: number, bug?: string): CameBack {
  assertSpans("come back", { forMs });
  const { from, until } = AWAY_MS;
  const world = new World({
    protocol: swim({ syncMs: 0 }, rulesOf(bug)),
    nodes: 3,
    network: { latency: constant(40) },
    faults: [{ kind: "crash", at: from, downMs: until - from, node: 1, disk: "wiped" }],
    seed: 1,
    states: true,
  });
  world.run(until + forMs);
  return { trace: world.trace, states: world.states };
}

function rulesOf(bug: string | undefined): Partial<Rules> {
  if (bug === undefined) return {};
  const rules = Object.hasOwn(bugs, bug) ? bugs[bug]?.change.rules : undefined;
  if (rules !== undefined) return rules;
  throw new RangeError(
    `Cannot come back because the mistake must be one of SWIM's rules: given "${bug}"`,
  );
}

/** What each other node that is up holds of a member: "alive 0". */
export function heldOf({ states }: Pick<CameBack, "states">, member: number): string[] {
  return states.flatMap((s, node) => {
    if (s === undefined || node === member) return [];
    const { status, incarnation } = s.known.get(member) ?? { status: "alive", incarnation: 0 };
    return [`${status} ${incarnation}`];
  });
}
