/**
 * A suspicion whose timer does not know of which incarnation it is, as in daos-stack/daos's change 18635: a member wakes, says
 * that it is alive in a new incarnation, and is declared dead in that one when the old timer fires.
 *
 * @module
 */

import { bugs } from "../../../membership/swim/bugs.ts";
import { invariants } from "../../../membership/swim/invariants.ts";
import { swim } from "../../../membership/swim/swim.ts";
import { constant } from "../../../model/latency.ts";
import type { Trace } from "../../../model/trace.ts";
import { World } from "../../../sim/world.ts";

/** The mistake, by its name in the kit. */
const MISTAKE = "timers know the member only";

/** What came of it. */
export interface OldTimer {
  /** What happened, until a property broke or the run was over. */
  readonly trace: Trace;
  /** The property that broke, if one did. */
  readonly broken: string | undefined;
}

/** Node 1 of three sleeps for a while, is suspected, and refutes: with the mistake, or with the rules as they are. */
export function oldTimer(isWrong: boolean): OldTimer {
  const world = new World({
    protocol: swim(
      { periodMs: 100, timeoutMs: 30, helpers: 1, syncMs: 0, suspicionPeriods: 3 },
      isWrong ? bugs[MISTAKE]!.change.rules : {},
    ),
    nodes: 3,
    network: { latency: constant(5) },
    faults: [{ kind: "pause", at: 5, node: 1, forMs: 200 }],
    invariants,
    seed: 1,
    states: true,
    strict: false,
  });
  world.run(800);
  return { trace: world.trace, broken: world.violation?.invariant };
}
