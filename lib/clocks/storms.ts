/** What the storms of several protocols here have in common. @module */

import type { Schedule } from "../sim/fault.ts";
import type { Random } from "../sim/random.ts";
import { weather } from "../sim/weather.ts";

/** Nodes pause and links are slow, one to four times until `untilMs`, for up to 100 ms. */
export function trouble(random: Random, nodes: number, untilMs: number): Schedule {
  return weather(random, nodes, {
    untilMs,
    faults: [1, 4],
    mix: { pause: 1, slow: 1 },
    spanMs: [1, 100],
  });
}
