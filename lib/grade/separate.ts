/**
 * Nodes of a simulation share a memory, which nodes of a network do not: a variable that is not in the state
 * of a node would be a message that is never lost, and a disk that never fails.
 *
 * @module
 */

import { encode } from "../model/encode.ts";
import type { Tagged } from "../model/protocol.ts";
import type { Scenario } from "../sim/scenario.ts";
import { World } from "../sim/world.ts";

/** How much of a run is looked at, in ms, in how many slices, and no more events than this. */
const LOOKED_AT = { slices: 40, sliceMs: 10, events: 5000 };

/** Whether a run comes out differently when another one goes on beside it. */
export function meddles<S, M extends Tagged, T extends Tagged, R>(
  scenario: Scenario<S, M, T, R>,
  seed: number,
): boolean {
  const begin = (from: number) =>
    new World({ ...scenario, invariants: [], seed: from, trace: "none" });
  const alone = begin(seed), one = begin(seed), other = begin(seed + 1);
  for (const worlds of [[alone], [one, other]]) {
    for (let slice = 0; slice < LOOKED_AT.slices; slice++) {
      for (const world of worlds) {
        world.run(LOOKED_AT.sliceMs, () => world.events > LOOKED_AT.events);
      }
    }
  }
  return encode([one.states, one.history]) !== encode([alone.states, alone.history]);
}
