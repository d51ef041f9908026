/** How much members may remember and save. @module */

import { type Grading, runFor, Wrong } from "hb/grade/part.ts";
import { said } from "hb/grade/said.ts";
import { encode } from "hb/model/encode.ts";
import { nested, wrapped } from "hb/model/nested.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { World } from "hb/sim/world.ts";
import { unbroken } from "./swim_sent.ts";
import { asProtocol, type Begin, latency, NODES, options, type SwimWorld } from "./swim_world.ts";

const HALF_MS = 12_000;

/** What is over is forgotten, and what does not change is not saved again. */
export function forgetful(begin: Begin, grading: Grading): void {
  let saves = 0;
  const asked = `${NODES} nodes; nodes 1 and 2 do not hear each other, and all others hear all`;
  const faults: Schedule = [{ kind: "partition", at: 0, forMs: 3 * HALF_MS, sides: [[1], [2]] }];
  const world: SwimWorld = new World({
    protocol: wrapped(asProtocol(begin(options)), (io) =>
      nested(io, {
        save(record) {
          saves++;
          io.save(record);
        },
      })),
    nodes: NODES,
    network: { latency },
    faults,
    seed: 1,
    trace: "none",
  });
  const sizes = [1, 2].map(() => {
    runFor(world, HALF_MS);
    return encode(world.states).length;
  });
  unbroken(world, asked, grading);
  const [early, late] = sizes as [number, number];
  if (late > early + 400) {
    const came = `states are ${early} characters long after ${HALF_MS} ms, and ${late} after ${
      2 * HALF_MS
    }`;
    const why = "a probe that is over is over, for helpers too, and nothing else has happened";
    throw new Wrong(said({ asked, came, must: "about as long", why }));
  }
  if (saves <= 2 * NODES) return;
  const came = `${saves} records are saved in ${2 * HALF_MS} ms`;
  const why = "what survives a crash is the incarnation, whether one is a member, and the contacts";
  throw new Wrong(said({ asked, came, must: "one by each node, or two", why }));
}
