/** Runs the arbitrary worlds of one fast-check seed and prints their digests; a second process does so. */

import fc from "fast-check";
import type { Protocol } from "hb/model/protocol.ts";
import type { Trace } from "hb/model/trace.ts";
import {
  type Message,
  restless,
  SPAN_MS,
  type State,
  type Timer,
  worlds,
} from "hb/sim/world_arbitrary_test.ts";
import { World } from "hb/sim/world.ts";

/** What a run leaves behind. */
export interface Run {
  readonly digest: string;
  readonly trace: Trace;
}

/** Makes each of `count` worlds anew and runs it: through its faults, then healed. */
export function runWorlds(
  count: number,
  protocol: Protocol<State, Message, Timer, State> = restless,
): Run[] {
  return fc.sample(worlds, { seed: 1, numRuns: count }).map((options) => {
    const world = new World({ ...options, protocol, states: true });
    world.run(SPAN_MS);
    world.heal();
    world.run(SPAN_MS);
    return { digest: world.digest(), trace: world.trace };
  });
}

if (import.meta.main) {
  console.log(runWorlds(Number(Deno.args[0])).map((run) => run.digest).join("\n"));
}
